package dev.mintmark.format.tlog;

import dev.mintmark.format.Bytes;
import java.util.Base64;
import java.util.Optional;

/** RFC 4648 section 4, padded; one text only for each run of bytes. */
final class StrictBase64 {
    private StrictBase64() {}

    static String write(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    static Optional<Bytes> read(String text) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            return write(bytes).equals(text) ? Optional.of(Bytes.of(bytes)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
