package dev.mintmark.audit;

import dev.mintmark.format.Bytes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Writes an entry's content: one JSON object (RFC 8259) in the one form that is hashed. No blanks, fields in the order of the
 * calls, ASCII only: what is no printable ASCII, quote and backslash are a backslash, {@code u} and four lower-case hex digits.
 */
final class EntryWriter {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private byte[] out = new byte[1400];
    private int length;

    EntryWriter() {
        put('{');
    }

    static EntryWriter of(EntryKind kind) {
        return new EntryWriter().text("kind", kind.word());
    }

    EntryWriter text(String name, String value) {
        name(name);
        quoted(value);
        return this;
    }

    EntryWriter number(String name, long value) {
        name(name);
        put(Long.toString(value));
        return this;
    }

    EntryWriter hex(String name, Bytes value) {
        name(name);
        put('"');
        for (byte each : value.toByteArray()) {
            put(HEX[each >> 4 & 0xF]);
            put(HEX[each & 0xF]);
        }
        put('"');
        return this;
    }

    EntryWriter base64(String name, Bytes value) {
        name(name);
        quotedBase64(value);
        return this;
    }

    EntryWriter time(String name, Instant value) {
        return text(name, value.toString());
    }

    <T> EntryWriter list(String name, List<T> values, BiConsumer<EntryWriter, T> each) {
        name(name);
        put('[');
        for (T value : values) {
            separate('[');
            put('{');
            each.accept(this, value);
            put('}');
        }
        put(']');
        return this;
    }

    EntryWriter base64List(String name, List<Bytes> values) {
        name(name);
        put('[');
        for (Bytes value : values) {
            separate('[');
            quotedBase64(value);
        }
        put(']');
        return this;
    }

    EntryWriter object(String name, Iterable<? extends java.util.Map.Entry<String, String>> fields) {
        name(name);
        put('{');
        fields.forEach(field -> text(field.getKey(), field.getValue()));
        put('}');
        return this;
    }

    /** The whole object, ASCII. */
    Bytes finish() {
        put('}');
        return Bytes.of(Arrays.copyOf(out, length));
    }

    private void name(String name) {
        separate('{');
        quoted(name);
        put(':');
    }

    private void separate(char opening) {
        if (out[length - 1] != opening) {
            put(',');
        }
    }

    private void quotedBase64(Bytes value) {
        put('"');
        byte[] text = Base64.getEncoder().encode(value.toByteArray());
        reserve(text.length);
        System.arraycopy(text, 0, out, length, text.length);
        length += text.length;
        put('"');
    }

    private void quoted(String text) {
        put('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                put("\\u");
                for (int shift = 12; shift >= 0; shift -= 4) {
                    put(HEX[c >> shift & 0xF]);
                }
            } else {
                put(c);
            }
        }
        put('"');
    }

    private void put(String ascii) {
        for (int i = 0; i < ascii.length(); i++) {
            put(ascii.charAt(i));
        }
    }

    private void put(int ascii) {
        reserve(1);
        out[length++] = (byte) ascii;
    }

    private void reserve(int more) {
        if (out.length - length < more) {
            out = Arrays.copyOf(out, Math.max(2 * out.length, length + more));
        }
    }
}
