package dev.mintmark.reconcile;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where the DACs of one delivery are.
 *
 * @param deliveredAt when it was handed over; empty while it is made
 * @param acknowledgedAt when the factory says that it signed for it
 */
public record DeliverySheet(
        int number, Optional<Instant> deliveredAt, Optional<Instant> acknowledgedAt, List<LotSheet> lots) {
    public DeliverySheet {
        lots = List.copyOf(lots);
    }

    public Dispositions dispositions() {
        return lots.stream().map(LotSheet::dispositions).reduce(Dispositions.NONE, Dispositions::plus);
    }
}
