package dev.mintmark.csr;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The end of central directory record (APPNOTE 4.3.16). A zip that was cut off lacks it; one that shows other entries to
 * other readers has others in it; two zips in one file have the second's, whose offset does not fit.
 *
 * @param entries of all disks
 * @param directoryOffset from the file's first byte
 * @param directorySize in bytes
 * @param position where the directory has to end: at this record, or the zip64 one before it
 */
record ZipEnd(long entries, long directoryOffset, long directorySize, long position) {
    private static final int SIGNATURE = 0x06054b50;
    private static final int LENGTH = 22;
    private static final int DISK = 4;
    private static final int ENTRIES = 10;
    private static final int DIRECTORY_SIZE = 12;
    private static final int DIRECTORY_OFFSET = 16;
    private static final int COMMENT_LENGTH = 20;

    /** Zip64 end of central directory record and locator (APPNOTE 4.3.14, 4.3.15), which stand before it. */
    private static final int SIGNATURE_64 = 0x06064b50;

    private static final int LENGTH_64 = 56;
    private static final int LOCATOR_LENGTH = 20;
    private static final int ENTRIES_64 = 32;
    private static final int DIRECTORY_SIZE_64 = 40;
    private static final int DIRECTORY_OFFSET_64 = 48;

    /**
     * @param tail the file's last bytes
     * @param length the file's
     * @throws IOException if the file does not end with an end record
     */
    static ZipEnd of(byte[] tail, long length) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN);
        int lowest = Math.max(0, tail.length - LENGTH - 0xFFFF);
        for (int at = tail.length - LENGTH; at >= lowest; at--) {
            boolean endsTheFile = bytes.getInt(at) == SIGNATURE
                    && at + LENGTH + Short.toUnsignedInt(bytes.getShort(at + COMMENT_LENGTH)) == tail.length;
            if (endsTheFile) {
                return read(bytes, at, length - tail.length);
            }
        }
        throw new IOException("the archive is cut off: its end record is missing or not at the end");
    }

    private static ZipEnd read(ByteBuffer bytes, int at, long before) throws IOException {
        int at64 = at - LOCATOR_LENGTH - LENGTH_64;
        if (at64 >= 0 && bytes.getInt(at64) == SIGNATURE_64) {
            return new ZipEnd(
                    bytes.getLong(at64 + ENTRIES_64),
                    bytes.getLong(at64 + DIRECTORY_OFFSET_64),
                    bytes.getLong(at64 + DIRECTORY_SIZE_64),
                    before + at64);
        }
        if (bytes.getInt(at + DISK) != 0) {
            throw new IOException("the archive is split over several files");
        }
        return new ZipEnd(
                Short.toUnsignedInt(bytes.getShort(at + ENTRIES)),
                Integer.toUnsignedLong(bytes.getInt(at + DIRECTORY_OFFSET)),
                Integer.toUnsignedLong(bytes.getInt(at + DIRECTORY_SIZE)),
                before + at);
    }

    /**
     * @throws IOException if it is the end of an archive other than the one read
     */
    void check(long read) throws IOException {
        if (entries != read) {
            throw new IOException("%d entries were found where the end record counts %d".formatted(read, entries));
        }
        if (directoryOffset + directorySize != position) {
            throw new IOException("the directory is not where the end record says");
        }
    }
}
