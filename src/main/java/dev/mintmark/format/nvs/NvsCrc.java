package dev.mintmark.format.nvs;

import dev.mintmark.format.EspCrc;
import java.util.zip.CRC32;

/** What of an image its CRCs cover. */
final class NvsCrc {
    private NvsCrc() {}

    static int of(byte[] bytes, int offset, int length) {
        return EspCrc.of(bytes, offset, length);
    }

    /** Over an entry without its own CRC. */
    static int ofEntry(byte[] image, int entry) {
        int after = EntryField.CRC.offset + EntryField.CRC.size;
        CRC32 crc = EspCrc.started();
        crc.update(image, entry, EntryField.CRC.offset);
        crc.update(image, entry + after, EntryField.ENTRY_SIZE - after);
        return (int) crc.getValue();
    }

    /** Over a page's header, from the sequence number to the CRC itself. */
    static int ofHeader(byte[] image, int page) {
        int from = PageField.SEQUENCE.offset;
        return of(image, page + from, PageField.HEADER_CRC.offset - from);
    }
}
