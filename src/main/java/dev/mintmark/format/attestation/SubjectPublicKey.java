package dev.mintmark.format.attestation;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.P256;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/**
 * A P-256 public key in the one encoding that Matter certificates have for it (Matter Core 6.1.1): id-ecPublicKey,
 * prime256v1 as a named curve, the point uncompressed. Always a point of the curve.
 *
 * @param point 65 bytes, 0x04 X Y
 */
public record SubjectPublicKey(Bytes point) {
    /** DER of SubjectPublicKeyInfo as a whole (RFC 5480, 2). */
    public static final int SPKI_LENGTH = 91;

    /** SEQUENCE { SEQUENCE { id-ecPublicKey, prime256v1 }, BIT STRING } up to the point's first byte. */
    private static final byte[] PREFIX =
            HexFormat.of().parseHex("3059301306072a8648ce3d020106082a8648ce3d030107034200");

    /** Where the algorithm identifier ends and the BIT STRING begins. */
    private static final int ALGORITHM_END = 23;

    /**
     * @throws IllegalArgumentException if {@code point} is not an uncompressed point of the curve
     */
    public SubjectPublicKey {
        P256.point(point);
    }

    /** The public half of the private scalar {@code d}, 1 to n-1. */
    public static SubjectPublicKey of(BigInteger d) {
        if (d.signum() <= 0 || d.compareTo(P256.CURVE.getN()) >= 0) {
            throw new IllegalArgumentException("private key is not within 1 and n-1");
        }
        return new SubjectPublicKey(Bytes.of(
                new FixedPointCombMultiplier().multiply(P256.CURVE.getG(), d).getEncoded(false)));
    }

    /**
     * Reads a SubjectPublicKeyInfo.
     *
     * @throws IllegalArgumentException if it is not exactly the 91 bytes described above
     */
    public static SubjectPublicKey fromSpki(Bytes spki) {
        byte[] der = spki.toByteArray();
        if (!isP256(der)) {
            throw new IllegalArgumentException("not a P-256 public key of 91 bytes in DER");
        }
        return new SubjectPublicKey(pointOf(der));
    }

    /** Whether {@code spki} has the 91-byte form; its point may still be off the curve. */
    static boolean isP256(byte[] spki) {
        return spki.length == SPKI_LENGTH
                && Arrays.equals(spki, 0, PREFIX.length, PREFIX, 0, PREFIX.length)
                && spki[PREFIX.length] == 4;
    }

    /** Whether {@code spki} names the curve by the same algorithm identifier, in whatever form its point is. */
    static boolean isOnP256(byte[] spki) {
        return spki.length > ALGORITHM_END
                && Arrays.equals(spki, 2, ALGORITHM_END, PREFIX, 2, ALGORITHM_END)
                && (spki[1] & 0xFF) < 0x80;
    }

    /** The last 65 of 91 bytes. */
    static Bytes pointOf(byte[] spki) {
        return Bytes.of(Arrays.copyOfRange(spki, PREFIX.length, SPKI_LENGTH));
    }

    /** DER of SubjectPublicKeyInfo: 91 bytes. */
    public Bytes spki() {
        byte[] der = Arrays.copyOf(PREFIX, SPKI_LENGTH);
        System.arraycopy(point.toByteArray(), 0, der, PREFIX.length, P256.POINT_LENGTH);
        return Bytes.of(der);
    }

    /** The key identifier of RFC 5280 4.2.1.2 method 1, as Matter Core 6.1.2 asks: SHA-1 of the point, 20 bytes. */
    public Bytes keyIdentifier() {
        try {
            return Bytes.of(MessageDigest.getInstance("SHA-1").digest(point.toByteArray()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }
}
