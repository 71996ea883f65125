package dev.mintmark.partition;

import dev.mintmark.format.P256KeyPair;
import dev.mintmark.format.nvs.NvsFormatException;
import dev.mintmark.format.nvs.NvsReader;
import dev.mintmark.format.nvs.NvsWriter;
import java.util.Base64;
import java.util.Optional;

/** The factory partition: an unencrypted NVS image of version 2 with the one namespace {@code chip-factory}. */
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
            write(key, data, writer);
        }
        return writer.toImage();
    }

    private static void write(ChipFactoryKey key, ChipFactoryData data, NvsWriter writer) {
        String name = key.nvsKey();
        switch (key) {
            case DISCRIMINATOR ->
                data.commissionable().ifPresent(c -> writer.u32(name, c.discriminator().value()));
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
            case MANUFACTURING_DATE -> data.manufacturingDate().ifPresent(text -> writer.string(name, text));
            case ROTATING_ID -> data.rotatingId().ifPresent(id -> writer.blob(name, id.toByteArray()));
            case SERIAL_NUMBER -> writer.string(name, data.serialNumber().value());
            case DAC ->
                data.attestation().ifPresent(a -> writer.blob(name, a.dac().toByteArray()));
            case DAC_KEY -> key(data).ifPresent(pair -> writer.blob(name, pair.scalar().expose()));
            case DAC_PUBLIC_KEY ->
                key(data).ifPresent(pair -> writer.blob(name, pair.point().toByteArray()));
            case PAI ->
                data.attestation().ifPresent(a -> writer.blob(name, a.pai().toByteArray()));
            case VERIFIER ->
                data.commissionable()
                        .ifPresent(c -> writer.string(name, base64(c.verifier().expose())));
            case CERTIFICATION_DECLARATION ->
                writer.blob(name, data.certificationDeclaration().toByteArray());
        }
    }

    private static Optional<P256KeyPair> key(ChipFactoryData data) {
        return data.attestation().flatMap(DeviceAttestation::key);
    }

    private static String base64(byte[] raw) {
        return Base64.getEncoder().encodeToString(raw);
    }

    /**
     * Reads strictly: exactly the keys of {@link ChipFactoryKey}, each of its type and within its limits.
     *
     * @throws ChipFactoryException for the first thing that is otherwise
     */
    public static ChipFactoryData read(byte[] image) {
        try {
            return ChipFactoryValues.of(NvsReader.read(image)).toData();
        } catch (NvsFormatException e) {
            throw new ChipFactoryException(e.getMessage(), e);
        }
    }
}
