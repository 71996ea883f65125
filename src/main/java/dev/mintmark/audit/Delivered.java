package dev.mintmark.audit;

import dev.mintmark.format.Bytes;
import dev.mintmark.order.OrderId;
import java.time.Instant;

/**
 * A delivery was handed over.
 *
 * @param sumsSha256 of its SHA256SUMS, 32 bytes
 * @param signer certificate of who signed it, DER
 */
public record Delivered(OrderId order, int number, Bytes sumsSha256, Bytes signer, Instant deliveredAt)
        implements LogEntry {
    public Delivered {
        deliveredAt = LogEntry.millis(deliveredAt);
    }

    @Override
    public EntryKind kind() {
        return EntryKind.DELIVERED;
    }

    @Override
    public void write(EntryWriter to) {
        to.number("number", number)
                .hex("sums_sha256", sumsSha256)
                .base64("signer", signer)
                .time("delivered_at", deliveredAt);
    }
}
