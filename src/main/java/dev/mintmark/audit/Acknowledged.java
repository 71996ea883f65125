package dev.mintmark.audit;

import dev.mintmark.format.Bytes;
import dev.mintmark.order.OrderId;
import java.time.Instant;

/**
 * A factory signed for a delivery.
 *
 * @param sha256 of the receipt as it came, 32 bytes
 * @param signer SHA-256 of the certificate of who signed it, 32 bytes
 * @param signedAt when the signer says it signed
 */
public record Acknowledged(OrderId order, int delivery, Bytes sha256, Bytes signer, Instant signedAt, Instant takenAt)
        implements LogEntry {
    public Acknowledged {
        signedAt = LogEntry.millis(signedAt);
        takenAt = LogEntry.millis(takenAt);
    }

    @Override
    public EntryKind kind() {
        return EntryKind.ACKNOWLEDGED;
    }

    @Override
    public void write(EntryWriter to) {
        to.number("delivery", delivery)
                .hex("sha256", sha256)
                .hex("signer_sha256", signer)
                .time("signed_at", signedAt)
                .time("taken_at", takenAt);
    }
}
