package dev.mintmark.template;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.nvs.NvsEntry;
import dev.mintmark.format.nvs.NvsNamespace;
import dev.mintmark.format.nvs.NvsValue;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A product's own keys, in the order in which they are written, and which of their values modules bring along.
 *
 * @param rows each key once in its namespace, those of a namespace side by side
 */
public record NvsTemplate(List<TemplateRow> rows) {
    /** That of a product without keys of its own. */
    public static final NvsTemplate NONE = new NvsTemplate(List.of());

    public NvsTemplate {
        rows = List.copyOf(rows);
    }

    /** One for each value that modules bring along. A key of two namespaces has its namespace before it. */
    List<ValueColumn> columns() {
        List<TemplateRow> brought =
                rows.stream().filter(row -> row.fixed().isEmpty()).toList();
        return brought.stream()
                .map(row -> {
                    boolean alone = brought.stream()
                                    .filter(other -> other.key().equals(row.key()))
                                    .count()
                            == 1;
                    String title = alone ? row.key() : row.namespace() + ":" + row.key();
                    return new ValueColumn(title, row.encoding(), row.file(), row.repeat());
                })
                .toList();
    }

    /**
     * @param brought a value for each of {@link #columns}, in their order
     */
    List<NvsNamespace> filled(List<NvsValue> brought) {
        Iterator<NvsValue> next = brought.iterator();
        Map<String, List<NvsEntry>> namespaces = new LinkedHashMap<>();
        for (TemplateRow row : rows) {
            namespaces
                    .computeIfAbsent(row.namespace(), name -> new ArrayList<>())
                    .add(new NvsEntry(row.key(), row.fixed().orElseGet(next::next)));
        }
        List<NvsNamespace> filled = new ArrayList<>();
        namespaces.forEach((name, entries) -> filled.add(
                name.equals(NvsTemplateFile.CHIP_FACTORY) ? 0 : filled.size(), new NvsNamespace(name, entries)));
        return filled;
    }

    /** What an order is bound to: keys, types, order, and the fixed values. */
    public Bytes sha256() {
        ValueBytes bytes = new ValueBytes();
        for (TemplateRow row : rows) {
            bytes.text(row.namespace())
                    .text(row.key())
                    .text(row.encoding().word() + (row.file() ? " file" : "") + (row.repeat() ? " repeat" : ""));
            row.fixed().ifPresent(bytes::value);
        }
        return bytes.sha256();
    }
}
