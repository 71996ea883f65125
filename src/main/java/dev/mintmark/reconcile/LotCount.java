package dev.mintmark.reconcile;

import java.time.Instant;
import java.util.Optional;

/**
 * A lot's rows as counted in the ledger.
 *
 * @param dacs DACs within its places
 * @param deliveredAt when its delivery was handed over
 * @param acknowledgedAt when the factory signed for its delivery
 */
public record LotCount(
        int delivery,
        int number,
        int firstSeq,
        int lastSeq,
        int dacs,
        Optional<Instant> deliveredAt,
        Optional<Instant> acknowledgedAt) {}
