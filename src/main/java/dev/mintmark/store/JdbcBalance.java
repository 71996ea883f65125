package dev.mintmark.store;

import dev.mintmark.order.OrderId;
import dev.mintmark.reconcile.Balance;
import dev.mintmark.reconcile.DeliveryCount;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;

/** One order's figures, counted row by row: nothing here trusts a running total. */
public final class JdbcBalance {
    private final JdbcTemplate jdbc;
    private final OrderId order;

    JdbcBalance(JdbcTemplate jdbc, OrderId order) {
        this.jdbc = jdbc;
        this.order = order;
    }

    public Balance count(OrderRow row) {
        SortedMap<String, Integer> rejects = new TreeMap<>();
        jdbc.query(
                "SELECT code, COUNT(*) AS rejects FROM reject WHERE order_id = ? GROUP BY code",
                result -> {
                    rejects.put(result.getString("code"), result.getInt("rejects"));
                },
                order.value());
        return new Balance(
                row.quantity(),
                row.spares(),
                one("SELECT COUNT(*) FROM module WHERE order_id = ?"),
                one("SELECT COUNT(*) FROM module WHERE order_id = ? AND superseded_by IS NOT NULL"),
                one("SELECT COUNT(*) FROM dac WHERE order_id = ?"),
                one(
                        "SELECT COALESCE(SUM(last_seq - first_seq + 1), 0) FROM lot WHERE order_id = ? AND state = 'SEALED'"),
                one("SELECT COALESCE(SUM(modules), 0) FROM delivery WHERE order_id = ? AND delivered_at IS NOT NULL"),
                rejects);
    }

    /** Counts one delivery's rows, from modules to partitions. */
    public DeliveryCount delivery(int number) {
        String range = " FROM %s t JOIN lot l ON l.order_id = t.order_id AND t.seq BETWEEN l.first_seq AND l.last_seq"
                + " WHERE t.order_id = ? AND l.delivery = " + number;
        return new DeliveryCount(
                one("SELECT COALESCE(SUM(modules), 0) FROM delivery WHERE order_id = ? AND number = " + number),
                one("SELECT COUNT(*)" + range.formatted("module")),
                one("SELECT COUNT(*)" + range.formatted("dac")),
                one("SELECT COUNT(*)" + range.formatted("factory_partition")),
                one("SELECT COUNT(*) FROM dac d JOIN module m ON m.order_id = d.order_id AND m.seq = d.seq"
                        + " WHERE d.order_id = ? AND d.spki_sha256 <> m.spki_sha256"));
    }

    private int one(String sql) {
        Integer count = jdbc.queryForObject(sql, Integer.class, order.value());
        return count == null ? 0 : count;
    }
}
