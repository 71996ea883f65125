package dev.mintmark.partition;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.matter.ProductId;
import dev.mintmark.format.matter.VendorId;
import dev.mintmark.order.SerialNumber;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What one module's factory partition says. The limits are those of {@link ChipFactoryKey}; a value beyond them is an
 * {@link IllegalArgumentException} that names the key and not the value.
 *
 * @param commissionable empty if it is in the secure-cert partition
 * @param vendorName 1 to 32 bytes of UTF-8, no control characters
 * @param productName 1 to 32 bytes of UTF-8, no control characters
 * @param hardwareVersion 0 to 65535
 * @param hardwareVersionString 1 to 64 bytes of UTF-8, no control characters
 * @param manufacturingDate YYYYMMDD or YYYY-MM-DD, then up to 8 printable ASCII characters
 * @param rotatingId 16 bytes, for products with a rotating device identifier
 * @param attestation empty if it is elsewhere
 * @param certificationDeclaration CMS in DER, at most 900 bytes
 */
public record ChipFactoryData(
        Optional<CommissionableData> commissionable,
        VendorId vendorId,
        String vendorName,
        ProductId productId,
        String productName,
        Optional<Integer> hardwareVersion,
        Optional<String> hardwareVersionString,
        Optional<String> manufacturingDate,
        Optional<Bytes> rotatingId,
        SerialNumber serialNumber,
        Optional<DeviceAttestation> attestation,
        Bytes certificationDeclaration) {
    public ChipFactoryData {
        checkText(ChipFactoryKey.VENDOR_NAME, vendorName);
        checkText(ChipFactoryKey.PRODUCT_NAME, productName);
        hardwareVersion.ifPresent(ChipFactoryKey.HARDWARE_VERSION::check);
        hardwareVersionString.ifPresent(text -> checkText(ChipFactoryKey.HARDWARE_VERSION_STRING, text));
        manufacturingDate.ifPresent(ManufacturingDate::check);
        rotatingId.ifPresent(id -> ChipFactoryKey.ROTATING_ID.check(id.size()));
        ChipFactoryKey.CERTIFICATION_DECLARATION.check(certificationDeclaration.size());
    }

    private static void checkText(ChipFactoryKey key, String text) {
        key.check(text.getBytes(StandardCharsets.UTF_8).length);
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(key.nvsKey() + " holds a control character");
        }
    }

    /** Which device it is; nothing that opens it. */
    @Override
    public String toString() {
        return "chip-factory data of %s, %s/%s".formatted(serialNumber, vendorId, productId);
    }
}
