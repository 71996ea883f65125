package dev.mintmark.audit;

import dev.mintmark.order.OrderId;
import java.time.Instant;

/**
 * A delivery was planned: the places from first to last, cut into lots of {@code lotSize}, the last one shorter.
 */
public record DeliveryPlanned(OrderId order, int number, int firstSeq, int lastSeq, int lotSize, Instant plannedAt)
        implements LogEntry {
    public DeliveryPlanned {
        plannedAt = LogEntry.millis(plannedAt);
    }

    @Override
    public EntryKind kind() {
        return EntryKind.DELIVERY_PLANNED;
    }

    @Override
    public void write(EntryWriter to) {
        to.number("number", number)
                .number("first_seq", firstSeq)
                .number("last_seq", lastSeq)
                .number("lot_size", lotSize)
                .time("planned_at", plannedAt);
    }
}
