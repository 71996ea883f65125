package dev.mintmark.input;

import dev.mintmark.input.Value.Entry;
import dev.mintmark.input.Value.Mapping;
import dev.mintmark.input.Value.Scalar;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads a CSV file (RFC 4180, header in row 1) into one {@link Mapping} a row. Rows are counted as spreadsheets do, the header
 * being row 1; an empty cell is an absent key.
 */
public final class CsvFile {
    private static final int LARGEST = 16 << 20;

    private static final String UNKNOWN = "";

    private final Path file;
    private final Faults faults;
    private final List<String> header = new ArrayList<>();

    private CsvFile(Path file, Faults faults) {
        this.file = file;
        this.faults = faults;
    }

    /**
     * @return one mapping a row, rows without any value left out; none if the file or its header is faulty
     */
    public static List<Mapping> read(Path file, List<Key> columns, Faults faults) {
        return InputText.read(file, LARGEST, faults)
                .map(text -> new CsvFile(file, faults).rows(text, columns))
                .orElse(List.of());
    }

    /** The names in row 1 in lower case; empty if the file cannot be read or begins with no row. */
    public static Set<String> columns(Path file) {
        Optional<String> text = InputText.read(file, LARGEST, new Faults());
        try (CSVParser parser = CSVFormat.RFC4180.parse(new StringReader(text.orElse("")))) {
            return parser.stream()
                    .limit(1)
                    .flatMap(CSVRecord::stream)
                    .map(CsvFile::name)
                    .collect(Collectors.toSet());
        } catch (IOException | UncheckedIOException e) {
            return Set.of();
        }
    }

    private static String name(String cell) {
        return cell.strip().toLowerCase(Locale.ROOT);
    }

    private List<Mapping> rows(String text, List<Key> columns) {
        List<Mapping> rows = new ArrayList<>();
        try (CSVParser parser = CSVFormat.RFC4180.parse(new StringReader(text))) {
            for (CSVRecord record : parser) {
                if (record.getRecordNumber() == 1) {
                    if (!header(record, columns)) {
                        return List.of();
                    }
                } else {
                    row(record).ifPresent(rows::add);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            String reason = e instanceof UncheckedIOException u ? u.getCause().getMessage() : e.getMessage();
            faults.add(file.toString(), "not CSV: " + FileSafe.printable(reason), "is a quote left open?");
            return List.of();
        }
        if (header.isEmpty()) {
            faults.add(file.toString(), "has no header", "row 1 names the columns");
        }
        return rows;
    }

    /** Whether rows can be told apart by it; unknown columns are faults but do not hide those of the others. */
    private boolean header(CSVRecord record, List<Key> columns) {
        String where = file + ":row 1";
        List<String> known = columns.stream().map(Key::text).toList();
        if (record.size() == 1 && record.get(0).contains(";")) {
            faults.add(where, "columns are separated by semicolons", "save it with commas");
            return false;
        }
        boolean usable = true;
        for (String cell : record) {
            String name = name(cell);
            String place = where + ", column " + FileSafe.printable(name);
            if (!known.contains(name)) {
                faults.add(
                        place,
                        "unknown column \"%s\"".formatted(FileSafe.printable(cell)),
                        NearestName.hint(cell, known));
                name = UNKNOWN;
            } else if (header.contains(name)) {
                faults.add(place, "column stands twice", "keep one of them");
                usable = false;
            }
            header.add(name);
        }
        for (Key column : columns) {
            if (column.required() && !header.contains(column.text())) {
                faults.add(where, "column \"%s\" is missing".formatted(column.text()), "row 1 names the columns");
                usable = false;
            }
        }
        return usable;
    }

    private Optional<Mapping> row(CSVRecord record) {
        String where = file + ":row " + record.getRecordNumber();
        Map<String, Entry> cells = new LinkedHashMap<>();
        for (int i = 0; i < record.size(); i++) {
            String text = record.get(i).strip();
            if (text.isEmpty() || i < header.size() && header.get(i).equals(UNKNOWN)) {
                continue;
            }
            if (i >= header.size()) {
                faults.add(where, "has more cells than the header", "put a value that contains commas in quotes");
                break;
            }
            String place = where + ", column " + header.get(i);
            cells.put(header.get(i), new Entry(place, new Scalar(place, text)));
        }
        return cells.isEmpty() ? Optional.empty() : Optional.of(new Mapping(file, where, cells));
    }
}
