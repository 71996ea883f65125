package dev.mintmark.audit;

import dev.mintmark.format.Bytes;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Writes an entry's content: one JSON object (RFC 8259) in the one form that is hashed. No blanks, fields in the order of the
 * calls, ASCII only: what is no printable ASCII, quote and backslash are a backslash, {@code u} and four lower-case hex digits.
 */
final class EntryWriter {
    private static final HexFormat HEX = HexFormat.of();

    private final StringBuilder out = new StringBuilder(1200);

    EntryWriter() {
        out.append('{');
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
        out.append(value);
        return this;
    }

    EntryWriter hex(String name, Bytes value) {
        name(name);
        out.append('"').append(value.hex()).append('"');
        return this;
    }

    EntryWriter base64(String name, Bytes value) {
        name(name);
        out.append('"')
                .append(Base64.getEncoder().encodeToString(value.toByteArray()))
                .append('"');
        return this;
    }

    EntryWriter time(String name, Instant value) {
        return text(name, value.toString());
    }

    <T> EntryWriter list(String name, List<T> values, BiConsumer<EntryWriter, T> each) {
        name(name);
        out.append('[');
        for (T value : values) {
            separate('[');
            out.append('{');
            each.accept(this, value);
            out.append('}');
        }
        out.append(']');
        return this;
    }

    EntryWriter base64List(String name, List<Bytes> values) {
        name(name);
        out.append('[');
        for (Bytes value : values) {
            separate('[');
            out.append('"')
                    .append(Base64.getEncoder().encodeToString(value.toByteArray()))
                    .append('"');
        }
        out.append(']');
        return this;
    }

    EntryWriter object(String name, Iterable<? extends java.util.Map.Entry<String, String>> fields) {
        name(name);
        out.append('{');
        fields.forEach(field -> text(field.getKey(), field.getValue()));
        out.append('}');
        return this;
    }

    String finish() {
        return out.append('}').toString();
    }

    private void name(String name) {
        separate('{');
        quoted(name);
        out.append(':');
    }

    private void separate(char opening) {
        if (out.charAt(out.length() - 1) != opening) {
            out.append(',');
        }
    }

    private void quoted(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                out.append("\\u").append(HEX.toHexDigits(c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
