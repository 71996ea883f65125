package dev.mintmark.format;

import dev.mintmark.format.lanes.NativeComb;
import dev.mintmark.format.lanes.NativeLibrary;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.math.ec.ECCurve;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.BigIntegers;

/**
 * Multiples of P-256's generator by the library in C, constant in time; Bouncy Castle fills its table. Only where the library is of use.
 * Safe for several threads.
 */
public final class NativeGenerator {
    /** Multiplied by the library and by Bouncy Castle before the library is believed: both ends, and digits of every sign and most sizes. */
    private static final List<BigInteger> TRIED = List.of(
            BigInteger.ONE,
            P256.CURVE.getN().subtract(BigInteger.ONE),
            new BigInteger("55".repeat(32), 16),
            new BigInteger("AA".repeat(32), 16),
            new BigInteger("0123456789ABCDEF".repeat(4), 16),
            new BigInteger("F1E2D3C4B5A69788".repeat(4), 16).mod(P256.CURVE.getN()));

    private final NativeComb comb =
            new NativeComb(P256.CURVE.getCurve().getField().getCharacteristic());

    /** Made when it is first wanted, and tried. */
    private static final class Tried {
        static final Optional<NativeGenerator> GENERATOR;
        static final Optional<String> FAULT;

        static {
            Optional<NativeGenerator> made =
                    NativeComb.isPresent() ? Optional.of(new NativeGenerator()) : Optional.empty();
            boolean errs = made.isPresent() && !TRIED.stream().allMatch(made.get()::isRight);
            GENERATOR = errs ? Optional.empty() : made;
            FAULT = errs ? Optional.of("it computes wrong multiples of G") : NativeLibrary.fault();
        }
    }

    private NativeGenerator() {
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
        for (ECPoint multiple : multiples) {
            comb.put(
                    multiple.getAffineXCoord().toBigInteger(),
                    multiple.getAffineYCoord().toBigInteger());
        }
    }

    /** There where there is a library and it multiplies as Bouncy Castle does. */
    public static Optional<NativeGenerator> present() {
        return Tried.GENERATOR;
    }

    /** Why the library that java was told of is of no use; empty if it is, and if there is none. */
    public static Optional<String> libraryFault() {
        return Tried.FAULT;
    }

    /**
     * The multiple, normalized.
     *
     * @param scalar 0 to n-1
     * @throws IllegalStateException if what was computed is no point of the curve: then the run cannot go on
     */
    public ECPoint multiply(BigInteger scalar) {
        ECCurve curve = P256.CURVE.getCurve();
        byte[] word = BigIntegers.asUnsignedByteArray(NativeComb.LENGTH, scalar);
        byte[] point = new byte[2 * NativeComb.LENGTH];
        try {
            return comb.multiply(word, point)
                    ? curve.validatePoint(
                            BigIntegers.fromUnsignedByteArray(point, 0, NativeComb.LENGTH),
                            BigIntegers.fromUnsignedByteArray(point, NativeComb.LENGTH, NativeComb.LENGTH))
                    : curve.getInfinity();
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("a multiple of G is not on the curve", e);
        } finally {
            Arrays.fill(word, (byte) 0);
            Arrays.fill(point, (byte) 0);
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
