package dev.mintmark.format.nvs;

import java.util.zip.CRC32;

/**
 * The CRC of NVS: CRC-32 with the register starting at 0, which is {@code esp_rom_crc32_le(0xffffffff, …)}. Four bytes 0xFF
 * bring the usual CRC-32, which starts at 0xFFFFFFFF, to just that.
 */
final class NvsCrc {
    private static final byte[] TO_ZERO = {-1, -1, -1, -1};

    private NvsCrc() {}

    static int of(byte[] bytes, int offset, int length) {
        CRC32 crc = started();
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }

    /** Over an entry without its own CRC. */
    static int ofEntry(byte[] image, int entry) {
        int after = EntryField.CRC.offset + EntryField.CRC.size;
        CRC32 crc = started();
        crc.update(image, entry, EntryField.CRC.offset);
        crc.update(image, entry + after, EntryField.ENTRY_SIZE - after);
        return (int) crc.getValue();
    }

    /** Over a page's header, from the sequence number to the CRC itself. */
    static int ofHeader(byte[] image, int page) {
        int from = PageField.SEQUENCE.offset;
        return of(image, page + from, PageField.HEADER_CRC.offset - from);
    }

    private static CRC32 started() {
        CRC32 crc = new CRC32();
        crc.update(TO_ZERO);
        return crc;
    }
}
