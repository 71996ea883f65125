package dev.mintmark.csr;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The end of central directory record (APPNOTE 4.3.16): a zip that was cut off lacks it, and one that shows different
 * entries to different readers counts others.
 *
 * @param entries of all disks
 */
record ZipEnd(long entries) {
    private static final int SIGNATURE = 0x06054b50;
    private static final int LENGTH = 22;
    private static final int DISK = 4;
    private static final int ENTRIES = 10;
    private static final int COMMENT_LENGTH = 20;

    /** Zip64 end of central directory record and locator (APPNOTE 4.3.14, 4.3.15), which stand before it. */
    private static final int SIGNATURE_64 = 0x06064b50;

    private static final int LENGTH_64 = 56;
    private static final int LOCATOR_LENGTH = 20;
    private static final int ENTRIES_64 = 32;

    /**
     * @param tail the file's last bytes
     * @throws IOException if the file does not end with an end record
     */
    static ZipEnd of(byte[] tail) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN);
        int lowest = Math.max(0, tail.length - LENGTH - 0xFFFF);
        for (int at = tail.length - LENGTH; at >= lowest; at--) {
            boolean endsTheFile = bytes.getInt(at) == SIGNATURE
                    && at + LENGTH + Short.toUnsignedInt(bytes.getShort(at + COMMENT_LENGTH)) == tail.length;
            if (endsTheFile) {
                return at(bytes, at);
            }
        }
        throw new IOException("the archive is cut off: its end record is missing or not at the end");
    }

    private static ZipEnd at(ByteBuffer bytes, int at) throws IOException {
        int entries = Short.toUnsignedInt(bytes.getShort(at + ENTRIES));
        int at64 = at - LOCATOR_LENGTH - LENGTH_64;
        if (at64 >= 0 && bytes.getInt(at64) == SIGNATURE_64) {
            return new ZipEnd(bytes.getLong(at64 + ENTRIES_64));
        }
        if (bytes.getInt(at + DISK) != 0) {
            throw new IOException("the archive is split over several files");
        }
        return new ZipEnd(entries);
    }

    void check(long read) throws IOException {
        if (entries != read) {
            throw new IOException("%d entries were found where the end record counts %d".formatted(read, entries));
        }
    }
}
