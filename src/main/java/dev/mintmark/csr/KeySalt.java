package dev.mintmark.csr;

import dev.mintmark.format.Bytes;
import dev.mintmark.input.FileSafe;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * The salt that a chip derives its private key with: 64 lower-case hex digits, in a column, or in a file of a request as its
 * first line, {@code key-salt: 5f…}. Before a PEM block such text is explanatory (RFC 7468 section 2); openssl passes over it.
 */
final class KeySalt {
    private static final String LABEL = "key-salt:";

    private KeySalt() {}

    /** @throws IllegalArgumentException if it is anything else */
    static Bytes parse(String text) {
        if (!text.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException(
                    "key salt \"%s\" is not 64 lower-case hex digits".formatted(FileSafe.printable(text)));
        }
        return Bytes.fromHex(text);
    }

    /**
     * What the file's first line says.
     *
     * @throws IllegalArgumentException if it is labelled so and holds no salt
     */
    static Optional<Bytes> firstLine(byte[] file) {
        return lineEnd(file) == 0
                ? Optional.empty()
                : Optional.of(
                        parse(new String(file, LABEL.length(), lineEnd(file) - LABEL.length(), StandardCharsets.UTF_8)
                                .strip()));
    }

    /** The file without that line. */
    static byte[] afterFirstLine(byte[] file) {
        return Arrays.copyOfRange(file, lineEnd(file), file.length);
    }

    /** Where the labelled line ends; 0 if there is none. */
    private static int lineEnd(byte[] file) {
        byte[] label = LABEL.getBytes(StandardCharsets.US_ASCII);
        if (file.length < label.length || !Arrays.equals(file, 0, label.length, label, 0, label.length)) {
            return 0;
        }
        int end = label.length;
        while (end < file.length && file[end] != '\n') {
            end++;
        }
        return end;
    }
}
