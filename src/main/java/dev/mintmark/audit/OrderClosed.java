package dev.mintmark.audit;

import dev.mintmark.order.OrderId;
import java.time.Instant;

/**
 * An order was closed: its key was given up for destruction.
 *
 * @param reason as the person said; empty if every delivery was acknowledged
 */
public record OrderClosed(OrderId order, String reason, Instant closedAt) implements LogEntry {
    public OrderClosed {
        closedAt = LogEntry.millis(closedAt);
    }

    @Override
    public EntryKind kind() {
        return EntryKind.ORDER_CLOSED;
    }

    @Override
    public void write(EntryWriter to) {
        to.text("reason", reason).time("closed_at", closedAt);
    }
}
