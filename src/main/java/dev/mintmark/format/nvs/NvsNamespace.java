package dev.mintmark.format.nvs;

import java.util.List;

/**
 * A namespace.
 *
 * @param name 1 to 15 printable ASCII characters
 * @param entries in the order of the image, each key once
 */
public record NvsNamespace(String name, List<NvsEntry> entries) {
    public NvsNamespace {
        entries = List.copyOf(entries);
    }
}
