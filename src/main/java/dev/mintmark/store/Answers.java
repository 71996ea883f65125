package dev.mintmark.store;

import dev.mintmark.delivery.Lot;
import dev.mintmark.delivery.RefusedDevice;
import dev.mintmark.order.OrderId;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** Which refusals a lot tells of: those of all submissions since the delivery before, shared out evenly over the lots. */
record Answers(JdbcTemplate jdbc, OrderId order) {
    /** More than that in one lot would make it larger than a receiver opens; {@code rejects.csv} has all. */
    private static final int MOST = 20_000;

    private static final String OF_SUBMISSIONS =
            " FROM reject WHERE order_id = ? AND submission > ? AND submission <= ?";

    List<RefusedDevice> of(Lot lot) {
        int before = submission("number < ?", lot.delivery());
        int last = submission("number <= ?", lot.delivery());
        long all = one("SELECT COUNT(*)" + OF_SUBMISSIONS, order.value(), before, last);
        long lots = one("SELECT COUNT(*) FROM lot WHERE order_id = ? AND delivery = ?", order.value(), lot.delivery());
        long from = (lot.number().value() - 1) * all / lots;
        long to = lot.number().value() * all / lots;
        return jdbc.query(
                "SELECT source, module_id, code, reason" + OF_SUBMISSIONS
                        + " ORDER BY submission, number OFFSET ? ROWS FETCH NEXT ? ROWS ONLY",
                (row, n) -> new RefusedDevice(
                        row.getString("source"),
                        row.getString("module_id"),
                        row.getString("code"),
                        row.getString("reason")),
                order.value(),
                before,
                last,
                from,
                Math.min(to - from, MOST));
    }

    private int submission(String which, int delivery) {
        return (int) one(
                "SELECT COALESCE(MAX(last_submission), 0) FROM delivery WHERE order_id = ? AND " + which,
                order.value(),
                delivery);
    }

    private long one(String sql, Object... values) {
        Long value = jdbc.queryForObject(sql, Long.class, values);
        return value == null ? 0 : value;
    }
}
