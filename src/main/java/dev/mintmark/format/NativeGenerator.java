package dev.mintmark.format;

import dev.mintmark.format.lanes.NativeComb;
import dev.mintmark.format.lanes.NativeLibrary;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.math.ec.ECFieldElement;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.BigIntegers;

/**
 * Multiples of P-256's generator by the library in C; Bouncy Castle fills its table. The library's part is constant in time, the way from and to
 * Bouncy Castle's integers is Bouncy Castle's. Only where the library is of use. Safe for several threads.
 */
public final class NativeGenerator {
    /** Multiplied by the library and by Bouncy Castle before it is believed: both ends, and digits of every sign and most sizes. */
    private static final List<BigInteger> TRIED = Stream.of(
                    "1",
                    P256.CURVE.getN().subtract(BigInteger.ONE).toString(16),
                    "55".repeat(32),
                    "AA".repeat(32),
                    "0123456789ABCDEF".repeat(4),
                    "F1E2D3C4B5A69788".repeat(4),
                    // each second digit the least, -32, and the greatest, 32, with nothing and with one between
                    "7E0".repeat(21),
                    "81F".repeat(21))
            .map(hex -> new BigInteger(hex, 16).mod(P256.CURVE.getN()))
            .toList();

    /** Of the whole table, little endian, computed without any library from FIPS 186-4 D.1.2.3. */
    private static final Bytes TABLE_SHA256 =
            Bytes.fromHex("a3a5d08c40939adb7c0e9e4f5b689721296130750ab4e38fe4543294c8dbbfe3");

    private final NativeComb comb = new NativeComb(coordinates());

    /** Made when it is first wanted, and tried. */
    private static final class Tried {
        static final Optional<NativeGenerator> GENERATOR =
                NativeComb.isPresent() ? Optional.of(new NativeGenerator()) : Optional.empty();

        static {
            if (GENERATOR.isPresent()
                    && !(Bytes.of(GENERATOR.get().comb.tableSha256()).equals(TABLE_SHA256)
                            && TRIED.stream().allMatch(GENERATOR.get()::isRight))) {
                NativeLibrary.distrust("it computes wrong multiples of G");
            }
        }
    }

    private NativeGenerator() {}

    private static BigInteger[] coordinates() {
        ECPoint[] multiples = new ECPoint[NativeComb.DIGITS * NativeComb.MULTIPLES];
        ECPoint unit = P256.CURVE.getG();
        for (int i = 0; i < multiples.length; i += NativeComb.MULTIPLES) {
            multiples[i] = unit;
            for (int more = 1; more < NativeComb.MULTIPLES; more++) {
                multiples[i + more] = multiples[i + more - 1].add(unit);
            }
            unit = multiples[i + NativeComb.MULTIPLES - 1].twice().normalize();
        }
        P256.CURVE.getCurve().normalizeAll(multiples);
        return Arrays.stream(multiples)
                .flatMap(point -> Stream.of(point.getAffineXCoord(), point.getAffineYCoord()))
                .map(ECFieldElement::toBigInteger)
                .toArray(BigInteger[]::new);
    }

    /** There where there is a library, it multiplies as Bouncy Castle does, and nothing else of it erred. */
    public static Optional<NativeGenerator> present() {
        return Tried.GENERATOR.filter(generator -> NativeLibrary.isLoaded());
    }

    NativeComb comb() {
        return comb;
    }

    /**
     * The multiple, normalized.
     *
     * @param scalar 0 to n-1
     * @throws IllegalStateException if what was computed is no point of the curve: then the run cannot go on
     */
    public ECPoint multiply(BigInteger scalar) {
        byte[] word = BigIntegers.asUnsignedByteArray(NativeComb.LENGTH, scalar);
        byte[] point = new byte[2 * NativeComb.LENGTH];
        try {
            if (comb.multiply(word, point)) {
                return onCurve(
                        BigIntegers.fromUnsignedByteArray(point, 0, NativeComb.LENGTH),
                        BigIntegers.fromUnsignedByteArray(point, NativeComb.LENGTH, NativeComb.LENGTH));
            }
            if (scalar.signum() == 0) {
                return P256.CURVE.getCurve().getInfinity();
            }
            throw new IllegalStateException("a multiple of G is no point");
        } finally {
            Arrays.fill(word, (byte) 0);
            Arrays.fill(point, (byte) 0);
        }
    }

    private static ECPoint onCurve(BigInteger x, BigInteger y) {
        try {
            return P256.CURVE.getCurve().validatePoint(x, y);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("a multiple of G is not on the curve", e);
        }
    }

    /** What a library that errs computes need not be a point. */
    private boolean isRight(BigInteger scalar) {
        try {
            return multiply(scalar).equals(new FixedPointCombMultiplier().multiply(P256.CURVE.getG(), scalar));
        } catch (IllegalStateException e) {
            return false;
        }
    }
}
