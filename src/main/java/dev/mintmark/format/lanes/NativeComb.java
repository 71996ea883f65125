package dev.mintmark.format.lanes;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Multiples of a known point of P-256 from a table, in the {@link NativeLibrary}, constant in time. The table has for each of {@value #DIGITS} signed digits
 * of six bits its {@value #MULTIPLES} multiples: at [i][d - 1] stands d · 64^i times the point, x and y, each times 2^256 mod p, 32 bytes from the
 * lowest.
 */
public final class NativeComb {
    public static final int DIGITS = 43;
    public static final int MULTIPLES = 32;

    /** Bytes of a scalar, and of a coordinate. */
    public static final int LENGTH = 32;

    static final int TABLE_BYTES = DIGITS * MULTIPLES * 2 * LENGTH;

    private final BigInteger prime;
    private final ByteBuffer table = ByteBuffer.allocateDirect(TABLE_BYTES).order(ByteOrder.nativeOrder());

    /**
     * Without a table yet: {@link #put} its {@value #DIGITS} · {@value #MULTIPLES} points.
     *
     * @param prime p
     */
    public NativeComb(BigInteger prime) {
        this.prime = prime;
    }

    /** Whether there is a library and the processor has what this takes. */
    public static boolean isPresent() {
        return NativeLibrary.isLoaded() && isInProcessor();
    }

    /** The next entry. */
    public void put(BigInteger x, BigInteger y) {
        for (BigInteger coordinate : new BigInteger[] {x, y}) {
            BigInteger limbs = coordinate.shiftLeft(LENGTH * Byte.SIZE).mod(prime);
            for (int at = 0; at < LENGTH; at += Long.BYTES) {
                table.putLong(limbs.shiftRight(at * Byte.SIZE).longValue());
            }
        }
    }

    /**
     * Multiplies the point. Safe for several threads once the table is full.
     *
     * @param scalar 32 bytes, big endian, below n
     * @param point gets X and Y, 32 bytes each, big endian
     * @return whether there is such a point: not if the scalar is 0
     * @throws IllegalArgumentException if a length is another, or the table not full
     */
    public boolean multiply(byte[] scalar, byte[] point) {
        if (table.hasRemaining() || scalar.length != LENGTH || point.length != 2 * LENGTH) {
            throw new IllegalArgumentException("a full table, 32 bytes, and room for 64");
        }
        return multiply(table, scalar, point);
    }

    private static native boolean isInProcessor();

    /** Checks lengths again; false also if it therefore did nothing. */
    private static native boolean multiply(ByteBuffer table, byte[] scalar, byte[] point);
}
