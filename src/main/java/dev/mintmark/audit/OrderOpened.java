package dev.mintmark.audit;

import dev.mintmark.format.Bytes;
import dev.mintmark.order.OrderId;
import dev.mintmark.order.Terms;
import java.time.Instant;

/**
 * An order was started.
 *
 * @param keyCheck 32 bytes by which the order's key is known again
 */
public record OrderOpened(
        OrderId order, String reference, int quantity, int spares, Terms terms, Bytes keyCheck, Instant openedAt)
        implements LogEntry {
    public OrderOpened {
        openedAt = LogEntry.millis(openedAt);
    }

    @Override
    public EntryKind kind() {
        return EntryKind.ORDER_OPENED;
    }

    @Override
    public void write(EntryWriter to) {
        to.text("reference", reference)
                .number("quantity", quantity)
                .number("spares", spares)
                .object("terms", terms.values().entrySet())
                .hex("key_check", keyCheck)
                .time("opened_at", openedAt);
    }
}
