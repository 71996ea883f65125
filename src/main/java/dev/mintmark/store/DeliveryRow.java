package dev.mintmark.store;

import dev.mintmark.format.Bytes;
import java.time.Instant;
import java.util.Optional;

/**
 * A delivery, planned or handed over.
 *
 * @param number in the order, from 1
 * @param modules that it is the first to have
 * @param again modules that an earlier one had
 * @param signer certificate of who signed it, DER, from the moment it is signed
 * @param sumsSha256 SHA-256 of its SHA256SUMS, once handed over
 */
public record DeliveryRow(
        int number,
        int modules,
        int again,
        int lots,
        Instant plannedAt,
        Optional<Bytes> signer,
        Optional<Bytes> sumsSha256,
        Optional<Instant> deliveredAt) {
    /** Modules in its lots. */
    public int all() {
        return modules + again;
    }

    public boolean isDelivered() {
        return deliveredAt.isPresent();
    }
}
