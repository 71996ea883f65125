package dev.mintmark.reconcile;

import dev.mintmark.disposition.Disposition;
import dev.mintmark.order.OrderId;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * An order's DACs, every one accounted for.
 *
 * @param asOf when it was drawn up
 * @param quantity modules ordered
 * @param sparesUsed modules that took another's place
 * @param free places of the quantity that no module has
 * @param waiting modules that have a place and no DAC yet
 * @param issued DACs, counted in their own table
 * @param unplanned DACs that are in no lot yet
 * @param deliveries by number
 * @param reports how many reports were taken
 * @param refusedRows rows of reports that were refused
 */
public record BalanceSheet(
        OrderId order,
        Instant asOf,
        int quantity,
        int spares,
        int sparesUsed,
        int free,
        int waiting,
        int issued,
        int unplanned,
        List<DeliverySheet> deliveries,
        int reports,
        long refusedRows) {
    public BalanceSheet {
        deliveries = List.copyOf(deliveries);
    }

    /** Ordered and not issued. */
    public int open() {
        return free + waiting;
    }

    public Dispositions dispositions() {
        Dispositions none =
                new Dispositions(Map.of(Disposition.UNDELIVERED, new Figure(unplanned, 0)), Figure.NONE, Figure.NONE);
        return deliveries.stream().map(DeliverySheet::dispositions).reduce(none, Dispositions::plus);
    }

    /** Whether every DAC has one disposition, and all that was ordered is issued or open. */
    public boolean closes() {
        return dispositions().issued() == issued && issued + open() == quantity + sparesUsed;
    }
}
