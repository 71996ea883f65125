package dev.mintmark.format.nvs;

import dev.mintmark.format.SecretBytes;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The two keys of an encrypted image (ESP-IDF Programming Guide, NVS Encryption): {@code eky} for the data, {@code tky} for the
 * tweak, 32 bytes each and never the same. Wiped on close.
 */
public final class NvsKeys implements AutoCloseable {
    /** Bytes of both keys, {@code eky} first. */
    public static final int LENGTH = 64;
    /** Bytes of an eFuse key of purpose HMAC_UP. */
    public static final int HMAC_KEY_LENGTH = 32;

    private static final int HALF = LENGTH / 2;
    private static final int CRC_LENGTH = 4;
    /** nvs_sec_provider, HMAC_BASED_SCHEME: what the eFuse key is applied to, 8 times over, little-endian. */
    private static final int EKY_SEED = 0xAEBE5A5A;

    private static final int TKY_SEED = 0xCEDEA5A5;

    private final SecretBytes eky;
    private final SecretBytes tky;

    /**
     * Takes both over.
     *
     * @throws IllegalArgumentException if one has not 32 bytes, or both are the same, which firmware refuses; they are closed
     *     then
     */
    private NvsKeys(SecretBytes eky, SecretBytes tky) {
        this.eky = eky;
        this.tky = tky;
        if (MessageDigest.isEqual(eky.expose(), tky.expose())) {
            close();
            throw new IllegalArgumentException("the two keys of NVS encryption are the same");
        }
    }

    /**
     * @param both {@code eky} and {@code tky}, 64 bytes; neither kept nor changed
     * @throws IllegalArgumentException if they are not 64 bytes, or the halves are the same, which firmware refuses
     */
    public static NvsKeys of(byte[] both) {
        if (both.length != LENGTH) {
            throw new IllegalArgumentException("keys of NVS encryption have 64 bytes");
        }
        return new NvsKeys(
                SecretBytes.wrap(Arrays.copyOf(both, HALF)), SecretBytes.wrap(Arrays.copyOfRange(both, HALF, LENGTH)));
    }

    /**
     * As firmware derives them with {@code CONFIG_NVS_SEC_KEY_PROTECT_USING_HMAC}: HMAC-SHA256 under the eFuse key.
     *
     * @param hmacKey 32 bytes, of purpose HMAC_UP
     */
    public static NvsKeys ofHmacKey(SecretBytes hmacKey) {
        if (hmacKey.size() != HMAC_KEY_LENGTH) {
            throw new IllegalArgumentException("an eFuse key has 32 bytes");
        }
        return new NvsKeys(hmac(hmacKey, EKY_SEED), hmac(hmacKey, TKY_SEED));
    }

    private static SecretBytes hmac(SecretBytes key, int seed) {
        byte[] message = new byte[HALF];
        for (int at = 0; at < message.length; at += Integer.BYTES) {
            LittleEndian.putU32(message, at, seed);
        }
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.expose(), "HmacSHA256"));
            return SecretBytes.wrap(mac.doFinal(message));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC-SHA256", e);
        }
    }

    /**
     * Reads a keys partition, subtype {@code nvs_keys}: 64 bytes of keys, their CRC, and 0xFF to the end.
     *
     * @throws NvsFormatException if it is none: without a word of what is in it
     */
    public static NvsKeys readPartition(byte[] partition) {
        if (partition.length != PageField.PAGE_SIZE) {
            throw new NvsFormatException("a keys partition has 4096 bytes, not %d".formatted(partition.length));
        }
        if (LittleEndian.getU32(partition, LENGTH) != NvsCrc.of(partition, 0, LENGTH)) {
            throw new NvsFormatException("keys partition does not match its CRC");
        }
        for (int at = LENGTH + CRC_LENGTH; at < partition.length; at++) {
            if (partition[at] != -1) {
                throw new NvsFormatException("keys partition is not blank behind its keys");
            }
        }
        byte[] both = Arrays.copyOf(partition, LENGTH);
        try {
            return of(both);
        } catch (IllegalArgumentException e) {
            throw new NvsFormatException(e.getMessage());
        } finally {
            Arrays.fill(both, (byte) 0);
        }
    }

    /** The keys partition, 4096 bytes, as {@link #readPartition} reads it; the caller wipes it. */
    public byte[] toPartition() {
        byte[] partition = new byte[PageField.PAGE_SIZE];
        Arrays.fill(partition, (byte) 0xFF);
        System.arraycopy(eky.expose(), 0, partition, 0, HALF);
        System.arraycopy(tky.expose(), 0, partition, HALF, HALF);
        LittleEndian.putU32(partition, LENGTH, NvsCrc.of(partition, 0, LENGTH));
        return partition;
    }

    byte[] eky() {
        return eky.expose();
    }

    byte[] tky() {
        return tky.expose();
    }

    @Override
    public void close() {
        eky.close();
        tky.close();
    }

    @Override
    public String toString() {
        return "keys of NVS encryption";
    }
}
