package dev.mintmark.inspect;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.SecretBytes;
import dev.mintmark.format.nvs.NvsFormatException;
import dev.mintmark.format.nvs.NvsKeys;
import dev.mintmark.format.nvs.NvsReader;
import dev.mintmark.format.securecert.SecureCertReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Tells what a file is by its content, whatever its name. */
public final class Inspector implements AutoCloseable {
    /** Larger ones are none of the trade's, but for lots, of which the beginning tells enough. */
    public static final int LARGEST = 80 << 20;

    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G'};
    private static final byte[] PDF = {'%', 'P', 'D', 'F', '-'};
    private static final byte SEQUENCE = 0x30;

    private final Optional<NvsKeys> keys;
    private final boolean secrets;

    /**
     * Without keys: of an encrypted image it then says that it is none in the clear.
     *
     * @param secrets whether private keys in images are shown
     */
    public Inspector(boolean secrets) {
        this(Optional.empty(), secrets);
    }

    private Inspector(Optional<NvsKeys> keys, boolean secrets) {
        this.keys = keys;
        this.secrets = secrets;
    }

    /**
     * With keys for an encrypted NVS image.
     *
     * @param keyFile a keys partition of 4096 bytes, both keys in 64 bytes, or the HMAC key they are derived from in 32; not kept
     * @throws IllegalArgumentException if it is none of these: without a word of what is in it
     */
    public static Inspector withKeys(byte[] keyFile, boolean secrets) {
        try {
            return new Inspector(Optional.of(keys(keyFile)), secrets);
        } catch (NvsFormatException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static NvsKeys keys(byte[] keyFile) {
        return switch (keyFile.length) {
            case NvsKeys.HMAC_KEY_LENGTH -> {
                try (SecretBytes hmacKey = SecretBytes.copyOf(keyFile)) {
                    yield NvsKeys.ofHmacKey(hmacKey);
                }
            }
            case NvsKeys.LENGTH -> NvsKeys.of(keyFile);
            default -> NvsKeys.readPartition(keyFile);
        };
    }

    @Override
    public void close() {
        keys.ifPresent(NvsKeys::close);
    }

    /**
     * @return what the file is and holds, damaged or not; empty if it is of no kind known here
     */
    public Optional<Inspection> inspect(byte[] content) {
        if (content.length == 0) {
            return Optional.empty();
        }
        if (SecureCertReader.isImage(content)) {
            return Optional.of(SecureCertView.inspect(content, secrets));
        }
        if (isKeysPartition(content)) {
            return Optional.of(Inspection.of(
                    FileKind.NVS_KEYS_PARTITION,
                    "nothing of them is shown",
                    new Listing().number("bytes", content.length)));
        }
        if (NvsReader.isImage(content)) {
            return Optional.of(NvsView.inspect(content, keys, secrets));
        }
        if (begins(content, PNG)) {
            return Optional.of(PrintView.png(content));
        }
        if (begins(content, PDF)) {
            return Optional.of(PrintView.pdf(content));
        }
        if (content[0] == SEQUENCE && !isText(content)) {
            return DerView.inspect(Bytes.of(content)).or(() -> DeliveryView.cms(content));
        }
        return isText(content) ? TextView.inspect(content) : Optional.empty();
    }

    private static boolean isKeysPartition(byte[] content) {
        try (NvsKeys read = NvsKeys.readPartition(content)) {
            return true;
        } catch (NvsFormatException e) {
            return false;
        }
    }

    private static boolean begins(byte[] content, byte[] sign) {
        return content.length >= sign.length && Arrays.equals(content, 0, sign.length, sign, 0, sign.length);
    }

    private static boolean isText(byte[] content) {
        String text = new String(content, StandardCharsets.UTF_8);
        return text.chars().allMatch(c -> c >= ' ' && c != 0x7F && c != 0xFFFD || c == '\n' || c == '\r' || c == '\t');
    }
}
