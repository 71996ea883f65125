package dev.mintmark.audit;

import dev.mintmark.format.Bytes;
import dev.mintmark.input.StrictJson;
import dev.mintmark.order.OrderId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** An entry's fields by name, as they were read. A field that is missing or of another kind is refused when it is asked for. */
final class EntryFields {
    private final Map<?, ?> values;

    private EntryFields(Map<?, ?> values) {
        this.values = values;
    }

    /**
     * @throws IllegalArgumentException if it is not one JSON object of texts, whole numbers, objects and lists
     */
    static EntryFields parse(Bytes content) {
        return new EntryFields(StrictJson.object(content.toByteArray()));
    }

    private <T> T value(String name, Class<T> type) {
        Object value = values.get(name);
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException("field \"%s\" is missing or of another kind".formatted(name));
        }
        return type.cast(value);
    }

    String text(String name) {
        return value(name, String.class);
    }

    OrderId order() {
        return new OrderId(text("order"));
    }

    int number(String name) {
        return Math.toIntExact(longNumber(name));
    }

    long longNumber(String name) {
        return value(name, Long.class);
    }

    Bytes hex(String name) {
        return Bytes.fromHex(text(name));
    }

    /** Of a field that came later: entries from before do not have it. */
    Optional<Bytes> optionalHex(String name) {
        return values.containsKey(name) ? Optional.of(hex(name)) : Optional.empty();
    }

    Bytes base64(String name) {
        return Bytes.of(Base64.getDecoder().decode(text(name)));
    }

    Instant time(String name) {
        return Instant.parse(text(name));
    }

    SortedMap<String, String> texts(String name) {
        SortedMap<String, String> texts = new TreeMap<>();
        EntryFields fields = new EntryFields(value(name, Map.class));
        fields.values.keySet().forEach(key -> texts.put((String) key, fields.text((String) key)));
        return texts;
    }

    List<Bytes> base64List(String name) {
        List<Bytes> list = new ArrayList<>();
        for (Object value : value(name, List.class)) {
            if (!(value instanceof String text)) {
                throw new IllegalArgumentException("field \"%s\" lists something else than texts".formatted(name));
            }
            list.add(Bytes.of(Base64.getDecoder().decode(text)));
        }
        return list;
    }

    <T> List<T> list(String name, Function<EntryFields, T> each) {
        List<T> list = new ArrayList<>();
        for (Object value : value(name, List.class)) {
            if (!(value instanceof Map<?, ?> fields)) {
                throw new IllegalArgumentException("field \"%s\" lists something else than objects".formatted(name));
            }
            list.add(each.apply(new EntryFields(fields)));
        }
        return list;
    }
}
