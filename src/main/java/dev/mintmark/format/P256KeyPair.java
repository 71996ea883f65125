package dev.mintmark.format;

import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/**
 * A private key on P-256 in the form that leaves memory, and its public one. Has no text form; closed by whoever made it.
 *
 * @param scalar 32 bytes, big-endian, 1 to n-1
 * @param point uncompressed, 65 bytes: the scalar's
 */
public record P256KeyPair(SecretBytes scalar, Bytes point) implements AutoCloseable {
    public static final int SCALAR_LENGTH = 32;

    /** SEC 1 appendix C.4, ECPrivateKey: version 1, then the scalar follows. */
    private static final byte[] BEFORE_SCALAR = Bytes.fromHex("30770201010420").toByteArray();

    /** [0] the curve prime256v1, [1] a BIT STRING without unused bits, in which the point follows. */
    private static final byte[] BEFORE_POINT =
            Bytes.fromHex("a00a06082a8648ce3d030107a144034200").toByteArray();

    /** Bytes of {@link #sec1()}. Firmware takes the keys from fixed places in it: 7 to 38 and 56 to 120. */
    public static final int SEC1_LENGTH =
            BEFORE_SCALAR.length + SCALAR_LENGTH + BEFORE_POINT.length + P256.POINT_LENGTH;

    public P256KeyPair {
        if (scalar.size() != SCALAR_LENGTH || point.size() != P256.POINT_LENGTH) {
            throw new IllegalArgumentException("a private key has 32 bytes and a point 65");
        }
    }

    /** Whether these 32 bytes are a private key: 1 to n-1. */
    public static boolean isScalar(byte[] candidate) {
        BigInteger value = new BigInteger(1, candidate);
        return candidate.length == SCALAR_LENGTH && value.signum() > 0 && value.compareTo(P256.CURVE.getN()) < 0;
    }

    /**
     * Computes the public key.
     *
     * @throws IllegalArgumentException if {@code scalar} is no private key
     */
    public static P256KeyPair of(SecretBytes scalar) {
        if (!isScalar(scalar.expose())) {
            throw new IllegalArgumentException("no private key on P-256");
        }
        byte[] point = new FixedPointCombMultiplier()
                .multiply(P256.CURVE.getG(), new BigInteger(1, scalar.expose()))
                .normalize()
                .getEncoded(false);
        return new P256KeyPair(scalar, Bytes.of(point));
    }

    /** ECPrivateKey with curve and public key in DER (RFC 5915), 121 bytes; wiped by the caller. */
    public byte[] sec1() {
        byte[] der = new byte[SEC1_LENGTH];
        int at = put(der, 0, BEFORE_SCALAR);
        at = put(der, at, scalar.expose());
        at = put(der, at, BEFORE_POINT);
        put(der, at, point.toByteArray());
        return der;
    }

    private static int put(byte[] der, int at, byte[] part) {
        System.arraycopy(part, 0, der, at, part.length);
        return at + part.length;
    }

    /**
     * Reads {@link #sec1()} back, and no other of the forms that RFC 5915 allows.
     *
     * @throws IllegalArgumentException if it is anything else, or the two keys do not belong together
     */
    public static P256KeyPair fromSec1(byte[] der) {
        if (der.length != SEC1_LENGTH) {
            throw new IllegalArgumentException("a private key is not its SEC 1 form of 121 bytes");
        }
        P256KeyPair pair = of(
                SecretBytes.wrap(Arrays.copyOfRange(der, BEFORE_SCALAR.length, BEFORE_SCALAR.length + SCALAR_LENGTH)));
        byte[] expected = pair.sec1();
        try {
            if (!Arrays.equals(expected, der)) {
                pair.close();
                throw new IllegalArgumentException(
                        "a private key is not in its SEC 1 form, or not that of the public key beside it");
            }
        } finally {
            Arrays.fill(expected, (byte) 0);
        }
        return pair;
    }

    @Override
    public void close() {
        scalar.close();
    }

    @Override
    public String toString() {
        return "key pair on P-256";
    }
}
