package dev.mintmark.reported;

import dev.mintmark.disposition.Step;
import java.time.Instant;
import java.util.Optional;

/** A row of a report. */
public sealed interface ReportRow {
    /** Of the file, from 1, as editors and spreadsheets count. */
    int line();

    /** A row that says something. Whether that can be is judged elsewhere. */
    record Good(int line, String moduleId, Step step) implements ReportRow {}

    /**
     * @param moduleId as it came, made visible; may be empty
     * @param event likewise
     * @param at empty if the row has no time that can be read
     * @param reason for a person
     */
    record Refused(int line, String moduleId, String event, Optional<Instant> at, RowFault fault, String reason)
            implements ReportRow {
        /** Of a row that could be read. */
        public static Refused of(Good row, RowFault fault, String reason) {
            return new Refused(
                    row.line(),
                    row.moduleId(),
                    row.step().event().word(),
                    Optional.of(row.step().at()),
                    fault,
                    reason);
        }
    }
}
