package dev.mintmark.inspect;

import dev.mintmark.format.Bytes;
import java.math.BigInteger;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds what is shown, field by field. */
final class Listing {
    private final Map<String, Shown> fields = new LinkedHashMap<>();

    Listing put(String name, Shown value) {
        fields.put(name, value);
        return this;
    }

    Listing text(String name, Object value) {
        return put(name, new Shown.Text(String.valueOf(value)));
    }

    Listing text(String name, Optional<?> value) {
        value.ifPresent(present -> text(name, present));
        return this;
    }

    Listing texts(String name, List<?> values) {
        return put(
                name,
                new Shown.Many(values.stream()
                        .<Shown>map(value -> new Shown.Text(String.valueOf(value)))
                        .toList()));
    }

    Listing number(String name, long value) {
        return put(name, new Shown.Number(BigInteger.valueOf(value)));
    }

    Listing flag(String name, boolean value) {
        return put(name, new Shown.Flag(value));
    }

    Listing blob(String name, Bytes value) {
        return put(name, new Shown.Blob(value));
    }

    Listing blob(String name, Optional<Bytes> value) {
        value.ifPresent(present -> blob(name, present));
        return this;
    }

    Listing time(String name, Instant value) {
        return text(name, value);
    }

    Listing many(String name, List<? extends Shown> items) {
        return put(name, new Shown.Many(List.copyOf(items)));
    }

    Shown.Group shown() {
        return new Shown.Group(fields);
    }
}
