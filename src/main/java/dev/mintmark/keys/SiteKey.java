package dev.mintmark.keys;

import dev.mintmark.format.SecretBytes;
import dev.mintmark.input.FaultException;
import dev.mintmark.order.OrderId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The site's key, which wraps the orders' keys: AES-256-GCM with a random nonce of 12 bytes, the order's id authenticated
 * along, so that no order's key file serves another. The file holds 64 hex digits.
 */
public final class SiteKey implements AutoCloseable {
    private static final int LENGTH = 32;
    private static final int NONCE_LENGTH = 12;
    private static final int TAG_BITS = 128;

    private final SecretBytes key;
    private final SecureRandom random;

    private SiteKey(SecretBytes key, SecureRandom random) {
        this.key = key;
        this.random = random;
    }

    /**
     * @throws FaultException if the file is missing, open to others or not 64 hex digits
     */
    public static SiteKey read(Path file, SecureRandom random) {
        KeyFile.requirePrivate(file);
        try {
            byte[] content = Files.readAllBytes(file);
            try {
                return new SiteKey(parse(content), random);
            } finally {
                Arrays.fill(content, (byte) 0);
            }
        } catch (IOException | IllegalArgumentException e) {
            throw malformed(file);
        }
    }

    /** No text in between, which could not be wiped. */
    private static SecretBytes parse(byte[] content) {
        int digits = content.length;
        while (digits > 0 && Character.isWhitespace(content[digits - 1])) {
            digits--;
        }
        if (digits != 2 * LENGTH) {
            throw new IllegalArgumentException("not 64 hex digits");
        }
        byte[] key = new byte[LENGTH];
        try {
            for (int i = 0; i < LENGTH; i++) {
                key[i] = (byte)
                        (HexFormat.fromHexDigit(content[2 * i]) << 4 | HexFormat.fromHexDigit(content[2 * i + 1]));
            }
            return SecretBytes.wrap(key);
        } catch (IllegalArgumentException e) {
            Arrays.fill(key, (byte) 0);
            throw e;
        }
    }

    private static FaultException malformed(Path file) {
        return new FaultException(
                file.toString(),
                "is not a site key",
                "64 hex digits, made with: openssl rand -hex 32; lost, it opens no order again");
    }

    /** A fresh key in the file's form. */
    static byte[] generate(SecureRandom random) {
        byte[] key = new byte[LENGTH];
        random.nextBytes(key);
        try {
            byte[] content = new byte[2 * LENGTH + 1];
            for (int i = 0; i < LENGTH; i++) {
                content[2 * i] = (byte) HexFormat.of().toHighHexDigit(key[i]);
                content[2 * i + 1] = (byte) HexFormat.of().toLowHexDigit(key[i]);
            }
            content[2 * LENGTH] = '\n';
            return content;
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    /** Nonce, ciphertext and tag in base64. */
    String wrap(OrderId order, SecretBytes orderKey) {
        byte[] nonce = new byte[NONCE_LENGTH];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, order).doFinal(orderKey.expose());
            byte[] wrapped = Arrays.copyOf(nonce, NONCE_LENGTH + sealed.length);
            System.arraycopy(sealed, 0, wrapped, NONCE_LENGTH, sealed.length);
            return Base64.getEncoder().encodeToString(wrapped);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES-GCM", e);
        }
    }

    /**
     * @throws IllegalArgumentException if this key did not wrap it, or for another order
     */
    SecretBytes unwrap(OrderId order, String wrapped) {
        byte[] raw = Base64.getDecoder().decode(wrapped);
        if (raw.length < NONCE_LENGTH + TAG_BITS / Byte.SIZE) {
            throw new IllegalArgumentException("too short");
        }
        try {
            return SecretBytes.wrap(cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(raw, NONCE_LENGTH), order)
                    .doFinal(raw, NONCE_LENGTH, raw.length - NONCE_LENGTH));
        } catch (AEADBadTagException e) {
            throw new IllegalArgumentException("wrapped by another site key, or for another order");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES-GCM", e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, OrderId order) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key.expose(), "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(("mintmark order key v1 " + order.value()).getBytes(StandardCharsets.US_ASCII));
        return cipher;
    }

    boolean isSame(SiteKey other) {
        return key.equals(other.key);
    }

    @Override
    public void close() {
        key.close();
    }
}
