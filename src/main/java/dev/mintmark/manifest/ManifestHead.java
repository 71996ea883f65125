package dev.mintmark.manifest;

import dev.mintmark.format.matter.ProductId;
import dev.mintmark.format.matter.VendorId;
import dev.mintmark.issue.KeyKind;
import dev.mintmark.order.KeyOrigin;
import dev.mintmark.order.OrderId;

/** What all rows of an order's manifest share. */
public record ManifestHead(
        OrderId order, String reference, VendorId vendorId, ProductId productId, KeyKind issuerKey, KeyOrigin keys) {}
