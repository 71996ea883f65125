package dev.mintmark.partition;

import dev.mintmark.format.nvs.NvsFormatException;
import dev.mintmark.format.nvs.NvsReader;
import dev.mintmark.format.nvs.NvsWriter;
import java.util.Base64;

/** The factory partition: an unencrypted NVS image of version 2 with the one namespace {@code chip-factory}. */
public final class ChipFactoryPartition {
    private ChipFactoryPartition() {}

    /**
     * Byte for byte what esp-matter-mfg-tool makes of the same values when it leaves the private key out.
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
            case DISCRIMINATOR -> writer.u32(name, data.discriminator().value());
            case ITERATION_COUNT -> writer.u32(name, data.iterationCount());
            case SALT -> writer.string(name, base64(data.salt().toByteArray()));
            case VENDOR_ID -> writer.u32(name, data.vendorId().value());
            case VENDOR_NAME -> writer.string(name, data.vendorName());
            case PRODUCT_ID -> writer.u32(name, data.productId().value());
            case PRODUCT_NAME -> writer.string(name, data.productName());
            case HARDWARE_VERSION -> data.hardwareVersion().ifPresent(version -> writer.u32(name, version));
            case HARDWARE_VERSION_STRING -> data.hardwareVersionString().ifPresent(text -> writer.string(name, text));
            case MANUFACTURING_DATE -> data.manufacturingDate().ifPresent(text -> writer.string(name, text));
            case ROTATING_ID -> data.rotatingId().ifPresent(id -> writer.blob(name, id.toByteArray()));
            case SERIAL_NUMBER -> writer.string(name, data.serialNumber().value());
            case DAC -> writer.blob(name, data.dac().toByteArray());
            case PAI -> writer.blob(name, data.pai().toByteArray());
            case VERIFIER -> writer.string(name, base64(data.verifier().expose()));
            case CERTIFICATION_DECLARATION ->
                writer.blob(name, data.certificationDeclaration().toByteArray());
        }
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
