package dev.mintmark.audit;

import dev.mintmark.format.Bytes;
import dev.mintmark.order.OrderId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What the log says, one thing an entry. All entries together are enough to make the ledger's rows again; none holds a secret.
 * Times are cut to milliseconds, those of a DAC to seconds, as in manifests.
 */
public sealed interface LogEntry
        permits OrderOpened,
                OrderAmended,
                SubmissionTaken,
                SubmissionSigned,
                AskedAgain,
                Accepted,
                Superseded,
                Rejected,
                DeliveryPlanned,
                DacIssued,
                ReSigned,
                LotsSealed,
                Delivered,
                Acknowledged,
                Reported,
                OrderClosed,
                RecoveredModules,
                Recovered {
    /** A content's greatest length: an entry bundle has 16 bits for it (C2SP tlog-tiles). */
    int LONGEST = 65_535;

    /** Modules, rejects or lots that one entry lists at most. */
    int MOST_LISTED = 100;

    OrderId order();

    EntryKind kind();

    /** Writes what follows kind and order. */
    void write(EntryWriter to);

    /** The bytes that are hashed: one JSON object in one line, ASCII, without a line end. */
    default Bytes content() {
        EntryWriter writer = EntryWriter.of(kind()).text("order", order().value());
        write(writer);
        return writer.finish();
    }

    /** {@link #content()} as text. */
    default String line() {
        return new String(content().toByteArray(), StandardCharsets.US_ASCII);
    }

    /**
     * Reads a content back. What was read writes the same bytes again.
     *
     * @throws IllegalArgumentException if it is no entry in that form
     */
    static LogEntry read(Bytes content) {
        EntryFields fields = EntryFields.parse(content);
        LogEntry entry;
        try {
            entry = EntryKind.of(fields.text("kind")).read(fields);
        } catch (ArithmeticException | java.time.DateTimeException e) {
            throw new IllegalArgumentException("a field is not in its form", e);
        }
        if (!entry.content().equals(content)) {
            throw new IllegalArgumentException("it is not in the one form that entries have");
        }
        return entry;
    }

    /** Cuts a list into entries that are not too long. */
    static <T> List<LogEntry> split(List<T> values, Function<List<T>, LogEntry> entry) {
        List<LogEntry> entries = new ArrayList<>();
        for (int from = 0; from < values.size(); from += MOST_LISTED) {
            halve(values.subList(from, Math.min(from + MOST_LISTED, values.size())), entry, entries);
        }
        return entries;
    }

    private static <T> void halve(List<T> values, Function<List<T>, LogEntry> entry, List<LogEntry> to) {
        LogEntry whole = entry.apply(values);
        if (values.size() > 1 && whole.content().size() > LONGEST) {
            halve(values.subList(0, values.size() / 2), entry, to);
            halve(values.subList(values.size() / 2, values.size()), entry, to);
        } else {
            to.add(whole);
        }
    }

    /** As the ledger keeps times. */
    static Instant millis(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS);
    }
}
