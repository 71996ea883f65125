package dev.mintmark.check;

import dev.mintmark.input.FileSafe;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** A CSV file read in the one form that mintmark writes: the same cells written again are the same bytes. */
final class StrictTable {
    /** Line ends of RFC 4180. */
    static final String CRLF = "\r\n";

    private static final Pattern PASSCODE =
            Pattern.compile(".*(?:passcode|pin.?code|setup.?pin|setup.?code).*|pin", Pattern.CASE_INSENSITIVE);

    private StrictTable() {}

    /**
     * @param titles the first row
     * @param lineEnd after every row
     * @return the rows below, each with as many cells as there are titles
     * @throws IllegalArgumentException saying what is otherwise; quotes titles, never a cell
     */
    static List<List<String>> read(byte[] content, List<String> titles, String lineEnd) {
        CSVFormat format =
                CSVFormat.RFC4180.builder().setRecordSeparator(lineEnd).get();
        List<List<String>> rows = parse(content, format);
        if (rows.isEmpty() || !rows.get(0).equals(titles)) {
            throw new IllegalArgumentException("its first row is not %s".formatted(String.join(",", titles)));
        }
        StringBuilder again = new StringBuilder();
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).size() != titles.size()) {
                throw new IllegalArgumentException("row %d has %d cells, not %d"
                        .formatted(i + 1, rows.get(i).size(), titles.size()));
            }
            again.append(format.format(rows.get(i).toArray())).append(lineEnd);
        }
        if (!Arrays.equals(again.toString().getBytes(StandardCharsets.UTF_8), content)) {
            throw new IllegalArgumentException("its line ends, quotes or encoding are not mintmark's");
        }
        return rows.subList(1, rows.size());
    }

    /** The title in the first row, if any, that promises passcodes; none in what is no CSV. */
    static List<String> passcodeTitles(byte[] content) {
        try {
            return parse(content, CSVFormat.RFC4180).stream()
                    .limit(1)
                    .flatMap(List::stream)
                    .filter(title -> PASSCODE.matcher(title.strip()).matches())
                    .map(FileSafe::printable)
                    .toList();
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    private static List<List<String>> parse(byte[] content, CSVFormat format) {
        List<List<String>> rows = new ArrayList<>();
        try (CSVParser parser = format.parse(new StringReader(new String(content, StandardCharsets.UTF_8)))) {
            for (CSVRecord row : parser) {
                rows.add(row.toList());
            }
            return rows;
        } catch (IOException | UncheckedIOException e) {
            throw new IllegalArgumentException("it is not CSV", e);
        }
    }
}
