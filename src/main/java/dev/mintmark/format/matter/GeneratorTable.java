package dev.mintmark.format.matter;

import dev.mintmark.format.P256;
import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.math.ec.ECCurve;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.BigIntegers;

/**
 * Multiples of P-256's generator from a table of all that one byte of a scalar can add: 32 additions and no doubling. The table
 * is read at places that depend on the scalar, which somebody on the same processor could time; Bouncy Castle's comb could not
 * be timed so.
 */
final class GeneratorTable {
    private static final int BYTES = 32;
    private static final int DIGITS = 256;

    /** {@code [i][d]} is d · 256^i · G; 8,192 points, about 1.5 MB. */
    private final ECPoint[][] multiples = new ECPoint[BYTES][DIGITS];

    GeneratorTable() {
        ECCurve curve = P256.CURVE.getCurve();
        ECPoint[] all = new ECPoint[BYTES * DIGITS];
        ECPoint unit = P256.CURVE.getG();
        for (int i = 0; i < BYTES; i++) {
            all[i * DIGITS] = curve.getInfinity();
            for (int digit = 1; digit < DIGITS; digit++) {
                all[i * DIGITS + digit] = all[i * DIGITS + digit - 1].add(unit);
            }
            unit = all[i * DIGITS + DIGITS - 1].add(unit).normalize();
        }
        curve.normalizeAll(all);
        for (int i = 0; i < BYTES; i++) {
            System.arraycopy(all, i * DIGITS, multiples[i], 0, DIGITS);
        }
    }

    /**
     * Multiplies the generator by each scalar.
     *
     * @param scalars 0 to n-1
     * @return the points, normalized together
     */
    ECPoint[] multiply(BigInteger[] scalars) {
        ECPoint[] points = new ECPoint[scalars.length];
        byte[] digits = new byte[BYTES];
        for (int i = 0; i < scalars.length; i++) {
            BigIntegers.asUnsignedByteArray(scalars[i], digits, 0, BYTES);
            ECPoint sum = P256.CURVE.getCurve().getInfinity();
            for (int at = 0; at < BYTES; at++) {
                sum = sum.add(multiples[BYTES - 1 - at][digits[at] & 0xFF]);
            }
            points[i] = sum;
        }
        Arrays.fill(digits, (byte) 0);
        P256.CURVE.getCurve().normalizeAll(points);
        return points;
    }
}
