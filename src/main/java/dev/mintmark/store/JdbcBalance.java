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

    /** Counts one delivery's rows, from modules to partitions. Its lots are one run of places. */
    public DeliveryCount delivery(int number) {
        String of = " FROM lot WHERE order_id = ? AND delivery = " + number;
        String places = one("SELECT COALESCE(MIN(first_seq), 0)" + of) + " AND "
                + one("SELECT COALESCE(MAX(last_seq), 0)" + of);
        String range = " WHERE order_id = ? AND seq BETWEEN " + places;
        return new DeliveryCount(
                one("SELECT COALESCE(SUM(modules), 0) FROM delivery WHERE order_id = ? AND number = " + number),
                one("SELECT COUNT(*) FROM module" + range),
                one("SELECT COUNT(*) FROM dac" + range),
                one("SELECT COUNT(*) FROM factory_partition" + range),
                one("SELECT COUNT(*) FROM dac d JOIN module m ON m.order_id = d.order_id AND m.seq = d.seq"
                        + " WHERE d.order_id = ? AND d.spki_sha256 <> m.spki_sha256 AND d.seq BETWEEN " + places));
    }

    private int one(String sql) {
        Integer count = jdbc.queryForObject(sql, Integer.class, order.value());
        return count == null ? 0 : count;
    }
}
