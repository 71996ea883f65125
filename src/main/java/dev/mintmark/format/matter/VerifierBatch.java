package dev.mintmark.format.matter;

import dev.mintmark.format.NativeGenerator;
import dev.mintmark.format.P256;
import dev.mintmark.format.SecretBytes;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.BigIntegers;

/** Verifiers of some modules, computed together: PBKDF2 on one path, L with a table or without. */
final class VerifierBatch {
    /** Modules at a time: their 96 blocks fill 32 lanes three times. */
    static final int SIZE = 32;

    /** Of how many points one is compared with Bouncy Castle's comb. */
    private static final int POINTS_A_PROOF = 16;

    /** CRYPTO_W_SIZE_BYTES: 8 more than a scalar has, so that the remainder is even (Matter Core 3.10). */
    static final int W_LENGTH = 40;

    private static final int SCALAR_LENGTH = 32;

    /** Bouncy Castle's own: slower than a table, but there at once, and constant in time. */
    static final PointMultiplier COMB =
            scalars -> Arrays.stream(scalars).map(VerifierBatch::byComb).toArray(ECPoint[]::new);

    private final Derivation derivation;
    private final PointMultiplier multiplier;

    /** PBKDF2-HMAC-SHA256 of many passwords. */
    interface Derivation {
        /**
         * @param passwords at most 64 bytes each
         * @param salts as many, at most 51 bytes each
         * @return {@code length} bytes each, which the caller wipes
         */
        byte[][] derive(byte[][] passwords, byte[][] salts, int iterations, int length);
    }

    /** Multiplies P-256's generator by scalars from 0 to n-1, and normalizes. */
    interface PointMultiplier {
        ECPoint[] multiply(BigInteger[] scalars);
    }

    VerifierBatch(Derivation derivation, PointMultiplier multiplier) {
        this.derivation = derivation;
        this.multiplier = multiplier;
    }

    /** By a library in C, as constant in time as the comb. */
    static PointMultiplier by(NativeGenerator generator) {
        return scalars -> Arrays.stream(scalars).map(generator::multiply).toArray(ECPoint[]::new);
    }

    private static ECPoint byComb(BigInteger scalar) {
        return new FixedPointCombMultiplier()
                .multiply(P256.CURVE.getG(), scalar)
                .normalize();
    }

    /**
     * Verifiers in the order of the passcodes, without the limits of Matter's policy.
     *
     * @param toProve place of a module whose PBKDF2 is compared with Bouncy Castle's; none if negative
     * @throws IllegalStateException if what came out is not what Bouncy Castle computes, or a point is not on the curve: then the run
     *     cannot go on
     */
    List<SecretBytes> compute(int[] passcodes, byte[][] salts, int iterations, int toProve) {
        byte[][] passwords = new byte[passcodes.length][];
        for (int i = 0; i < passcodes.length; i++) {
            passwords[i] = littleEndian(passcodes[i]);
        }
        byte[][] keys = derivation.derive(passwords, salts, iterations, 2 * W_LENGTH);
        try {
            BigInteger[] w1 =
                    Arrays.stream(keys).map(ws -> scalar(ws, W_LENGTH)).toArray(BigInteger[]::new);
            ECPoint[] points = multiplier.multiply(w1);
            if (toProve >= 0) {
                prove(passwords[toProve], salts[toProve], iterations, keys[toProve]);
            }
            if (multiplier != COMB) {
                for (int last = points.length - 1; last >= 0; last -= POINTS_A_PROOF) {
                    prove(w1[last], points[last]);
                }
            }
            requireOnCurve(points);
            List<SecretBytes> verifiers = new ArrayList<>(keys.length);
            for (int i = 0; i < keys.length; i++) {
                verifiers.add(verifier(scalar(keys[i], 0), points[i]));
            }
            return verifiers;
        } finally {
            for (int i = 0; i < keys.length; i++) {
                Arrays.fill(keys[i], (byte) 0);
                Arrays.fill(passwords[i], (byte) 0);
            }
        }
    }

    private static byte[] littleEndian(int passcode) {
        return new byte[] {(byte) passcode, (byte) (passcode >>> 8), (byte) (passcode >>> 16), (byte) (passcode >>> 24)
        };
    }

    private static BigInteger scalar(byte[] ws, int from) {
        return new BigInteger(1, ws, from, W_LENGTH).mod(P256.CURVE.getN());
    }

    private static SecretBytes verifier(BigInteger w0, ECPoint l) {
        byte[] point = l.getEncoded(false);
        byte[] verifier = new byte[Spake2pVerifier.LENGTH];
        BigIntegers.asUnsignedByteArray(w0, verifier, 0, SCALAR_LENGTH);
        System.arraycopy(point, 0, verifier, SCALAR_LENGTH, P256.POINT_LENGTH);
        Arrays.fill(point, (byte) 0);
        return SecretBytes.wrap(verifier);
    }

    private void prove(byte[] password, byte[] salt, int iterations, byte[] key) {
        PKCS5S2ParametersGenerator other = new PKCS5S2ParametersGenerator(new SHA256Digest());
        other.init(password, salt, iterations);
        byte[] expected = ((KeyParameter) other.generateDerivedMacParameters(key.length * Byte.SIZE)).getKey();
        boolean same = Arrays.equals(key, expected);
        Arrays.fill(expected, (byte) 0);
        if (!same) {
            throw new IllegalStateException("PBKDF2 gives another key than Bouncy Castle's");
        }
    }

    /** What a damaged table adds up is on the curve by chance only. */
    private static void requireOnCurve(ECPoint[] points) {
        if (!Arrays.stream(points).allMatch(ECPoint::isValid)) {
            throw new IllegalStateException("w1·G is not on the curve");
        }
    }

    private static void prove(BigInteger scalar, ECPoint point) {
        if (!byComb(scalar).equals(point)) {
            throw new IllegalStateException("w1·G is another point than Bouncy Castle's");
        }
    }
}
