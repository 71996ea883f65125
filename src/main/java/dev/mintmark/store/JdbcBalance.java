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

    /** Counts each delivery's rows, from modules to partitions, by its number; all at once, for an order may have hundreds. */
    public SortedMap<Integer, DeliveryCount> deliveries() {
        SortedMap<Integer, DeliveryCount> deliveries = new TreeMap<>();
        jdbc.query(
                "SELECT d.number, d.modules AS planned, COUNT(m.seq) AS modules, COUNT(c.seq) AS dacs,"
                        + " COUNT(p.seq) AS partitions,"
                        + " COUNT(CASE WHEN c.spki_sha256 <> m.spki_sha256 THEN 1 END) AS strangers FROM delivery d"
                        + " LEFT JOIN lot l ON l.order_id = d.order_id AND l.delivery = d.number"
                        + " LEFT JOIN module m ON m.order_id = l.order_id AND m.seq BETWEEN l.first_seq AND l.last_seq"
                        + " LEFT JOIN dac c ON c.order_id = m.order_id AND c.seq = m.seq"
                        + " LEFT JOIN factory_partition p ON p.order_id = m.order_id AND p.seq = m.seq"
                        + " WHERE d.order_id = ? GROUP BY d.number, d.modules",
                row -> {
                    deliveries.put(
                            row.getInt("number"),
                            new DeliveryCount(
                                    row.getInt("planned"),
                                    row.getInt("modules"),
                                    row.getInt("dacs"),
                                    row.getInt("partitions"),
                                    row.getInt("strangers")));
                },
                order.value());
        return deliveries;
    }

    /** DACs within a delivery's lots. */
    public int issued(int delivery) {
        return one("SELECT COUNT(c.seq) FROM lot l JOIN dac c ON c.order_id = l.order_id"
                + " AND c.seq BETWEEN l.first_seq AND l.last_seq WHERE l.order_id = ? AND l.delivery = " + delivery);
    }

    private int one(String sql) {
        Integer count = jdbc.queryForObject(sql, Integer.class, order.value());
        return count == null ? 0 : count;
    }
}
