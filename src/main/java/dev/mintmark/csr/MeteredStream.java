package dev.mintmark.csr;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Keeps a library that reads headers or rows of any length from reading more than it is allowed to before the next one. */
final class MeteredStream extends FilterInputStream {
    private final String what;
    private long count;
    private long stopAt = Long.MAX_VALUE;
    private long trailingZeros;

    /**
     * @param what what is too long when the allowance is used up
     */
    MeteredStream(InputStream in, String what) {
        super(in);
        this.what = what;
    }

    void allow(long bytes) {
        stopAt = count + bytes;
    }

    void allowAll() {
        stopAt = Long.MAX_VALUE;
    }

    long count() {
        return count;
    }

    /** How many of the bytes read last were 0. */
    long trailingZeros() {
        return trailingZeros;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (count >= stopAt) {
            throw new UnreadableException(RejectCode.SUBMISSION_OVER_LIMIT, what);
        }
        int n = super.read(target, offset, length);
        if (n > 0) {
            count += n;
            int end = offset + n;
            int first = end;
            while (first > offset && target[first - 1] == 0) {
                first--;
            }
            trailingZeros = end - first + (first == offset ? trailingZeros : 0);
        }
        return n;
    }

    /** By reading, so that what is skipped is counted too. */
    @Override
    public long skip(long bytes) throws IOException {
        byte[] sink = new byte[(int) Math.min(Math.max(bytes, 0), 8192)];
        long skipped = 0;
        while (skipped < bytes) {
            int n = read(sink, 0, (int) Math.min(sink.length, bytes - skipped));
            if (n < 0) {
                break;
            }
            skipped += n;
        }
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
