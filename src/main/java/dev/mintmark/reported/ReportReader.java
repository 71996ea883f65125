package dev.mintmark.reported;

import dev.mintmark.disposition.ModuleEvent;
import dev.mintmark.disposition.ReportColumn;
import dev.mintmark.disposition.ReportForm;
import dev.mintmark.disposition.Step;
import dev.mintmark.input.FileSafe;
import dev.mintmark.input.StrictJson;
import dev.mintmark.order.ModuleId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Reads a factory's report, CSV (RFC 4180) or NDJSON, row by row: it need not fit into memory. */
public final class ReportReader {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private static final int LONGEST_NAMED = 80;

    private final ReportForm form;
    private final Consumer<ReportRow> rows;

    private ReportReader(ReportForm form, Consumer<ReportRow> rows) {
        this.form = form;
        this.rows = rows;
    }

    /** How a report is written. */
    public enum Kind {
        CSV,
        NDJSON;

        /** By its beginning; which must be some bytes long if the file is. */
        public static Kind of(byte[] beginning) {
            String text = new String(beginning, StandardCharsets.UTF_8);
            return text.replace(String.valueOf(BYTE_ORDER_MARK), "").strip().startsWith("{") ? NDJSON : CSV;
        }

        /** What a file of this kind ends in. */
        public String ending() {
            return "." + name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * @throws MalformedReportException if it is no report; rows may have been passed before
     */
    public static void read(InputStream in, Kind kind, ReportForm form, Consumer<ReportRow> rows) throws IOException {
        RowReader text = new RowReader(new InputStreamReader(
                in,
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)));
        ReportReader reader = new ReportReader(form, rows);
        if (kind == Kind.CSV) {
            reader.csv(text);
        } else {
            reader.ndjson(text);
        }
    }

    private void csv(RowReader text) throws IOException {
        try (CSVParser parser = CSVParser.parse(
                text, CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).get())) {
            Iterator<CSVRecord> records = parser.iterator();
            text.allowRow();
            if (!records.hasNext()) {
                throw new MalformedReportException("empty");
            }
            CSVRecord header = records.next();
            Map<ReportColumn, Integer> columns = header(header.toList());
            for (text.allowRow(); records.hasNext(); text.allowRow()) {
                CSVRecord record = records.next();
                int line = Math.toIntExact(parser.getCurrentLineNumber());
                if (record.size() == header.size()) {
                    Map<ReportColumn, String> cells = new EnumMap<>(ReportColumn.class);
                    columns.forEach(
                            (column, at) -> cells.put(column, record.get(at).strip()));
                    row(line, cells);
                } else {
                    refuse(
                            line,
                            Map.of(),
                            Optional.empty(),
                            RowFault.BAD_ROW,
                            "%d cells, row 1 has %d".formatted(record.size(), header.size()));
                }
            }
        } catch (UncheckedIOException e) {
            throw malformed(e.getCause());
        } catch (IOException e) {
            throw malformed(e);
        }
    }

    private static MalformedReportException malformed(IOException e) {
        return e instanceof MalformedReportException known
                ? known
                : new MalformedReportException("not CSV: " + FileSafe.printable(String.valueOf(e.getMessage())));
    }

    private Map<ReportColumn, Integer> header(List<String> cells) throws MalformedReportException {
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < cells.size(); i++) {
            String name = ReportForm.folded(cells.get(i).replace(String.valueOf(BYTE_ORDER_MARK), ""));
            if (places.putIfAbsent(name, i) != null && !name.isEmpty()) {
                throw new MalformedReportException(
                        "row 1 names column \"%s\" twice".formatted(FileSafe.printable(name)));
            }
        }
        Map<ReportColumn, Integer> columns = new EnumMap<>(ReportColumn.class);
        for (ReportColumn column : ReportColumn.values()) {
            Integer place = places.get(form.name(column));
            if (place != null) {
                columns.put(column, place);
            } else if (column.isRequired()) {
                throw new MalformedReportException("row 1 has no column \"%s\"".formatted(form.name(column)));
            }
        }
        return columns;
    }

    private void ndjson(RowReader text) throws IOException {
        try (BufferedReader lines = new BufferedReader(text)) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                text.allowRow();
                number++;
                String object = number == 1 ? line.replace(String.valueOf(BYTE_ORDER_MARK), "") : line;
                if (!object.isBlank()) {
                    object(number, object);
                }
            }
        }
    }

    private void object(int line, String text) {
        Map<String, String> members = new HashMap<>();
        try {
            StrictJson.object(text.getBytes(StandardCharsets.UTF_8)).forEach((name, value) -> {
                if (value instanceof String || value instanceof Long) {
                    members.put(ReportForm.folded(name), String.valueOf(value).strip());
                }
            });
        } catch (IllegalArgumentException e) {
            refuse(line, Map.of(), Optional.empty(), RowFault.BAD_ROW, FileSafe.printable(e.getMessage()));
            return;
        }
        Map<ReportColumn, String> cells = new EnumMap<>(ReportColumn.class);
        for (ReportColumn column : ReportColumn.values()) {
            Optional.ofNullable(members.get(form.name(column))).ifPresent(value -> cells.put(column, value));
        }
        row(line, cells);
    }

    private void row(int line, Map<ReportColumn, String> cells) {
        Optional<Instant> at = form.time(cell(cells, ReportColumn.TIME));
        Optional<ModuleEvent> event = form.event(cell(cells, ReportColumn.EVENT));
        String station = cell(cells, ReportColumn.STATION);
        String note = cell(cells, ReportColumn.NOTE);
        String dac = cell(cells, ReportColumn.DAC_SHA256).replaceAll("[: ]", "").toLowerCase(Locale.ROOT);
        ModuleId module;
        try {
            module = ModuleId.parse(cell(cells, ReportColumn.MODULE_ID));
        } catch (IllegalArgumentException e) {
            refuse(line, cells, at, RowFault.BAD_MODULE_ID, e.getMessage());
            return;
        }
        if (event.isEmpty()) {
            refuse(line, cells, at, RowFault.BAD_EVENT, "\"%s\"".formatted(visible(cells, ReportColumn.EVENT)));
        } else if (at.isEmpty()) {
            refuse(line, cells, at, RowFault.BAD_TIME, "\"%s\"".formatted(visible(cells, ReportColumn.TIME)));
        } else if (!isText(station, Step.LONGEST_STATION) || !isText(note, Step.LONGEST_NOTE)) {
            refuse(
                    line,
                    cells,
                    at,
                    RowFault.BAD_TEXT,
                    "at most %d characters a station and %d a note, all of which print"
                            .formatted(Step.LONGEST_STATION, Step.LONGEST_NOTE));
        } else if (!dac.isEmpty() && !Step.isSha256(dac)) {
            refuse(line, cells, at, RowFault.BAD_DAC, "\"%s\"".formatted(visible(cells, ReportColumn.DAC_SHA256)));
        } else {
            rows.accept(new ReportRow.Good(line, module.value(), new Step(event.get(), at.get(), station, note, dac)));
        }
    }

    private static boolean isText(String text, int longest) {
        return text.length() <= longest && FileSafe.isPrintable(text);
    }

    private static String cell(Map<ReportColumn, String> cells, ReportColumn column) {
        return cells.getOrDefault(column, "");
    }

    private static String visible(Map<ReportColumn, String> cells, ReportColumn column) {
        String text = FileSafe.printable(cell(cells, column));
        return text.length() <= LONGEST_NAMED ? text : text.substring(0, LONGEST_NAMED) + "…";
    }

    private void refuse(
            int line, Map<ReportColumn, String> cells, Optional<Instant> at, RowFault fault, String reason) {
        rows.accept(new ReportRow.Refused(
                line, visible(cells, ReportColumn.MODULE_ID), visible(cells, ReportColumn.EVENT), at, fault, reason));
    }
}
