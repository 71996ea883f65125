package dev.mintmark.format.matter;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.SecretBytes;
import dev.mintmark.format.lanes.NativeLibrary;
import java.util.List;
import java.util.Optional;

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

    /** Modules of which {@link #computeAll} is at its fastest, or a multiple of them. */
    public static final int TOGETHER = VerifierBatch.SIZE;

    private static final VerifierBatch PLAIN = new VerifierBatch(DerivationPath.ONE_BY_ONE, VerifierBatch.COMB);

    /** Found by who computes many. */
    private static final class Fastest {
        static final FastestBatch BATCH = FastestBatch.onThisMachine();
    }

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
        return Fastest.BATCH.compute(
                passcodes.stream().mapToInt(Passcode::value).toArray(),
                salts.stream().map(Bytes::toByteArray).toArray(byte[][]::new),
                iterations);
    }

    /** How verifiers of many modules are computed on this machine, for people. */
    public static String means() {
        return NativePath.chosen()
                .map(path -> "several at once in native code, " + path.text())
                .orElse(
                        DerivationPath.VECTORS.isPresent()
                                ? "several at once in vectors, where that is faster"
                                : "one by one; java was started without --add-modules jdk.incubator.vector");
    }

    /** Why the library with native code that java was told of is of no use; empty if it is, and if there is none. */
    public static Optional<String> libraryFault() {
        // who chooses tries all of it
        NativePath.chosen();
        return NativeLibrary.fault();
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
        return PLAIN.compute(new int[] {passcode}, new byte[][] {salt}, iterations, -1)
                .get(0);
    }
}
