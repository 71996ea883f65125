package dev.mintmark.site;

import dev.mintmark.disposition.ModuleEvent;
import dev.mintmark.disposition.ReportColumn;
import dev.mintmark.disposition.ReportForm;
import dev.mintmark.input.Faults;
import dev.mintmark.input.Fields;
import dev.mintmark.input.FileSafe;
import dev.mintmark.input.Forms;
import dev.mintmark.input.Key;
import dev.mintmark.input.Value.Mapping;
import dev.mintmark.input.Value.Scalar;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** How a factory writes its reports, as the site file tells: its own names of columns, its own words, its time zone. */
final class ReportForms {
    private static final Map<String, ModuleEvent> WORDS = Forms.words(ModuleEvent.values());
    private static final List<Key> COLUMNS = Stream.of(ReportColumn.values())
            .map(column -> Key.optional(column.title(), "SN"))
            .toList();

    private final Fields factory;
    private final Faults faults;

    ReportForms(Fields factory, Faults faults) {
        this.factory = factory;
        this.faults = faults;
    }

    ReportForm read() {
        Map<ReportColumn, String> columns = new EnumMap<>(ReportColumn.class);
        factory.nested(SiteKeys.REPORT_COLUMNS).ifPresent(mapping -> {
            Fields names = new Fields(mapping, COLUMNS, faults);
            for (ReportColumn column : ReportColumn.values()) {
                names.one(COLUMNS.get(column.ordinal()), name -> name, "the column's name in row 1")
                        .ifPresent(name -> columns.put(column, name));
            }
        });
        Map<String, ModuleEvent> events = new TreeMap<>();
        factory.nested(SiteKeys.REPORT_EVENTS).ifPresent(mapping -> events(mapping, events));
        return new ReportForm(
                columns,
                events,
                factory.one(SiteKeys.REPORT_TIME_ZONE, ReportForms::zone, "a zone's name, or an offset as +08:00"));
    }

    private void events(Mapping mapping, Map<String, ModuleEvent> events) {
        Function<String, ModuleEvent> word = Forms.word(SiteKeys.REPORT_EVENTS, WORDS);
        mapping.entries().forEach((own, entry) -> {
            try {
                if (!FileSafe.isPrintable(own) || !(entry.value() instanceof Scalar scalar)) {
                    throw new IllegalArgumentException("%s: \"%s\" is not a word of the factory's with one of ours"
                            .formatted(SiteKeys.REPORT_EVENTS.text(), FileSafe.printable(own)));
                }
                events.put(own, word.apply(scalar.text()));
            } catch (IllegalArgumentException e) {
                faults.add(entry.where(), e.getMessage(), "write it as PASS: flashed");
            }
        });
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "%s \"%s\" is no time zone".formatted(SiteKeys.REPORT_TIME_ZONE.text(), FileSafe.printable(text)),
                    e);
        }
    }
}
