package dev.mintmark.store;

import dev.mintmark.format.Bytes;
import dev.mintmark.order.OrderId;
import java.time.Instant;
import java.util.Optional;

/**
 * An order as the ledger knows it.
 *
 * @param accepted modules that have a place, without those that supersede another
 * @param superseding modules that have a place in another's stead; they count against the spares
 * @param terms what may not change any more, in {@link dev.mintmark.order.Terms}' text form
 * @param keyCheck 32 bytes by which the order's key is known again
 * @param completedRuns runs that came to their end
 * @param closedAt when its key was given up for destruction
 * @param closeReason why, as the person said; empty if every delivery was acknowledged
 */
public record OrderRow(
        OrderId id,
        String reference,
        int quantity,
        int spares,
        int accepted,
        int superseding,
        String terms,
        Bytes keyCheck,
        int completedRuns,
        Instant openedAt,
        Optional<Instant> closedAt,
        String closeReason) {
    /** The place that the next accepted module gets. */
    public int nextSeq() {
        return accepted + superseding + 1;
    }
}
