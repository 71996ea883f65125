package dev.mintmark.format.matter;

import dev.mintmark.format.Bytes;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * PBKDF2-HMAC-SHA256 (RFC 8018 5.2) over bytes. The JDK's own takes characters and encodes them as UTF-8, which is wrong for
 * a password byte of 0x80 and above. The digests after HMAC's inner and outer pad are computed once and cloned, which leaves
 * two compressions an iteration.
 */
final class Pbkdf2 {
    static final int HASH_LENGTH = 32;
    private static final int BLOCK_LENGTH = 64;
    private static final byte INNER_PAD = 0x36;
    private static final byte OUTER_PAD = 0x5C;

    private final MessageDigest inner;
    private final MessageDigest outer;

    private Pbkdf2(byte[] password) {
        inner = padded(password, INNER_PAD);
        outer = padded(password, OUTER_PAD);
    }

    /**
     * @param password at most 64 bytes
     * @param iterations at least 1
     */
    static byte[] derive(byte[] password, byte[] salt, int iterations, int length) {
        if (password.length > BLOCK_LENGTH || iterations < 1) {
            throw new IllegalArgumentException("a password of at most 64 bytes and an iteration at least");
        }
        Pbkdf2 hmac = new Pbkdf2(password);
        byte[] out = new byte[length];
        for (int at = 0, block = 1; at < length; at += HASH_LENGTH, block++) {
            byte[] hash = hmac.block(salt, block, iterations);
            System.arraycopy(hash, 0, out, at, Math.min(HASH_LENGTH, length - at));
            Arrays.fill(hash, (byte) 0);
        }
        return out;
    }

    private byte[] block(byte[] salt, int number, int iterations) {
        byte[] first = Arrays.copyOf(salt, salt.length + Integer.BYTES);
        for (int i = 0; i < Integer.BYTES; i++) {
            first[salt.length + i] = (byte) (number >>> 8 * (Integer.BYTES - 1 - i));
        }
        byte[] last = new byte[HASH_LENGTH];
        mac(first, last);
        byte[] sum = last.clone();
        for (int i = 1; i < iterations; i++) {
            mac(last, last);
            for (int j = 0; j < HASH_LENGTH; j++) {
                sum[j] ^= last[j];
            }
        }
        Arrays.fill(last, (byte) 0);
        return sum;
    }

    /** {@code message} and {@code out} may be the same array. */
    private void mac(byte[] message, byte[] out) {
        try {
            MessageDigest digest = (MessageDigest) inner.clone();
            digest.update(message);
            digest.digest(out, 0, HASH_LENGTH);
            digest = (MessageDigest) outer.clone();
            digest.update(out, 0, HASH_LENGTH);
            digest.digest(out, 0, HASH_LENGTH);
        } catch (CloneNotSupportedException | DigestException e) {
            throw new IllegalStateException("the JDK's SHA-256 can be cloned and gives 32 bytes", e);
        }
    }

    private static MessageDigest padded(byte[] password, byte pad) {
        byte[] block = Arrays.copyOf(password, BLOCK_LENGTH);
        for (int i = 0; i < BLOCK_LENGTH; i++) {
            block[i] ^= pad;
        }
        MessageDigest digest = Bytes.sha256();
        digest.update(block);
        Arrays.fill(block, (byte) 0);
        return digest;
    }
}
