package dev.mintmark.onboarding;

import dev.mintmark.format.SecretBytes;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HKDF with HMAC-SHA256 (RFC 5869), extracted once with an empty salt. Safe for several threads. */
final class Hkdf {
    /** Bytes of one block of output. */
    static final int BLOCK = 32;

    private static final String HMAC = "HmacSHA256";

    /** Never fed: each use takes a clone, which spares it the search for a provider and both pads. */
    private final Mac pseudoRandomKey;

    private Hkdf(SecretKeySpec pseudoRandomKey) {
        this.pseudoRandomKey = keyed(pseudoRandomKey);
    }

    static Hkdf extract(SecretBytes inputKey) {
        byte[] prk = keyed(new SecretKeySpec(new byte[BLOCK], HMAC)).doFinal(inputKey.expose());
        try {
            return new Hkdf(new SecretKeySpec(prk, HMAC));
        } finally {
            Arrays.fill(prk, (byte) 0);
        }
    }

    /** At most 255 blocks (RFC 5869 2.3). */
    byte[] expand(byte[] info, int length) {
        Mac mac = fresh();
        byte[] output = new byte[length];
        byte[] block = new byte[0];
        for (int done = 0, counter = 1; done < length; done += BLOCK, counter++) {
            if (counter > 255) {
                throw new IllegalArgumentException("HKDF gives at most 255 blocks");
            }
            mac.update(block);
            mac.update(info);
            mac.update((byte) counter);
            byte[] next = mac.doFinal();
            Arrays.fill(block, (byte) 0);
            block = next;
            System.arraycopy(block, 0, output, done, Math.min(BLOCK, length - done));
        }
        Arrays.fill(block, (byte) 0);
        return output;
    }

    private Mac fresh() {
        try {
            return (Mac) pseudoRandomKey.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the JDK's HMAC-SHA256 can be cloned", e);
        }
    }

    private static Mac keyed(SecretKeySpec key) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC-SHA256", e);
        }
    }
}
