package dev.mintmark.audit;

import dev.mintmark.format.Bytes;
import dev.mintmark.order.OrderId;
import java.time.Instant;

/**
 * A submission was taken in; what was decided about its requests stands in the entries before this one.
 *
 * @param run the order's how-manieth run took it
 */
public record SubmissionTaken(
        OrderId order,
        int number,
        String name,
        Bytes sha256,
        Instant takenAt,
        int accepted,
        int repeated,
        int rejected,
        int run)
        implements LogEntry {
    public SubmissionTaken {
        takenAt = LogEntry.millis(takenAt);
    }

    @Override
    public EntryKind kind() {
        return EntryKind.SUBMISSION;
    }

    @Override
    public void write(EntryWriter to) {
        to.number("number", number)
                .text("name", name)
                .hex("sha256", sha256)
                .time("taken_at", takenAt)
                .number("accepted", accepted)
                .number("repeated", repeated)
                .number("rejected", rejected)
                .number("run", run);
    }
}
