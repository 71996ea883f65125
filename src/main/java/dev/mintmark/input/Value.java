package dev.mintmark.input;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a person or another system wrote, still as text, each piece with its place: the one form in which YAML files and rows
 * of CSV files are read further. Numbers, dates and truth values are only text here, so that {@code 0010}, {@code no} and
 * {@code 1e10} arrive as they were written.
 */
public sealed interface Value {
    /** {@code file:line} in YAML, {@code file:row N, column C} in CSV. */
    String where();

    /**
     * @param text never null; empty if nothing was written, or YAML's {@code null} or {@code ~}
     */
    record Scalar(String where, String text) implements Value {}

    record Sequence(String where, List<Value> items) implements Value {
        public Sequence {
            items = List.copyOf(items);
        }
    }

    /**
     * @param file what relative paths in it are relative to the folder of
     * @param entries in the order written
     */
    record Mapping(Path file, String where, Map<String, Entry> entries) implements Value {
        public Mapping {
            entries = new LinkedHashMap<>(entries);
        }

        @Override
        public Map<String, Entry> entries() {
            return Collections.unmodifiableMap(entries);
        }
    }

    /**
     * @param where the place of the key, for faults of the key itself
     */
    record Entry(String where, Value value) {}
}
