package dev.mintmark.format.matter;

import dev.mintmark.format.Bytes;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a certification declaration is to be used with.
 *
 * @param vendorId the device's own, Basic Information cluster and NVS
 * @param productId the device's own
 * @param deviceType the product's primary device type, if known
 * @param dacVendorId of the DAC's subject
 * @param dacProductId of the DAC's subject
 * @param paiVendorId of the PAI's subject
 * @param paiProductId of the PAI's subject, if it has one
 * @param paaKeyId subject key identifier of the PAA, 20 bytes
 * @param production whether devices will be sold: declarations for tests are then refused
 */
public record CdUse(
        VendorId vendorId,
        ProductId productId,
        OptionalLong deviceType,
        VendorId dacVendorId,
        ProductId dacProductId,
        VendorId paiVendorId,
        Optional<ProductId> paiProductId,
        Bytes paaKeyId,
        boolean production) {}
