package dev.mintmark.partition;

import dev.mintmark.format.P256KeyPair;
import dev.mintmark.format.nvs.NvsContents;
import dev.mintmark.format.nvs.NvsEntry;
import dev.mintmark.format.nvs.NvsFormatException;
import dev.mintmark.format.nvs.NvsKeys;
import dev.mintmark.format.nvs.NvsNamespace;
import dev.mintmark.format.nvs.NvsReader;
import dev.mintmark.format.nvs.NvsWriter;
import dev.mintmark.order.DeviceDetails;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The factory partition: an NVS image of version 2 with the namespace {@code chip-factory}, in which the maker may have keys of
 * his own too, and the maker's other namespaces.
 */
public final class ChipFactoryPartition {
    private ChipFactoryPartition() {}

    /**
     * Byte for byte what esp-matter-mfg-tool makes of the same values; without the private key, unless the host made it.
     *
     * @param size of the partition in bytes, a multiple of 4096; 0x3000 is enough for whatever {@code data} holds
     * @throws IllegalStateException if the values need a larger partition: with the size that would do
     */
    public static byte[] write(ChipFactoryData data, int size) {
        NvsWriter writer = new NvsWriter(size).namespace(ChipFactoryKey.NAMESPACE);
        for (ChipFactoryKey key : ChipFactoryKey.values()) {
            if (key == ChipFactoryKey.CALENDAR_TYPES) {
                own(data).forEach(writer::entry);
            }
            write(key, data, writer);
            if (key == ChipFactoryKey.CALENDAR_TYPES) {
                DeviceLists.entries(data.details()).forEach(writer::entry);
            }
        }
        for (NvsNamespace namespace : data.own()) {
            if (!namespace.name().equals(ChipFactoryKey.NAMESPACE)) {
                writer.namespace(namespace.name());
                namespace.entries().forEach(writer::entry);
            }
        }
        return writer.toImage();
    }

    /** The maker's keys among those of Matter's namespace: where the peer writes them, behind the certification declaration. */
    private static List<NvsEntry> own(ChipFactoryData data) {
        return data.own().stream()
                .filter(namespace -> namespace.name().equals(ChipFactoryKey.NAMESPACE))
                .findFirst()
                .map(NvsNamespace::entries)
                .orElse(List.of());
    }

    private static void write(ChipFactoryKey key, ChipFactoryData data, NvsWriter writer) {
        String name = key.nvsKey();
        DeviceDetails details = data.details();
        switch (key) {
            case DISCRIMINATOR ->
                data.commissionable()
                        .ifPresent(c -> writer.u32(name, c.discriminator().value()));
            case ITERATION_COUNT -> data.commissionable().ifPresent(c -> writer.u32(name, c.iterationCount()));
            case SALT ->
                data.commissionable()
                        .ifPresent(c -> writer.string(name, base64(c.salt().toByteArray())));
            case VENDOR_ID -> writer.u32(name, data.vendorId().value());
            case VENDOR_NAME -> writer.string(name, data.vendorName());
            case PRODUCT_ID -> writer.u32(name, data.productId().value());
            case PRODUCT_NAME -> writer.string(name, data.productName());
            case HARDWARE_VERSION -> data.hardwareVersion().ifPresent(version -> writer.u32(name, version));
            case HARDWARE_VERSION_STRING -> data.hardwareVersionString().ifPresent(text -> writer.string(name, text));
            case MANUFACTURING_DATE -> data.manufacturingDate().ifPresent(date -> writer.string(name, date.text()));
            case ROTATING_ID -> data.rotatingId().ifPresent(id -> writer.blob(name, id.toByteArray()));
            case PRODUCT_FINISH -> details.finish().ifPresent(finish -> writer.u32(name, finish.ordinal()));
            case PRODUCT_COLOR -> details.color().ifPresent(color -> writer.u32(name, color.ordinal()));
            case PART_NUMBER -> details.partNumber().ifPresent(text -> writer.string(name, text));
            case SERIAL_NUMBER -> writer.string(name, data.serialNumber().value());
            case DAC ->
                data.attestation().ifPresent(a -> writer.blob(name, a.dac().toByteArray()));
            case DAC_KEY ->
                key(data).ifPresent(pair -> writer.blob(name, pair.scalar().expose()));
            case DAC_PUBLIC_KEY ->
                key(data).ifPresent(pair -> writer.blob(name, pair.point().toByteArray()));
            case PAI ->
                data.attestation().ifPresent(a -> writer.blob(name, a.pai().toByteArray()));
            case VERIFIER ->
                data.commissionable()
                        .ifPresent(c -> writer.string(name, base64(c.verifier().expose())));
            case CERTIFICATION_DECLARATION ->
                writer.blob(name, data.certificationDeclaration().toByteArray());
            case CALENDAR_TYPES -> {
                if (!details.calendars().isEmpty()) {
                    writer.u32(name, DeviceLists.calendarBits(details.calendars()));
                }
            }
            case PRODUCT_LABEL -> details.productLabel().ifPresent(text -> writer.string(name, text));
            case PRODUCT_URL -> details.productUrl().ifPresent(text -> writer.string(name, text));
            case LOCATION_CAPABILITY ->
                details.locationCapability().ifPresent(capability -> writer.u32(name, capability.ordinal()));
            case DEVICE_TYPE -> details.deviceType().ifPresent(type -> writer.u32(name, type));
        }
    }

    private static Optional<P256KeyPair> key(ChipFactoryData data) {
        return data.attestation().flatMap(DeviceAttestation::key);
    }

    private static String base64(byte[] raw) {
        return Base64.getEncoder().encodeToString(raw);
    }

    /**
     * Reads strictly: the keys of {@link ChipFactoryKey} and {@link DeviceLists}, each of its type and within its limits;
     * what else there is are the maker's own keys, but none of {@link ReservedKeys}.
     *
     * @throws ChipFactoryException for the first thing that is otherwise
     */
    public static ChipFactoryData read(byte[] image) {
        try {
            return of(NvsReader.read(image));
        } catch (NvsFormatException e) {
            throw new ChipFactoryException(e.getMessage(), e);
        }
    }

    /**
     * Reads an encrypted partition likewise.
     *
     * @throws ChipFactoryException likewise, and if these are not its keys
     */
    public static ChipFactoryData read(byte[] image, NvsKeys keys) {
        try {
            return of(NvsReader.read(image, keys));
        } catch (NvsFormatException e) {
            throw new ChipFactoryException(e.getMessage(), e);
        }
    }

    private static ChipFactoryData of(NvsContents contents) {
        return ChipFactoryValues.of(contents).toData();
    }
}
