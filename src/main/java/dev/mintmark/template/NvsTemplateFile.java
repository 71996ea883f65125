package dev.mintmark.template;

import dev.mintmark.format.nvs.NvsEntry;
import dev.mintmark.format.nvs.NvsValue;
import dev.mintmark.input.Faults;
import dev.mintmark.input.FileSafe;
import dev.mintmark.partition.ChipFactoryKey;
import dev.mintmark.partition.ReservedKeys;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads a product's NVS template: {@code key,type,encoding,value} as esp-idf-nvs-partition-gen takes it, or without header and
 * values as mfg_gen.py does (docs/formats/nvs-template.md). Refuses what those tools take and no firmware could read.
 */
public final class NvsTemplateFile {
    static final String CHIP_FACTORY = ChipFactoryKey.NAMESPACE;

    private static final List<String> HEADER = List.of("key", "type", "encoding", "value");
    private static final int MOST_NAMESPACES = 253;

    private final Path file;
    private final Faults faults;
    private final List<TemplateRow> rows = new ArrayList<>();
    private final Set<String> namespaces = new HashSet<>();
    private final Set<String> keys = new HashSet<>();
    private String namespace;

    private NvsTemplateFile(Path file, Faults faults) {
        this.file = file;
        this.faults = faults;
    }

    /**
     * @return empty if anything is wrong with it, all of which is then among {@code faults}
     */
    public static Optional<NvsTemplate> read(Path file, Faults faults) {
        Faults wrong = new Faults();
        NvsTemplateFile template = new NvsTemplateFile(file, wrong);
        CsvCells.read(file, wrong).forEach(template::row);
        if (wrong.isEmpty() && template.rows.isEmpty()) {
            wrong.add(file.toString(), "has no key", "leave \"nvs-template\" out if there are none");
        }
        if (wrong.isEmpty()) {
            template.rows.forEach(row -> template.namespaces.remove(row.namespace()));
            template.namespaces.forEach(empty -> wrong.add(
                    file.toString(), "namespace \"%s\" has no key".formatted(empty), "remove it, or give it one"));
        }
        faults.addAll(wrong.list());
        return wrong.isEmpty() ? Optional.of(new NvsTemplate(template.rows)) : Optional.empty();
    }

    private void row(CSVRecord row) {
        List<String> cells = CsvCells.of(row);
        if (row.getRecordNumber() == 1
                && HEADER.subList(0, Math.min(4, cells.size())).equals(cells)) {
            return;
        }
        if (cells.stream().allMatch(String::isEmpty)) {
            return;
        }
        if (cells.size() < 3 || cells.size() > 4) {
            fault(row, "key", "the row has %d cells".formatted(cells.size()), "key,type,encoding,value");
            return;
        }
        String key = cells.get(0);
        if (!NvsEntry.isKey(key)) {
            fault(
                    row,
                    "key",
                    "\"%s\" is not 1 to 15 printable ASCII characters".formatted(FileSafe.printable(key)),
                    "firmware finds no other key");
            return;
        }
        switch (cells.get(1)) {
            case "namespace" -> namespace(row, cells);
            case "data", "file" -> value(row, cells, key);
            default ->
                fault(
                        row,
                        "type",
                        "\"%s\" is not namespace, data or file".formatted(FileSafe.printable(cells.get(1))),
                        "as Espressif's generator has them");
        }
    }

    private void namespace(CSVRecord row, List<String> cells) {
        namespace = cells.get(0);
        keys.clear();
        if (!cells.subList(2, cells.size()).stream().allMatch(String::isEmpty)) {
            fault(row, "encoding", "a namespace has neither encoding nor value", namespace + ",namespace,,");
        }
        if (!namespaces.add(namespace)) {
            fault(
                    row,
                    "key",
                    "namespace \"%s\" is opened a second time".formatted(namespace),
                    "put all of its keys into one block: Espressif's generator would put these into another namespace");
        } else if (namespaces.size() > MOST_NAMESPACES) {
            fault(row, "key", "more than %d namespaces".formatted(MOST_NAMESPACES), "NVS has one byte for them");
        }
    }

    private void value(CSVRecord row, List<String> cells, String key) {
        if (namespace == null) {
            fault(
                    row,
                    "key",
                    "\"%s\" stands before any namespace".formatted(key),
                    "begin with a row: %s,namespace,,".formatted(CHIP_FACTORY));
            return;
        }
        requireOwn(row, key);
        boolean isFile = cells.get(1).equals("file");
        Optional<NvsEncoding> encoding = NvsEncoding.of(cells.get(2));
        if (encoding.isEmpty()
                || encoding.get() == NvsEncoding.BINARY && !isFile
                || encoding.get().isInteger() && isFile) {
            fault(
                    row,
                    "encoding",
                    "\"%s\" is no encoding of %s".formatted(FileSafe.printable(cells.get(2)), cells.get(1)),
                    isFile
                            ? "string, hex2bin, base64 or binary"
                            : "u8, i8, u16, i16, u32, i32, u64, i64, string, hex2bin or base64");
            return;
        }
        String text = cells.size() < 4 ? null : CsvCells.written(row, 3);
        boolean repeat = ValueColumn.REPEAT.equals(text);
        Optional<NvsValue> fixed = text == null || repeat
                ? Optional.empty()
                : CsvCells.value(file, CsvCells.place(file, row, "value"), text, encoding.get(), isFile, faults);
        rows.add(new TemplateRow(namespace, key, encoding.get(), isFile, repeat, fixed));
    }

    private void requireOwn(CSVRecord row, String key) {
        if (!keys.add(key)) {
            fault(
                    row,
                    "key",
                    "\"%s\" stands twice in namespace \"%s\"".formatted(key, namespace),
                    "firmware would find one of them");
        }
        if (namespace.equals(CHIP_FACTORY) && ReservedKeys.isManaged(key)) {
            fault(
                    row,
                    "key",
                    "\"%s\" is written by mintmark, and would be contradicted".formatted(key),
                    "leave it out: product and order say what it holds");
        } else if (namespace.equals(CHIP_FACTORY) && ReservedKeys.isNeverWritten(key)) {
            fault(
                    row,
                    "key",
                    "\"%s\" holds what does not belong into a module, or must not leave it".formatted(key),
                    "leave it out");
        } else if (key.startsWith("sta.") || key.startsWith("ap.")) {
            fault(
                    row,
                    "key",
                    "\"%s\" is one of the Wi-Fi driver's".formatted(key),
                    "leave it out: Espressif's generator adds further keys to these, and a Matter device gets its network when it is commissioned");
        }
    }

    private void fault(CSVRecord row, String column, String what, String hint) {
        faults.add(CsvCells.place(file, row, column), what, hint);
    }
}
