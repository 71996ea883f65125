package dev.mintmark.format.matter;

/**
 * Vendor and product as onboarding payloads hold them, where 0 means that they are not told (Matter Core 5.1.3.1).
 *
 * @param vendorId 0 to 0xFFF4
 * @param productId 0 to 0xFFFF; 0 only without a vendor
 */
public record PayloadIds(int vendorId, int productId) {
    public PayloadIds {
        if (vendorId != 0) {
            new VendorId(vendorId);
        }
        if (productId != 0 || vendorId != 0) {
            new ProductId(productId);
        }
    }

    public static PayloadIds of(VendorId vendor, ProductId product) {
        return new PayloadIds(vendor.value(), product.value());
    }

    @Override
    public String toString() {
        return FourHexDigits.format(vendorId) + "/" + FourHexDigits.format(productId);
    }
}
