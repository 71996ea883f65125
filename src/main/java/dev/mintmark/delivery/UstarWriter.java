package dev.mintmark.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * Writes files as a POSIX ustar archive (IEEE Std 1003.1, pax, "ustar Interchange Format") that is the same bytes wherever
 * and whenever it is written: mode 0644, no owner, one given time. Not commons-compress, which puts the name of who runs it
 * into the header of a long name.
 */
public final class UstarWriter {
    private static final int BLOCK = 512;
    private static final byte[] ZEROS = new byte[2 * BLOCK];

    private enum Field {
        NAME(0, 100),
        MODE(100, 8),
        UID(108, 8),
        GID(116, 8),
        SIZE(124, 12),
        MTIME(136, 12),
        CHKSUM(148, 8),
        TYPEFLAG(156, 1),
        MAGIC(257, 6),
        VERSION(263, 2),
        DEVMAJOR(329, 8),
        DEVMINOR(337, 8),
        PREFIX(345, 155);

        private final int offset;
        private final int length;

        Field(int offset, int length) {
            this.offset = offset;
            this.length = length;
        }

        void text(byte[] header, String value) {
            byte[] ascii = value.getBytes(StandardCharsets.US_ASCII);
            if (ascii.length > length) {
                throw new IllegalArgumentException("\"%s\" does not fit into %s of a tar".formatted(value, this));
            }
            System.arraycopy(ascii, 0, header, offset, ascii.length);
        }

        /** Octal with leading zeros, closed by NUL. */
        void octal(byte[] header, long value) {
            octal(header, value, length - 1);
        }

        void octal(byte[] header, long value, int digits) {
            if (value < 0 || value >>> 3 * digits != 0) {
                throw new IllegalArgumentException("%d does not fit into %s of a tar".formatted(value, this));
            }
            for (int i = 0; i < digits; i++) {
                header[offset + i] = (byte) ('0' + (value >>> 3 * (digits - 1 - i) & 7));
            }
            header[offset + digits] = 0;
        }
    }

    private final OutputStream out;
    private final long seconds;

    /**
     * @param time of every file, cut to seconds
     */
    public UstarWriter(OutputStream out, Instant time) {
        this.out = out;
        this.seconds = time.getEpochSecond();
        if (seconds < 0) {
            throw new IllegalArgumentException("a tar knows no time before 1970");
        }
    }

    void file(String path, byte[] content) throws IOException {
        out.write(header(path, content.length));
        out.write(content);
        pad(content.length);
    }

    /**
     * @param size of {@code content}, which is read to its end
     */
    public void file(String path, long size, InputStream content) throws IOException {
        out.write(header(path, size));
        if (content.transferTo(out) != size) {
            throw new IOException("\"%s\" changed while it was read".formatted(path));
        }
        pad(size);
    }

    private void pad(long size) throws IOException {
        out.write(ZEROS, 0, (int) ((BLOCK - size % BLOCK) % BLOCK));
    }

    private byte[] header(String path, long size) {
        byte[] header = new byte[BLOCK];
        int cut = path.length() <= Field.NAME.length ? -1 : path.indexOf('/', path.length() - Field.NAME.length - 1);
        if (cut < 0 && path.length() > Field.NAME.length) {
            throw new IllegalArgumentException("\"%s\" ends in a name too long for a tar".formatted(path));
        }
        Field.NAME.text(header, path.substring(cut + 1));
        Field.PREFIX.text(header, cut < 0 ? "" : path.substring(0, cut));
        Field.MODE.octal(header, 0644);
        Field.UID.octal(header, 0);
        Field.GID.octal(header, 0);
        Field.SIZE.octal(header, size);
        Field.MTIME.octal(header, seconds);
        Field.TYPEFLAG.text(header, "0");
        Field.MAGIC.text(header, "ustar");
        Field.VERSION.text(header, "00");
        Field.DEVMAJOR.octal(header, 0);
        Field.DEVMINOR.octal(header, 0);
        Field.CHKSUM.text(header, "        "); // counted as spaces
        int sum = 0;
        for (byte each : header) {
            sum += each & 0xFF;
        }
        Field.CHKSUM.octal(header, sum, Field.CHKSUM.length - 2);
        return header;
    }

    /** Two blocks of zeros end the archive. The stream stays open. */
    public void finish() throws IOException {
        out.write(ZEROS);
        out.flush();
    }
}
