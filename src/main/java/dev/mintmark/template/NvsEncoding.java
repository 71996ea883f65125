package dev.mintmark.template;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.nvs.NvsType;
import dev.mintmark.format.nvs.NvsValue;
import dev.mintmark.format.nvs.NvsWriter;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * How a value is written in a template or a table of values (ESP-IDF Programming Guide, NVS Partition Generator Utility, "CSV
 * File Format"). What is wrong is told without the value, which may be secret.
 */
enum NvsEncoding {
    U8(NvsType.U8, 8, false),
    I8(NvsType.I8, 8, true),
    U16(NvsType.U16, 16, false),
    I16(NvsType.I16, 16, true),
    U32(NvsType.U32, 32, false),
    I32(NvsType.I32, 32, true),
    U64(NvsType.U64, 64, false),
    I64(NvsType.I64, 64, true),
    STRING(null, 0, false),
    HEX2BIN(null, 0, false),
    BASE64(null, 0, false),
    /** Of files only: their bytes as they are. */
    BINARY(null, 0, false);

    private final NvsType integer;
    private final BigInteger least;
    private final BigInteger most;

    NvsEncoding(NvsType integer, int bits, boolean signed) {
        this.integer = integer;
        this.least = signed ? BigInteger.ONE.shiftLeft(bits - 1).negate() : BigInteger.ZERO;
        this.most = integer == null
                ? BigInteger.ZERO
                : BigInteger.ONE.shiftLeft(signed ? bits - 1 : bits).subtract(BigInteger.ONE);
    }

    static Optional<NvsEncoding> of(String word) {
        for (NvsEncoding encoding : values()) {
            if (encoding.word().equals(word)) {
                return Optional.of(encoding);
            }
        }
        return Optional.empty();
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean isInteger() {
        return integer != null;
    }

    /**
     * @throws IllegalArgumentException if the text is no value of this encoding
     */
    NvsValue ofText(String text) {
        if (isInteger()) {
            return number(text);
        }
        return switch (this) {
            case STRING -> string(text);
            case HEX2BIN -> blob(hex(text));
            case BASE64 -> blob(base64(text));
            default -> throw new IllegalArgumentException("binary is for files");
        };
    }

    /**
     * @throws IllegalArgumentException if the file's content is no value of this encoding
     */
    NvsValue ofFile(byte[] content) {
        if (this == BINARY) {
            return blob(content);
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
            return ofText(this == STRING ? text : text.strip());
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("the file is not UTF-8 text", e);
        }
    }

    private NvsValue number(String text) {
        if (!text.matches("-?(?:0|[1-9][0-9]{0,19})")) {
            throw new IllegalArgumentException("is no %s: decimal digits, as 16 for 0x10".formatted(word()));
        }
        BigInteger number = new BigInteger(text);
        if (number.compareTo(least) < 0 || number.compareTo(most) > 0) {
            throw new IllegalArgumentException("is out of the range of %s, %d to %d".formatted(word(), least, most));
        }
        return new NvsValue.Int(integer, number.longValue());
    }

    private static NvsValue string(String text) {
        int length = text.getBytes(StandardCharsets.UTF_8).length;
        if (length > NvsWriter.LONGEST_STRING) {
            throw new IllegalArgumentException(
                    "has %d bytes in UTF-8, and a string at most %d".formatted(length, NvsWriter.LONGEST_STRING));
        }
        if (text.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new IllegalArgumentException("holds a NUL, or half a character");
        }
        return new NvsValue.Text(text);
    }

    private static byte[] hex(String text) {
        try {
            return HexFormat.of().parseHex(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("is no hex: pairs of digits without separators", e);
        }
    }

    private static byte[] base64(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("is no base64 (RFC 4648, section 4)", e);
        }
    }

    private static NvsValue blob(byte[] content) {
        if (content.length > NvsWriter.LONGEST_BLOB) {
            throw new IllegalArgumentException(
                    "has %d bytes, and a blob at most %d".formatted(content.length, NvsWriter.LONGEST_BLOB));
        }
        return new NvsValue.Blob(Bytes.of(content));
    }
}
