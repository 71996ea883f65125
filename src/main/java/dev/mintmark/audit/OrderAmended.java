package dev.mintmark.audit;

import dev.mintmark.order.OrderId;

/** The planner changed what may be changed. */
public record OrderAmended(OrderId order, int quantity, int spares) implements LogEntry {
    @Override
    public EntryKind kind() {
        return EntryKind.ORDER_AMENDED;
    }

    @Override
    public void write(EntryWriter to) {
        to.number("quantity", quantity).number("spares", spares);
    }
}
