package dev.mintmark.label;

import dev.mintmark.format.matter.ProductId;
import dev.mintmark.format.matter.VendorId;
import dev.mintmark.order.MacAddress;
import dev.mintmark.order.ModuleId;
import dev.mintmark.order.SerialNumber;
import java.util.Optional;

/**
 * What is printed for one module.
 *
 * @param mac empty where the module id is no MAC and the submission gave none
 * @param qrCode {@code MT:…}
 * @param printedManualCode grouped with hyphens; of 21 digits in two lines
 */
public record Label(
        Optional<MacAddress> mac,
        ModuleId moduleId,
        SerialNumber serialNumber,
        String vendorName,
        String productName,
        VendorId vendorId,
        ProductId productId,
        String qrCode,
        String printedManualCode) {
    /** Which module it is for: either code tells the passcode. */
    @Override
    public String toString() {
        return "label of " + moduleId;
    }
}
