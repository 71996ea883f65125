package dev.mintmark.order;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What an order was started on and may not change while it runs: product, issuer, recipients. Two deliveries of one order
 * must not differ in these.
 *
 * @param values name to value; neither holds a tab or a line end
 */
public record Terms(SortedMap<String, String> values) {
    public Terms {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
        values.forEach((name, value) -> {
            if ((name + value).matches("(?s).*[\\t\\r\\n].*")) {
                throw new IllegalArgumentException("a term is one line");
            }
        });
    }

    /** Reads {@link #text()} back. */
    public static Terms parse(String text) {
        return new Terms(text.lines()
                .map(line -> line.split("\t", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (a, b) -> b, TreeMap::new)));
    }

    /** One {@code name<TAB>value} a line, by name. */
    public String text() {
        return values.entrySet().stream()
                .map(entry -> entry.getKey() + "\t" + entry.getValue() + "\n")
                .collect(Collectors.joining());
    }

    /** What differs: name to {@code was "…", is "…"}. */
    public Map<String, String> differences(Terms now) {
        Map<String, String> differences = new LinkedHashMap<>();
        TreeMap<String, String> all = new TreeMap<>(values);
        all.putAll(now.values);
        for (String name : all.keySet()) {
            String before = values.getOrDefault(name, "");
            String after = now.values.getOrDefault(name, "");
            if (!before.equals(after)) {
                differences.put(name, "was \"%s\", is \"%s\"".formatted(before, after));
            }
        }
        return differences;
    }
}
