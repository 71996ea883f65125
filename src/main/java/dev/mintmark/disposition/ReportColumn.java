package dev.mintmark.disposition;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The columns of a report, and the members of its NDJSON (docs/formats/factory-report.md). */
public enum ReportColumn {
    MODULE_ID(true),
    EVENT(true),
    TIME(true),
    STATION(false),
    NOTE(false),
    DAC_SHA256(false);

    private final boolean required;

    ReportColumn(boolean required) {
        this.required = required;
    }

    /** As row 1 names it, unless the site has the factory's own name. */
    public String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean isRequired() {
        return required;
    }

    public static Optional<ReportColumn> of(String title) {
        return Stream.of(values())
                .filter(column -> column.title().equals(title))
                .findFirst();
    }
}
