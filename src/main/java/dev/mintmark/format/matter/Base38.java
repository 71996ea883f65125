package dev.mintmark.format.matter;

import java.io.ByteArrayOutputStream;

/** Base38 (Matter Core 5.1.3.1): 3, 2, 1 bytes, little endian, become 5, 4, 2 characters, least significant first. */
final class Base38 {
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-.";
    private static final int RADIX = 38;
    private static final int CHUNK_BYTES = 3;
    private static final int CHUNK_CHARS = 5;

    /** By number of bytes. */
    private static final int[] CHARS = {0, 2, 4, CHUNK_CHARS};

    private Base38() {}

    static String encode(byte[] input) {
        StringBuilder out = new StringBuilder();
        for (int at = 0; at < input.length; at += CHUNK_BYTES) {
            int bytes = Math.min(CHUNK_BYTES, input.length - at);
            int value = 0;
            for (int i = 0; i < bytes; i++) {
                value |= (input[at + i] & 0xFF) << 8 * i;
            }
            for (int i = 0; i < CHARS[bytes]; i++) {
                out.append(ALPHABET.charAt(value % RADIX));
                value /= RADIX;
            }
        }
        return out.toString();
    }

    /**
     * @throws IllegalArgumentException on other characters, on lengths that no number of bytes gives, and on groups whose
     *     value their bytes cannot hold; the text is not quoted, it may tell a passcode
     */
    static byte[] decode(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int at = 0; at < text.length(); at += CHUNK_CHARS) {
            int chars = Math.min(CHUNK_CHARS, text.length() - at);
            int bytes = bytesOf(chars);
            int value = 0;
            for (int i = chars - 1; i >= 0; i--) {
                int digit = ALPHABET.indexOf(text.charAt(at + i));
                if (digit < 0) {
                    throw new IllegalArgumentException("character %d is not one of 0-9 A-Z - .".formatted(at + i + 1));
                }
                value = value * RADIX + digit;
            }
            if (value >>> 8 * bytes != 0) {
                throw new IllegalArgumentException("characters from %d on are too great".formatted(at + 1));
            }
            for (int i = 0; i < bytes; i++) {
                out.write(value >>> 8 * i);
            }
        }
        return out.toByteArray();
    }

    private static int bytesOf(int chars) {
        for (int bytes = 1; bytes < CHARS.length; bytes++) {
            if (CHARS[bytes] == chars) {
                return bytes;
            }
        }
        throw new IllegalArgumentException("a group of %d characters holds no bytes".formatted(chars));
    }
}
