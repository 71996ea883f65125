package dev.mintmark.order;

import dev.mintmark.input.Faults;
import dev.mintmark.input.InputText;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads the file that an order's {@code modules} names: a text of one id a line, with {@code #} comments, or a CSV with a column
 * {@code module_id} or {@code mac}, whatever other columns it has.
 */
final class ModuleList {
    private static final int LARGEST = 64 << 20;
    private static final int MOST_FAULTS = 20;

    private final Path file;
    private final Faults faults;
    private final Set<ModuleId> modules = new LinkedHashSet<>();
    private int wrong;

    private ModuleList(Path file, Faults faults) {
        this.file = file;
        this.faults = faults;
    }

    /**
     * @return empty if anything is wrong with it; the first 20 things are then among {@code faults}
     */
    static Optional<Set<ModuleId>> read(Path file, Faults faults) {
        return InputText.read(file, LARGEST, faults).flatMap(text -> {
            ModuleList list = new ModuleList(file, faults);
            if (file.toString().toLowerCase(Locale.ROOT).endsWith(".csv")) {
                list.csv(text);
            } else {
                list.lines(text);
            }
            if (list.wrong == 0 && list.modules.isEmpty()) {
                list.fault(file.toString(), "names no module", "leave \"modules\" out if any module will do");
            }
            return list.wrong == 0 ? Optional.of(list.modules) : Optional.empty();
        });
    }

    /** Whether a CSV's columns are those of modules rather than of orders. */
    static boolean isOne(Set<String> columns) {
        return columns.contains("module_id") || columns.contains("mac");
    }

    private void lines(String text) {
        int line = 0;
        for (String written : (Iterable<String>) text.lines()::iterator) {
            line++;
            String id = written.strip();
            if (!id.isEmpty() && !id.startsWith("#")) {
                module(file + ":" + line, id);
            }
        }
    }

    private void csv(String text) {
        int column = -1;
        try (CSVParser parser = CSVFormat.RFC4180.parse(new StringReader(text))) {
            for (CSVRecord row : parser) {
                String where = file + ":row " + row.getRecordNumber();
                if (row.getRecordNumber() == 1) {
                    column = column(row);
                    if (column < 0) {
                        fault(where, "no column \"module_id\" or \"mac\"", "row 1 names the columns");
                        return;
                    }
                } else if (row.size() > column && !row.get(column).isBlank()) {
                    module(where, row.get(column).strip());
                } else if (row.stream().anyMatch(cell -> !cell.isBlank())) {
                    fault(where, "has no module id", "remove the row, or fill the cell");
                }
            }
        } catch (IOException | UncheckedIOException e) {
            fault(file.toString(), "not CSV", "is a quote left open?");
        }
    }

    private static int column(CSVRecord header) {
        var names = header.stream()
                .map(cell -> cell.strip().toLowerCase(Locale.ROOT))
                .toList();
        return names.contains("module_id") ? names.indexOf("module_id") : names.indexOf("mac");
    }

    private void module(String where, String written) {
        try {
            ModuleId id = ModuleId.parse(written);
            if (!modules.add(id)) {
                fault(where, "module id \"%s\" stands twice".formatted(id), "keep one of them");
            }
        } catch (IllegalArgumentException e) {
            fault(where, e.getMessage(), "usually the MAC, 12 hex digits");
        }
    }

    private void fault(String where, String what, String hint) {
        wrong++;
        if (wrong <= MOST_FAULTS) {
            faults.add(where, what, hint);
        } else if (wrong == MOST_FAULTS + 1) {
            faults.add(file.toString(), "more of it is wrong", "mend these first");
        }
    }
}
