package dev.mintmark.input;

import dev.mintmark.input.Value.Mapping;
import dev.mintmark.input.Value.Scalar;
import dev.mintmark.input.Value.Sequence;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A mapping read key by key. Nothing here throws: what is wrong becomes a fault with its place, the field is then empty, and
 * {@link #faulty()} tells at the end whether the whole may be used. Forms (the functions from text) say what is wrong in the
 * message of an {@link IllegalArgumentException}.
 */
public final class Fields {
    private static final int LONGEST = 1000;

    private final Mapping mapping;
    private final List<Key> keys;
    private final Faults faults;
    private boolean faulty;

    /**
     * Faults keys that are unknown and required keys that are missing.
     *
     * @param advice hints for keys that people try, by key; others get the nearest known key
     */
    public Fields(Mapping mapping, List<Key> keys, Map<String, String> advice, Faults faults) {
        this.mapping = mapping;
        this.keys = keys;
        this.faults = faults;
        Set<String> known = keys.stream().map(Key::text).collect(Collectors.toSet());
        for (Entry<String, Value.Entry> entry : mapping.entries().entrySet()) {
            String name = entry.getKey();
            if (!known.contains(name)) {
                String hint = advice.containsKey(name) ? advice.get(name) : NearestName.hint(name, names());
                fault(entry.getValue().where(), "unknown key \"%s\"".formatted(FileSafe.printable(name)), hint);
            }
        }
        for (Key key : keys) {
            if (key.required() && !mapping.entries().containsKey(key.text())) {
                fault(
                        mapping.where(),
                        "\"%s\" is missing".formatted(key.text()),
                        "for example \"%s: %s\"".formatted(key.text(), key.example()));
            }
        }
    }

    public Fields(Mapping mapping, List<Key> keys, Faults faults) {
        this(mapping, keys, Map.of(), faults);
    }

    /** The file that relative paths are relative to the folder of. */
    public Path file() {
        return mapping.file();
    }

    /** The place of the key's value; that of the whole mapping if the key is not there. */
    public String where(Key key) {
        return find(key).map(Value::where).orElse(mapping.where());
    }

    /** Whether anything was wrong. */
    public boolean faulty() {
        return faulty;
    }

    public void fault(Key key, String what, String hint) {
        fault(where(key), what, hint);
    }

    private void fault(String where, String what, String hint) {
        faulty = true;
        faults.add(where, what, hint);
    }

    /** The key's value of whatever shape, for keys that have more than one. */
    public Optional<Value> find(Key key) {
        return Optional.ofNullable(mapping.entries().get(key.text())).map(Value.Entry::value);
    }

    /** One value. */
    public <T> Optional<T> one(Key key, Function<String, T> form, String hint) {
        return find(key).flatMap(value -> scalar(key, value)).flatMap(scalar -> formed(scalar, form, hint));
    }

    /** A list of at least one, none twice; empty if the key is not there or faulty. */
    public <T> List<T> many(Key key, Function<String, T> form, String hint) {
        Optional<Value> value = find(key);
        if (value.isEmpty()) {
            return List.of();
        }
        if (!(value.get() instanceof Sequence sequence)) {
            fault(key, "\"%s\" is not a list".formatted(key.text()), "write %s: [one, two]".formatted(key.text()));
            return List.of();
        }
        if (sequence.items().isEmpty()) {
            fault(key, "\"%s\" is an empty list".formatted(key.text()), "name at least one" + leaveOut(key));
        }
        List<T> items = sequence.items().stream()
                .flatMap(item -> scalar(key, item).stream())
                .flatMap(item -> formed(item, form, hint).stream())
                .toList();
        if (Set.copyOf(items).size() < items.size()) {
            fault(key, "\"%s\" names something twice".formatted(key.text()), "keep one of them");
        }
        return items;
    }

    /** A mapping within this one, to be read by the caller with keys of its own. */
    public Optional<Mapping> nested(Key key) {
        Optional<Value> value = find(key);
        if (value.isPresent() && !(value.get() instanceof Mapping)) {
            fault(key, "\"%s\" is not a mapping".formatted(key.text()), "below it stand indented lines \"key: value\"");
        }
        return value.filter(Mapping.class::isInstance).map(Mapping.class::cast);
    }

    private Optional<Scalar> scalar(Key key, Value value) {
        if (!(value instanceof Scalar scalar)) {
            String shape = value instanceof Sequence ? "list" : "mapping";
            fault(value.where(), "\"%s\" is a %s, not one value".formatted(key.text(), shape), "give one value");
            return Optional.empty();
        }
        String text = scalar.text();
        if (text.isBlank()) {
            fault(scalar.where(), "\"%s\" has no value".formatted(key.text()), "give it one" + leaveOut(key));
            return Optional.empty();
        }
        if (!FileSafe.isPrintable(text) || text.length() > LONGEST) {
            String what = "\"%s\": \"%s\" has line ends or invisible characters in it, or is longer than %d";
            fault(scalar.where(), what.formatted(key.text(), FileSafe.printable(text), LONGEST), "type it anew");
            return Optional.empty();
        }
        return Optional.of(scalar);
    }

    private <T> Optional<T> formed(Scalar scalar, Function<String, T> form, String hint) {
        try {
            return Optional.of(form.apply(scalar.text()));
        } catch (IllegalArgumentException e) {
            fault(scalar.where(), e.getMessage(), hint);
            return Optional.empty();
        }
    }

    private static String leaveOut(Key key) {
        return key.required() ? "" : ", or leave the key out";
    }

    private List<String> names() {
        return keys.stream().map(Key::text).toList();
    }
}
