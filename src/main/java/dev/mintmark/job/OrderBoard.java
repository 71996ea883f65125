package dev.mintmark.job;

import dev.mintmark.order.OrderId;
import dev.mintmark.store.DeliveryRow;
import dev.mintmark.store.Ledger;
import dev.mintmark.store.OrderRow;
import java.util.List;

/** How far orders are, counted in the ledger. */
public final class OrderBoard {
    private OrderBoard() {}

    /** All orders, in the order in which they were started. */
    public static List<OrderStatus> all(Ledger ledger) {
        return ledger.orders().orders().stream().map(row -> status(ledger, row)).toList();
    }

    static OrderStatus status(Ledger ledger, OrderId order) {
        return status(ledger, ledger.orders().find(order).orElseThrow());
    }

    private static OrderStatus status(Ledger ledger, OrderRow row) {
        long deliveries = ledger.orders().deliveries(row.id()).stream()
                .filter(DeliveryRow::isDelivered)
                .count();
        return OrderStatus.of(
                row.id(),
                ledger.balance(row.id()).count(row),
                row.closedAt().isPresent(),
                (int) deliveries,
                ledger.receipts(row.id()).all().size());
    }
}
