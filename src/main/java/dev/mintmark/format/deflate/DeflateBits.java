package dev.mintmark.format.deflate;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Bits in bytes, the lowest first (RFC 1951 section 3.1.1). Not safe for several threads. */
final class DeflateBits {
    /** Of one {@link #add}: what is left of a byte before it, and these, are a long. */
    static final int MOST_BITS = 56;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] out;
    private int size;
    private long pending;
    private int pendingCount;

    /** @param room bytes for a start */
    DeflateBits(int room) {
        this.out = new byte[room + Long.BYTES];
    }

    /** Makes room for so many bits, which are added next. */
    void reserve(int count) {
        int needed = size + count / Byte.SIZE + 2 * Long.BYTES;
        if (needed > out.length) {
            byte[] smaller = out;
            out = Arrays.copyOf(smaller, Math.max(2 * smaller.length, needed));
            Arrays.fill(smaller, (byte) 0);
        }
    }

    /**
     * Adds bits, for which room was made.
     *
     * @param bits the first lowest, and nothing above
     * @param count 0 to {@value #MOST_BITS}
     */
    void add(long bits, int count) {
        pending |= bits << pendingCount;
        pendingCount += count;
        LONG.set(out, size, pending);
        int whole = pendingCount >>> 3;
        size += whole;
        pending >>>= whole << 3;
        pendingCount &= 7;
    }

    /** Zeros up to the next byte. */
    void align() {
        reserve(Byte.SIZE);
        add(0, -pendingCount & 7);
    }

    /** Hands over what bytes are whole, so many a call. */
    void drainTo(OutputStream to, int piece) throws IOException {
        for (int from = 0; from < size; from += piece) {
            to.write(out, from, Math.min(piece, size - from));
        }
        size = 0;
    }

    byte[] toByteArray() {
        return Arrays.copyOf(out, size);
    }

    void wipe() {
        Arrays.fill(out, (byte) 0);
        pending = 0;
    }
}
