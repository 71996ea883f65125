package dev.mintmark.template;

import dev.mintmark.format.nvs.NvsValue;
import dev.mintmark.input.Faults;
import dev.mintmark.input.FileSafe;
import dev.mintmark.input.NearestName;
import dev.mintmark.order.ModuleId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads the values that an order's modules bring along: a CSV with a column {@code module_id} or {@code mac} and one for each
 * value (docs/formats/nvs-template.md). No fault tells a value.
 */
public final class NvsValuesFile {
    private static final List<String> IDS = List.of("module_id", "mac");
    private static final int MOST_FAULTS = 20;

    private final Path file;
    private final List<ValueColumn> columns;
    private final Set<ModuleId> ordered;
    private final Faults faults;
    private final Map<ModuleId, ModuleValues> modules = new LinkedHashMap<>();
    private final Map<ModuleId, Long> rows = new HashMap<>();
    private final Map<ValueColumn, NvsValue> repeated = new HashMap<>();
    private List<String> header = List.of();

    private NvsValuesFile(Path file, MakerKeys keys, Set<ModuleId> ordered, Faults faults) {
        this.file = file;
        this.columns = keys.columns();
        this.ordered = ordered;
        this.faults = faults;
    }

    /**
     * @param ordered the modules that the order lists; empty if any will do
     * @return none if anything is wrong, the first 20 things of which are then among {@code faults}
     */
    public static Map<ModuleId, ModuleValues> read(Path file, MakerKeys keys, Set<ModuleId> ordered, Faults faults) {
        Faults wrong = new Faults();
        NvsValuesFile values = new NvsValuesFile(file, keys, ordered, wrong);
        values.read(CsvCells.read(file, wrong));
        wrong.list().stream().limit(MOST_FAULTS).forEach(one -> faults.addAll(List.of(one)));
        if (wrong.list().size() > MOST_FAULTS) {
            faults.add(file.toString(), "more of it is wrong", "mend these first");
        }
        return wrong.isEmpty() ? values.modules : Map.of();
    }

    private void read(List<CSVRecord> all) {
        if (all.isEmpty() || !header(all.get(0))) {
            return;
        }
        for (CSVRecord row : all.subList(1, all.size())) {
            if (!CsvCells.of(row).stream().allMatch(String::isEmpty)) {
                row(row);
            }
        }
        for (ModuleId module : ordered) {
            if (!rows.containsKey(module)) {
                faults.add(
                        file.toString(),
                        "module %s of the order's list has no row".formatted(module),
                        "give each module its values");
            }
        }
    }

    private boolean header(CSVRecord row) {
        header = CsvCells.of(row);
        boolean usable = true;
        List<String> known = new ArrayList<>(IDS);
        columns.forEach(column -> known.add(column.title()));
        for (int i = 0; i < header.size(); i++) {
            String title = header.get(i);
            String place = CsvCells.place(file, row, title);
            if (!known.contains(title)) {
                faults.add(
                        place,
                        "unknown column \"%s\"".formatted(FileSafe.printable(title)),
                        NearestName.hint(title, known));
            } else if (header.indexOf(title) < i || IDS.get(1).equals(title) && header.contains(IDS.get(0))) {
                faults.add(place, "column stands twice, or both module_id and mac do", "keep one of them");
                usable = false;
            }
        }
        for (ValueColumn column : columns) {
            if (!header.contains(column.title())) {
                faults.add(
                        file + ":row 1",
                        "column \"%s\" is missing".formatted(column.title()),
                        "the product's template leaves its value to the modules");
                usable = false;
            }
        }
        if (IDS.stream().noneMatch(header::contains)) {
            faults.add(file + ":row 1", "no column \"module_id\" or \"mac\"", "row 1 names the columns");
            usable = false;
        }
        return usable;
    }

    private void row(CSVRecord row) {
        if (row.size() != header.size()) {
            faults.add(
                    file + ":row " + row.getRecordNumber(),
                    "has %d cells, and row 1 %d".formatted(row.size(), header.size()),
                    "put a value that contains commas in quotes");
            return;
        }
        String title = header.contains(IDS.get(0)) ? IDS.get(0) : IDS.get(1);
        String place = CsvCells.place(file, row, title);
        Optional<ModuleId> id = id(CsvCells.of(row).get(header.indexOf(title)), place);
        List<NvsValue> values = new ArrayList<>();
        columns.forEach(column -> value(row, column).ifPresent(values::add));
        id.ifPresent(module -> {
            Long before = rows.putIfAbsent(module, row.getRecordNumber());
            if (before != null) {
                faults.add(place, "module %s has a row already, row %d".formatted(module, before), "keep one of them");
            } else if (!ordered.isEmpty() && !ordered.contains(module)) {
                faults.add(
                        place,
                        "module %s is not one that the order lists".formatted(module),
                        "remove the row, or add the module to \"modules\"");
            } else if (values.size() == columns.size()) {
                modules.put(module, new ModuleValues(values));
            }
        });
    }

    private Optional<ModuleId> id(String text, String place) {
        try {
            return Optional.of(ModuleId.parse(text));
        } catch (IllegalArgumentException e) {
            faults.add(place, e.getMessage(), "usually the MAC, 12 hex digits");
            return Optional.empty();
        }
    }

    private Optional<NvsValue> value(CSVRecord row, ValueColumn column) {
        String place = CsvCells.place(file, row, column.title());
        String text = CsvCells.written(row, header.indexOf(column.title()));
        NvsValue first = repeated.get(column);
        if (text == null) {
            if (first == null) {
                faults.add(
                        place,
                        "has no value",
                        "fill the cell; two quotes, \"\", are an empty text, and " + ValueColumn.REPEAT
                                + " in the template repeats the first row's");
            }
            return Optional.ofNullable(first);
        }
        Optional<NvsValue> value = CsvCells.value(file, place, text, column.encoding(), column.file(), faults);
        value.ifPresent(given -> {
            try {
                MakerKeys.check(column, given);
            } catch (IllegalArgumentException e) {
                faults.add(place, e.getMessage(), "mend the cell");
            }
            if (column.repeat() && repeated.putIfAbsent(column, given) != null && !given.equals(first)) {
                faults.add(
                        place,
                        "is not the first row's value, which the template repeats",
                        "leave it empty, or take %s out of the template".formatted(ValueColumn.REPEAT));
            }
        });
        return value;
    }
}
