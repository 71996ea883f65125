package dev.mintmark.store;

import static dev.mintmark.store.Rows.time;

import dev.mintmark.audit.DeliveryPlanned;
import dev.mintmark.delivery.LotNumber;
import dev.mintmark.order.OrderId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/** What an order's next delivery has: a function of the rows that are there, so that a replay of the log plans the same. */
record DeliveryPlan(JdbcTemplate jdbc, OrderId order, int lotSize) {
    /**
     * @param last the last place that is taken
     * @return nothing if no module waits
     */
    Optional<DeliveryPlanned> write(int last, Instant now) {
        int planned = one("SELECT COALESCE(MAX(last_seq), 0) FROM lot WHERE order_id = ?");
        List<Integer> again = again(LotNumber.MOST - (last - planned + lotSize - 1) / lotSize);
        int first = planned + 1;
        if (first > last && again.isEmpty()) {
            return Optional.empty();
        }
        int number = one("SELECT COUNT(*) FROM delivery WHERE order_id = ?") + 1;
        jdbc.update(
                "INSERT INTO delivery (order_id, number, modules, again, planned_at, last_submission) VALUES (?, ?, ?, ?, ?, ?)",
                order.value(),
                number,
                last - planned,
                again.size(),
                time(now),
                one("SELECT COALESCE(MAX(number), 0) FROM submission WHERE order_id = ?"));
        int lot = 1;
        for (int from = first; from <= last; lot++, from += lotSize) {
            jdbc.update(
                    "INSERT INTO lot (order_id, delivery, number, first_seq, last_seq, state) VALUES (?, ?, ?, ?, ?, 'PLANNED')",
                    order.value(),
                    number,
                    lot,
                    from,
                    Math.min(from + lotSize - 1, last));
        }
        for (int from = 0; from < again.size(); lot++, from += lotSize) {
            again(number, lot, again.subList(from, Math.min(from + lotSize, again.size())));
        }
        return Optional.of(new DeliveryPlanned(order, number, first, last, lotSize, now));
    }

    /**
     * Places asked for and not answered, but of modules that have another key by now.
     *
     * @param lots that they may fill; what is left waits for the delivery after this one
     */
    private List<Integer> again(int lots) {
        return jdbc.queryForList(
                "SELECT DISTINCT r.seq FROM redelivery r JOIN module m ON m.order_id = r.order_id AND m.seq = r.seq"
                        + " WHERE r.order_id = ? AND r.delivery IS NULL AND m.superseded_by IS NULL ORDER BY r.seq"
                        + " FETCH FIRST ? ROWS ONLY",
                Integer.class,
                order.value(),
                (long) lots * lotSize);
    }

    private void again(int delivery, int lot, List<Integer> places) {
        jdbc.update(
                "INSERT INTO lot (order_id, delivery, number, again, state) VALUES (?, ?, ?, ?, 'PLANNED')",
                order.value(),
                delivery,
                lot,
                places.size());
        jdbc.batchUpdate(
                "UPDATE redelivery SET delivery = ?, lot = ? WHERE order_id = ? AND seq = ? AND delivery IS NULL",
                places,
                places.size(),
                (statement, seq) -> {
                    statement.setInt(1, delivery);
                    statement.setInt(2, lot);
                    statement.setString(3, order.value());
                    statement.setInt(4, seq);
                });
    }

    private int one(String sql) {
        Integer value = jdbc.queryForObject(sql, Integer.class, order.value());
        return value == null ? 0 : value;
    }
}
