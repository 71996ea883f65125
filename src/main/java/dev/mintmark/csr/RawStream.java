package dev.mintmark.csr;

import dev.mintmark.format.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/** A file's bytes, each read once: hashed as they are read, counted, and the last of them kept. */
final class RawStream extends InputStream {
    /** Holds the longest end record of a zip: 22 bytes, comment of 65535, zip64 record and locator of 76. */
    private static final int BLOCK = 128 << 10;

    private final InputStream in;
    private final MessageDigest digest = Bytes.sha256();
    private byte[] current = new byte[BLOCK];
    private byte[] previous = new byte[BLOCK];
    private int previousLength;
    private int length;
    private int position;
    private long before;

    RawStream(InputStream in) {
        this.in = in;
    }

    private boolean ended() throws IOException {
        if (position < length) {
            return false;
        }
        if (length > 0 && length < BLOCK) {
            return true;
        }
        int read = in.readNBytes(previous, 0, BLOCK);
        if (read == 0) {
            return true;
        }
        byte[] filled = previous;
        previous = current;
        previousLength = length;
        before += length;
        current = filled;
        length = read;
        position = 0;
        digest.update(current, 0, length);
        return false;
    }

    @Override
    public int read() throws IOException {
        return ended() ? -1 : current[position++] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
        if (count == 0) {
            return 0;
        }
        if (ended()) {
            return -1;
        }
        int n = Math.min(count, length - position);
        System.arraycopy(current, position, target, offset, n);
        position += n;
        return n;
    }

    /** More than 0 while bytes are left: GZIPInputStream asks, to learn of a further member. */
    @Override
    public int available() throws IOException {
        return ended() ? 0 : length - position;
    }

    /** Bytes handed out so far. */
    long count() {
        return before + position;
    }

    /** Reads and hashes what nobody asked for. */
    void drain() throws IOException {
        while (!ended()) {
            position = length;
        }
    }

    /** The last bytes read, at least 128 KiB of them if there were as many. */
    byte[] tail() {
        byte[] tail = new byte[previousLength + length];
        System.arraycopy(previous, 0, tail, 0, previousLength);
        System.arraycopy(current, 0, tail, previousLength, length);
        return tail;
    }

    /** SHA-256 of all bytes read; once, after {@link #drain()}. */
    Bytes sha256() {
        return Bytes.of(digest.digest());
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
