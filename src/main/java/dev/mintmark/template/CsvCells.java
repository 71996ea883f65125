package dev.mintmark.template;

import dev.mintmark.format.nvs.NvsValue;
import dev.mintmark.input.Faults;
import dev.mintmark.input.FileSafe;
import dev.mintmark.input.InputText;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.QuoteMode;

/** Cells of a CSV in which nothing and an empty text are two things: {@code a,,b} has nothing, {@code a,"",b} an empty text. */
final class CsvCells {
    private static final int LARGEST = 64 << 20;
    private static final int LARGEST_FILE = 1 << 20;

    /** With this mode the parser gives null where nothing stands. */
    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setQuoteMode(QuoteMode.ALL_NON_NULL)
            .setIgnoreEmptyLines(false)
            .get();

    private CsvCells() {}

    /** The rows, or none if the file cannot be read, which is then among {@code faults}. */
    static List<CSVRecord> read(Path file, Faults faults) {
        Optional<String> text = InputText.read(file, LARGEST, faults);
        if (text.isEmpty()) {
            return List.of();
        }
        try (CSVParser parser = FORMAT.parse(new StringReader(text.get()))) {
            return parser.getRecords();
        } catch (IOException | UncheckedIOException e) {
            faults.add(file.toString(), "not CSV", "is a quote left open?");
            return List.of();
        }
    }

    /** All cells without the blanks around them; where nothing stands, an empty text. */
    static List<String> of(CSVRecord row) {
        return row.stream().map(cell -> cell == null ? "" : cell.strip()).toList();
    }

    /** A value's cell as it stands; null if nothing stands there. */
    static String written(CSVRecord row, int column) {
        String cell = column < row.size() ? row.get(column) : null;
        // blanks and nothing else are nothing too: people do not see them
        return cell != null && cell.isBlank() && !cell.isEmpty() ? null : cell;
    }

    static String place(Path file, CSVRecord row, String column) {
        return "%s:row %d, column %s".formatted(file, row.getRecordNumber(), FileSafe.printable(column));
    }

    /**
     * What a cell says.
     *
     * @param namedIn the file whose folder files are relative to
     * @return empty if it says nothing of this encoding, which is then among {@code faults}: without the value
     */
    static Optional<NvsValue> value(
            Path namedIn, String place, String text, NvsEncoding encoding, boolean isFile, Faults faults) {
        try {
            return Optional.of(
                    isFile ? encoding.ofFile(content(namedIn, text)) : encoding.ofText(numberless(encoding, text)));
        } catch (IllegalArgumentException e) {
            faults.add(place, e.getMessage(), "mend the cell");
        } catch (IOException e) {
            faults.add(
                    place,
                    "the file \"%s\" cannot be read, or is larger than 1 MiB".formatted(FileSafe.printable(text)),
                    "paths are relative to the folder of this table");
        }
        return Optional.empty();
    }

    private static String numberless(NvsEncoding encoding, String text) {
        return encoding == NvsEncoding.STRING ? text : text.strip();
    }

    private static byte[] content(Path namedIn, String text) throws IOException {
        if (text.indexOf('\0') >= 0) {
            throw new IOException("no path");
        }
        Path path = namedIn.resolveSibling(text.strip());
        if (!Files.isRegularFile(path) || Files.size(path) > LARGEST_FILE) {
            throw new IOException("no such file");
        }
        return Files.readAllBytes(path);
    }
}
