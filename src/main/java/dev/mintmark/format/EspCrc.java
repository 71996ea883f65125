package dev.mintmark.format;

import java.util.zip.CRC32;

/**
 * The CRC of Espressif's flash formats: CRC-32 with the register starting at 0, which is {@code esp_rom_crc32_le(0xffffffff,
 * …)}. Four bytes 0xFF bring the usual CRC-32, which starts at 0xFFFFFFFF, to just that.
 */
public final class EspCrc {
    private static final byte[] TO_ZERO = {-1, -1, -1, -1};

    private EspCrc() {}

    public static int of(byte[] bytes, int offset, int length) {
        CRC32 crc = started();
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }

    /** For bytes that do not lie side by side. */
    public static CRC32 started() {
        CRC32 crc = new CRC32();
        crc.update(TO_ZERO);
        return crc;
    }
}
