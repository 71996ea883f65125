package dev.mintmark.audit;

import dev.mintmark.format.Bytes;
import dev.mintmark.order.OrderId;
import java.time.Instant;

/**
 * A delivery was handed over by a log that was lost: whoever holds its checkpoint holds one that this log does not extend.
 *
 * @param size entries of the checkpoint that was lost
 * @param root of its tree, 32 bytes
 */
public record Recovered(OrderId order, int delivery, long size, Bytes root, Instant recoveredAt) implements LogEntry {
    public Recovered {
        recoveredAt = LogEntry.millis(recoveredAt);
    }

    @Override
    public EntryKind kind() {
        return EntryKind.RECOVERED;
    }

    @Override
    public void write(EntryWriter to) {
        to.number("delivery", delivery).number("size", size).hex("root", root).time("recovered_at", recoveredAt);
    }
}
