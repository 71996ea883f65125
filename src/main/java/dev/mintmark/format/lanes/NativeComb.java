package dev.mintmark.format.lanes;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Multiples of a known point of P-256 from a table, in the {@link NativeLibrary}: what that does is constant in time, what Java does with the
 * numbers before and after is not promised to be. Safe for several threads.
 */
public final class NativeComb {
    /** Signed digits of six bits, and the carry out of the last. */
    public static final int DIGITS = 43;

    public static final int MULTIPLES = 32;

    /** Bytes of a scalar, and of a coordinate. */
    public static final int LENGTH = 32;

    static final int TABLE_BYTES = DIGITS * MULTIPLES * 2 * LENGTH;

    /** FIPS 186-4 D.1.2.3: p. */
    private static final BigInteger PRIME =
            new BigInteger("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", 16);

    /** Each coordinate times 2^256 mod p, 32 bytes from the lowest. */
    private final ByteBuffer table = ByteBuffer.allocateDirect(TABLE_BYTES).order(ByteOrder.nativeOrder());

    /**
     * @param coordinates x and y of {@value #DIGITS} · {@value #MULTIPLES} points: at [(i · {@value #MULTIPLES} + d - 1) · 2] of d · 64^i
     *     times the point that is to be multiplied
     * @throws IllegalArgumentException if there are more or fewer
     */
    public NativeComb(BigInteger[] coordinates) {
        if (coordinates.length * LENGTH != TABLE_BYTES) {
            throw new IllegalArgumentException("two coordinates of each of %d points".formatted(DIGITS * MULTIPLES));
        }
        for (BigInteger coordinate : coordinates) {
            BigInteger limbs = coordinate.shiftLeft(LENGTH * Byte.SIZE).mod(PRIME);
            for (int at = 0; at < LENGTH; at += Long.BYTES) {
                table.putLong(limbs.shiftRight(at * Byte.SIZE).longValue());
            }
        }
    }

    /** Whether there is a library and the processor has what this takes. */
    public static boolean isPresent() {
        return NativeLibrary.isLoaded() && isInProcessor();
    }

    /**
     * Multiplies the point.
     *
     * @param scalar 32 bytes, big endian, below n
     * @param point gets X and Y, 32 bytes each, big endian
     * @return whether there is such a point: not if the scalar is 0
     * @throws IllegalArgumentException if a length is another
     */
    public boolean multiply(byte[] scalar, byte[] point) {
        if (scalar.length != LENGTH || point.length != 2 * LENGTH) {
            throw new IllegalArgumentException("32 bytes, and room for 64");
        }
        return multiply(table, scalar, point);
    }

    ByteBuffer table() {
        return table;
    }

    /** The table's SHA-256, as it lies in memory, to be held against a known one: whoever computes from a wrong table may agree with others who do. */
    public byte[] tableSha256() {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(table.duplicate().clear());
            return sha256.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Whether the library has the functions below: given nothing, they do nothing. */
    static boolean answers() {
        // its answer depends on the processor
        isInProcessor();
        return !multiply(null, null, null);
    }

    private static native boolean isInProcessor();

    /** Checks lengths again; false also if it therefore did nothing. */
    private static native boolean multiply(ByteBuffer table, byte[] scalar, byte[] point);
}
