package dev.mintmark.partition;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.matter.ProductId;
import dev.mintmark.format.matter.VendorId;
import dev.mintmark.format.nvs.NvsNamespace;
import dev.mintmark.order.DeviceDetails;
import dev.mintmark.order.ManufacturingDate;
import dev.mintmark.order.SerialNumber;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
 * @param rotatingId 16 bytes, for products with a rotating device identifier
 * @param attestation empty if it is elsewhere
 * @param certificationDeclaration CMS in DER, at most 900 bytes
 * @param own the maker's own keys: those of {@link ChipFactoryKey#NAMESPACE} first, if there are any, then other namespaces
 */
public record ChipFactoryData(
        Optional<CommissionableData> commissionable,
        VendorId vendorId,
        String vendorName,
        ProductId productId,
        String productName,
        Optional<Integer> hardwareVersion,
        Optional<String> hardwareVersionString,
        Optional<ManufacturingDate> manufacturingDate,
        Optional<Bytes> rotatingId,
        DeviceDetails details,
        SerialNumber serialNumber,
        Optional<DeviceAttestation> attestation,
        Bytes certificationDeclaration,
        List<NvsNamespace> own) {
    public ChipFactoryData {
        checkText(ChipFactoryKey.VENDOR_NAME, vendorName);
        checkText(ChipFactoryKey.PRODUCT_NAME, productName);
        hardwareVersion.ifPresent(ChipFactoryKey.HARDWARE_VERSION::check);
        hardwareVersionString.ifPresent(text -> checkText(ChipFactoryKey.HARDWARE_VERSION_STRING, text));
        rotatingId.ifPresent(id -> ChipFactoryKey.ROTATING_ID.check(id.size()));
        ChipFactoryKey.CERTIFICATION_DECLARATION.check(certificationDeclaration.size());
        own = List.copyOf(own);
        for (int i = 0; i < own.size(); i++) {
            boolean chipFactory = own.get(i).name().equals(ChipFactoryKey.NAMESPACE);
            if (chipFactory && i > 0) {
                throw new IllegalArgumentException("namespace chip-factory does not come first");
            }
            if (chipFactory) {
                own.get(i).entries().forEach(entry -> ReservedKeys.requireFree(entry.key()));
            }
        }
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
