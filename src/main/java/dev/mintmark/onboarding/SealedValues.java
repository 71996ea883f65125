package dev.mintmark.onboarding;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.SecretBytes;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a module brought along, as the ledger keeps it: AES-256-GCM under a key of the module's own, which goes when the order's key
 * is destroyed. The nonce is taken from the mark, so that the same values are sealed to the same bytes, and others never under the
 * same nonce.
 *
 * @param mark HMAC-SHA256 of the values under a key of the module's own, 32 bytes: it tells whether values are the same, and
 *     nothing of them
 * @param content sealed, 16 bytes longer than the values
 */
public record SealedValues(Bytes mark, Bytes content) {
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    /**
     * @param key 64 bytes, of the module: {@link ModuleSecrets#valuesKey}
     * @param values neither kept nor changed
     */
    public static SealedValues seal(SecretBytes key, byte[] values) {
        Bytes mark = mark(key, values);
        return new SealedValues(mark, Bytes.of(gcm(Cipher.ENCRYPT_MODE, key, mark, values)));
    }

    /**
     * @throws IllegalStateException if they were changed, or sealed with another key
     */
    public SecretBytes open(SecretBytes key) {
        byte[] values = gcm(Cipher.DECRYPT_MODE, key, mark, content.toByteArray());
        if (!mark(key, values).equals(mark)) {
            Arrays.fill(values, (byte) 0);
            throw changed(null);
        }
        return SecretBytes.wrap(values);
    }

    private static Bytes mark(SecretBytes key, byte[] values) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.expose(), 0, key.size() / 2, "HmacSHA256"));
            return Bytes.of(mac.doFinal(values));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC-SHA256", e);
        }
    }

    private static byte[] gcm(int mode, SecretBytes key, Bytes mark, byte[] text) {
        int half = key.size() / 2;
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    mode,
                    new SecretKeySpec(key.expose(), half, half, "AES"),
                    new GCMParameterSpec(TAG_BITS, Arrays.copyOf(mark.toByteArray(), NONCE)));
            return cipher.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw changed(e);
        }
    }

    private static IllegalStateException changed(GeneralSecurityException cause) {
        return new IllegalStateException("stored values of a module were changed, or are another order's", cause);
    }
}
