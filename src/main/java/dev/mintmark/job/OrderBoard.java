package dev.mintmark.job;

import dev.mintmark.order.OrderId;
import dev.mintmark.report.Board;
import dev.mintmark.report.BoardHtml;
import dev.mintmark.store.DeliveryRow;
import dev.mintmark.store.Ledger;
import dev.mintmark.store.OrderRow;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** How far orders are, counted in the ledger. */
public final class OrderBoard {
    private OrderBoard() {}

    /** All orders, in the order in which they were started. */
    public static List<OrderStatus> all(Ledger ledger) {
        return ledger.orders().orders().stream().map(row -> status(ledger, row)).toList();
    }

    /**
     * The planner's page.
     *
     * @param running what a run does now, in a line; may be empty
     * @param orders all of them; those that nobody waits for any more are counted only
     */
    public static String html(Instant now, String running, List<OrderStatus> orders) {
        List<Board.Row> rows = orders.stream()
                .filter(order -> !order.isDoneWith())
                .map(order -> new Board.Row(
                        order.order().value(),
                        order.state().word(),
                        order.quantity(),
                        order.accepted(),
                        order.delivered(),
                        order.open(),
                        order.rejected(),
                        order.deliveries(),
                        order.acknowledged()))
                .toList();
        return BoardHtml.write(
                new Board(now, running, rows, orders.size() - rows.size(), Map.of("mintmark", Version.current())));
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
