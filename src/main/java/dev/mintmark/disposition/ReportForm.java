package dev.mintmark.disposition;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How a factory writes its reports.
 *
 * @param columns its own names of columns, where they are not ours; in lower case
 * @param events its own words for events, in lower case; ours are understood too
 * @param zone of times that bear none; without it these are refused
 */
public record ReportForm(Map<ReportColumn, String> columns, Map<String, ModuleEvent> events, Optional<ZoneId> zone) {
    /** As docs/formats/factory-report.md has it. */
    public static final ReportForm PUBLISHED = new ReportForm(Map.of(), Map.of(), Optional.empty());

    public ReportForm {
        Map<ReportColumn, String> named = new EnumMap<>(ReportColumn.class);
        columns.forEach((column, name) -> named.put(column, folded(name)));
        columns = Collections.unmodifiableMap(named);
        Map<String, ModuleEvent> worded = new TreeMap<>();
        events.forEach((word, event) -> worded.put(folded(word), event));
        events = Collections.unmodifiableMap(worded);
    }

    public static String folded(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }

    /** What the column is called, in lower case. */
    public String name(ReportColumn column) {
        return columns.getOrDefault(column, column.title());
    }

    /** What an event is called: the factory's word, or ours. */
    public Optional<ModuleEvent> event(String word) {
        ModuleEvent own = events.get(folded(word));
        return own == null ? ModuleEvent.of(word.strip()) : Optional.of(own);
    }

    /** ISO 8601; a blank for the T and slashes in the date are understood. */
    public Optional<Instant> time(String text) {
        String iso = text.strip().replace('/', '-').replaceFirst(" +", "T");
        try {
            return Optional.of(OffsetDateTime.parse(iso).toInstant());
        } catch (DateTimeException e) {
            return zone.flatMap(here -> local(iso, here));
        }
    }

    private static Optional<Instant> local(String iso, ZoneId zone) {
        try {
            LocalDateTime time = iso.indexOf('T') < 0 ? LocalDate.parse(iso).atStartOfDay() : LocalDateTime.parse(iso);
            return Optional.of(time.atZone(zone).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** All of it, to be kept beside what was read by it: "name TAB value" a line. */
    public String text() {
        StringBuilder text = new StringBuilder();
        columns.forEach((column, name) -> line(text, "column " + column.title(), name));
        events.forEach((word, event) -> line(text, "event " + event.word(), word));
        zone.ifPresent(here -> line(text, "zone", here.getId()));
        return text.toString();
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(name).append('\t').append(value).append('\n');
    }

    /**
     * What {@link #text} gave.
     *
     * @throws IllegalArgumentException if it is not in that form
     */
    public static ReportForm parse(String text) {
        Map<ReportColumn, String> columns = new EnumMap<>(ReportColumn.class);
        Map<String, ModuleEvent> events = new TreeMap<>();
        Optional<ZoneId> zone = Optional.empty();
        for (String line : text.lines().toList()) {
            String[] parts = line.split("\t", 2);
            String[] name = parts[0].split(" ", 2);
            if (parts.length != 2) {
                throw new IllegalArgumentException("a line has no value");
            }
            switch (name[0]) {
                case "column" ->
                    columns.put(ReportColumn.of(name[1]).orElseThrow(IllegalArgumentException::new), parts[1]);
                case "event" ->
                    events.put(parts[1], ModuleEvent.of(name[1]).orElseThrow(IllegalArgumentException::new));
                default -> zone = Optional.of(ZoneId.of(parts[1]));
            }
        }
        return new ReportForm(columns, events, zone);
    }
}
