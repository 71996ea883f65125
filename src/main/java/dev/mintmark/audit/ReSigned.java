package dev.mintmark.audit;

import dev.mintmark.order.OrderId;
import java.time.Instant;

/**
 * Modules are signed for once more, because an earlier run was killed before it stored what it had signed. The bytes signed are
 * the same; only what is stored counts, once.
 *
 * @param attempt from 2
 */
public record ReSigned(OrderId order, int firstSeq, int lastSeq, int attempt, Instant begunAt) implements LogEntry {
    public ReSigned {
        begunAt = LogEntry.millis(begunAt);
    }

    @Override
    public EntryKind kind() {
        return EntryKind.RE_SIGNED;
    }

    @Override
    public void write(EntryWriter to) {
        to.number("first_seq", firstSeq)
                .number("last_seq", lastSeq)
                .number("attempt", attempt)
                .time("begun_at", begunAt);
    }
}
