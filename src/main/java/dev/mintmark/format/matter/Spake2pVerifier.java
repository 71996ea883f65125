package dev.mintmark.format.matter;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.P256;
import dev.mintmark.format.SecretBytes;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.math.ec.ECMultiplier;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.BigIntegers;

/**
 * What a device keeps in the passcode's place (Matter Core 3.10, PAKEVerifier): with ws = PBKDF2-HMAC-SHA256(passcode, salt,
 * iterations) of 80 bytes, w0 = ws[0..40) mod n, w1 = ws[40..80) mod n and L = w1·G, it is w0 (32 bytes, big endian) and L
 * (65 bytes, uncompressed).
 */
public final class Spake2pVerifier {
    /** Bytes of a verifier. */
    public static final int LENGTH = 97;

    /** CRYPTO_PBKDF_ITERATIONS_MIN and _MAX (Matter Core 3.9). */
    public static final int MIN_ITERATIONS = 1_000;

    public static final int MAX_ITERATIONS = 100_000;

    /** Bytes of a salt (Matter Core 3.9). */
    public static final int MIN_SALT = 16;

    public static final int MAX_SALT = 32;

    /** CRYPTO_W_SIZE_BYTES: 8 more than a scalar has, so that the remainder is even (Matter Core 3.10). */
    private static final int W_LENGTH = 40;

    private static final int SCALAR_LENGTH = 32;

    private Spake2pVerifier() {}

    /**
     * @param salt 16 to 32 bytes
     * @param iterations 1000 to 100000
     * @return 97 bytes
     * @throws IllegalArgumentException if salt or iterations are out of range
     */
    public static SecretBytes compute(Passcode passcode, Bytes salt, int iterations) {
        requirePolicy(salt, iterations);
        return compute(passcode.value(), salt.toByteArray(), iterations);
    }

    /**
     * As {@link #compute}, for many modules at once.
     *
     * @param salts one for each passcode
     * @return verifiers in the order of the passcodes
     */
    public static List<SecretBytes> computeAll(List<Passcode> passcodes, List<Bytes> salts, int iterations) {
        if (passcodes.size() != salts.size()) {
            throw new IllegalArgumentException("%d passcodes have %d salts".formatted(passcodes.size(), salts.size()));
        }
        salts.forEach(salt -> requirePolicy(salt, iterations));
        List<SecretBytes> verifiers = new ArrayList<>();
        try {
            for (int i = 0; i < passcodes.size(); i++) {
                verifiers.add(compute(passcodes.get(i).value(), salts.get(i).toByteArray(), iterations));
            }
            return verifiers;
        } catch (RuntimeException e) {
            verifiers.forEach(SecretBytes::close);
            throw e;
        }
    }

    private static void requirePolicy(Bytes salt, int iterations) {
        if (iterations < MIN_ITERATIONS || iterations > MAX_ITERATIONS) {
            throw new IllegalArgumentException(
                    "iteration count %d is not within 1000 and 100000".formatted(iterations));
        }
        if (salt.size() < MIN_SALT || salt.size() > MAX_SALT) {
            throw new IllegalArgumentException("a salt of %d bytes has not 16 to 32".formatted(salt.size()));
        }
    }

    /** The mathematics alone, without the limits. */
    static SecretBytes compute(int passcode, byte[] salt, int iterations) {
        byte[] password = {(byte) passcode, (byte) (passcode >>> 8), (byte) (passcode >>> 16), (byte) (passcode >>> 24)
        };
        byte[] ws = Pbkdf2.derive(password, salt, iterations, 2 * W_LENGTH);
        try {
            return verifier(scalar(ws, 0), scalar(ws, W_LENGTH));
        } finally {
            Arrays.fill(ws, (byte) 0);
            Arrays.fill(password, (byte) 0);
        }
    }

    private static BigInteger scalar(byte[] ws, int from) {
        return new BigInteger(1, ws, from, W_LENGTH).mod(P256.CURVE.getN());
    }

    private static SecretBytes verifier(BigInteger w0, BigInteger w1) {
        ECMultiplier multiplier = new FixedPointCombMultiplier();
        byte[] point = multiplier.multiply(P256.CURVE.getG(), w1).normalize().getEncoded(false);
        byte[] verifier = new byte[LENGTH];
        BigIntegers.asUnsignedByteArray(w0, verifier, 0, SCALAR_LENGTH);
        System.arraycopy(point, 0, verifier, SCALAR_LENGTH, P256.POINT_LENGTH);
        Arrays.fill(point, (byte) 0);
        return SecretBytes.wrap(verifier);
    }
}
