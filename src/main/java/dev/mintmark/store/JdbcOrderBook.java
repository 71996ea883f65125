package dev.mintmark.store;

import static dev.mintmark.store.Rows.time;

import dev.mintmark.audit.Delivered;
import dev.mintmark.audit.LogEntry;
import dev.mintmark.audit.LotsSealed;
import dev.mintmark.audit.OrderAmended;
import dev.mintmark.audit.OrderClosed;
import dev.mintmark.audit.OrderOpened;
import dev.mintmark.format.Bytes;
import dev.mintmark.order.OrderId;
import dev.mintmark.order.Terms;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.springframework.dao.support.DataAccessUtils;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Orders, their submissions and their deliveries. */
public final class JdbcOrderBook {
    private static final String ORDER =
            "SELECT order_id, reference, quantity, spares, accepted, superseding, terms, key_check,"
                    + " completed_runs, opened_at, closed_at, close_reason FROM production_order";
    private static final String DELIVERY =
            "SELECT d.number, d.modules, d.again, d.planned_at, d.signer, d.sums_sha256, d.delivered_at,"
                    + " (SELECT COUNT(*) FROM lot l WHERE l.order_id = d.order_id AND l.delivery = d.number) AS lots"
                    + " FROM delivery d WHERE d.order_id = ? ORDER BY d.number";

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final JdbcLog log;

    JdbcOrderBook(JdbcTemplate jdbc, TransactionTemplate transaction, JdbcLog log) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.log = log;
    }

    public List<OrderRow> orders() {
        return jdbc.query(ORDER + " ORDER BY opened_at, order_id", (row, n) -> order(row));
    }

    public Optional<OrderRow> find(OrderId id) {
        return Optional.ofNullable(DataAccessUtils.singleResult(
                jdbc.query(ORDER + " WHERE order_id = ?", (row, n) -> order(row), id.value())));
    }

    /** The order whose id differs from this one at most in the case of letters. */
    public Optional<OrderId> likeNamed(OrderId id) {
        return jdbc
                .queryForList(
                        "SELECT order_id FROM production_order WHERE folded_id = ?",
                        String.class,
                        id.value().toLowerCase(Locale.ROOT))
                .stream()
                .findFirst()
                .map(OrderId::new);
    }

    /** As {@link #find}, and nobody else counts on this order until the transaction ends. */
    public OrderRow lock(OrderId id) {
        return DataAccessUtils.nullableSingleResult(
                jdbc.query(ORDER + " WHERE order_id = ? FOR UPDATE", (row, n) -> order(row), id.value()));
    }

    /**
     * Enters an order.
     *
     * @throws org.springframework.dao.DuplicateKeyException if the id, in any case of letters, is taken
     */
    public void open(OrderRow order) {
        transaction.executeWithoutResult(status -> {
            insert(order);
            log.append(List.of(new OrderOpened(
                    order.id(),
                    order.reference(),
                    order.quantity(),
                    order.spares(),
                    Terms.parse(order.terms()),
                    order.keyCheck(),
                    order.openedAt())));
        });
    }

    private void insert(OrderRow order) {
        jdbc.update(
                "INSERT INTO production_order (order_id, folded_id, reference, quantity, spares, terms, key_check, opened_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                order.id().value(),
                order.id().value().toLowerCase(Locale.ROOT),
                order.reference(),
                order.quantity(),
                order.spares(),
                order.terms(),
                order.keyCheck().hex(),
                time(order.openedAt()));
    }

    /** Changes what the planner may change while an order runs; the database refuses less than was accepted. */
    public void amend(OrderId id, int quantity, int spares) {
        transaction.executeWithoutResult(status -> {
            OrderRow before = lock(id);
            if (before.quantity() == quantity && before.spares() == spares) {
                return;
            }
            jdbc.update(
                    "UPDATE production_order SET quantity = ?, spares = ? WHERE order_id = ?",
                    quantity,
                    spares,
                    id.value());
            log.append(List.of(new OrderAmended(id, quantity, spares)));
        });
    }

    /** Counts a run that came to its end. */
    public void countRun(OrderId id) {
        jdbc.update("UPDATE production_order SET completed_runs = completed_runs + 1 WHERE order_id = ?", id.value());
    }

    /** Says how many runs came to their end before, of which the log tells. */
    public void setCompletedRuns(OrderId id, int runs) {
        jdbc.update("UPDATE production_order SET completed_runs = ? WHERE order_id = ?", runs, id.value());
    }

    /**
     * Closes an order for good.
     *
     * @param reason what a person said, or empty
     * @return false if it was closed before: nothing is changed then
     */
    public boolean close(OrderId id, String reason, Instant now) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            int closed = jdbc.update(
                    "UPDATE production_order SET closed_at = ?, close_reason = ? WHERE order_id = ? AND closed_at IS NULL",
                    time(now),
                    reason,
                    id.value());
            if (closed == 1) {
                log.append(List.of(new OrderClosed(id, reason, now)));
            }
            return closed == 1;
        }));
    }

    public List<SubmissionRow> submissions(OrderId id) {
        return jdbc.query(
                "SELECT number, name, sha256, taken_at, accepted, repeated, rejected FROM submission WHERE order_id = ? ORDER BY number",
                (row, n) -> new SubmissionRow(
                        row.getInt("number"),
                        row.getString("name"),
                        Bytes.fromHex(row.getString("sha256")),
                        Rows.instant(row, "taken_at"),
                        row.getInt("accepted"),
                        row.getInt("repeated"),
                        row.getInt("rejected")),
                id.value());
    }

    public List<DeliveryRow> deliveries(OrderId id) {
        return jdbc.query(DELIVERY, (row, n) -> delivery(row), id.value());
    }

    /** The delivery that was planned and not yet handed over; there is never more than one. */
    public Optional<DeliveryRow> unfinishedDelivery(OrderId id) {
        return deliveries(id).stream()
                .filter(delivery -> !delivery.isDelivered())
                .findFirst();
    }

    /**
     * Plans the next delivery, whole or not at all: every accepted module that is in none yet, cut into lots by place, and every
     * one that was asked for once more, in lots behind them.
     *
     * @return the delivery's number, or nothing if no module waits
     */
    public Optional<Integer> planDelivery(OrderId id, int lotSize, Instant now) {
        return transaction.execute(status -> plan(id, lotSize, now));
    }

    private Optional<Integer> plan(OrderId id, int lotSize, Instant now) {
        OrderRow order = lock(id);
        return new DeliveryPlan(jdbc, id, lotSize)
                .write(order.nextSeq() - 1, now)
                .map(planned -> {
                    log.append(List.of(planned));
                    return planned.number();
                });
    }

    public DeliveryRow delivery(OrderId id, int number) {
        return deliveries(id).get(number - 1);
    }

    /** Remembers who signs a delivery, before it gets its name. */
    public void signedBy(OrderId id, int delivery, Bytes certificate) {
        jdbc.update(
                "UPDATE delivery SET signer = ? WHERE order_id = ? AND number = ? AND delivered_at IS NULL",
                certificate.toByteArray(),
                id.value(),
                delivery);
    }

    /** Marks a delivery handed over; a second call changes nothing. */
    public void markDelivered(OrderId id, int delivery, Bytes sumsSha256, Instant now) {
        transaction.executeWithoutResult(status -> {
            int marked = jdbc.update(
                    "UPDATE delivery SET sums_sha256 = ?, delivered_at = ? WHERE order_id = ? AND number = ? AND delivered_at IS NULL",
                    sumsSha256.hex(),
                    time(now),
                    id.value(),
                    delivery);
            if (marked == 1) {
                logDelivered(id, delivery(id, delivery));
            }
        });
    }

    private void logDelivered(OrderId id, DeliveryRow delivery) {
        List<LotsSealed.Lot> lots = jdbc.query(
                "SELECT number, tar_sha256, gzip_sha256, sealed_sha256, sealed_size FROM lot"
                        + " WHERE order_id = ? AND delivery = ? AND state = 'SEALED' ORDER BY number",
                (row, n) -> sealed(row),
                id.value(),
                delivery.number());
        log.append(LogEntry.split(lots, part -> new LotsSealed(id, delivery.number(), part)));
        log.append(List.of(new Delivered(
                id,
                delivery.number(),
                delivery.sumsSha256().orElseThrow(),
                delivery.signer().orElse(Bytes.of()),
                delivery.deliveredAt().orElseThrow())));
    }

    static LotsSealed.Lot sealed(ResultSet row) throws SQLException {
        return new LotsSealed.Lot(
                row.getInt("number"),
                Bytes.fromHex(row.getString("tar_sha256")),
                Bytes.fromHex(row.getString("gzip_sha256")),
                Bytes.fromHex(row.getString("sealed_sha256")),
                row.getLong("sealed_size"));
    }

    private static OrderRow order(ResultSet row) throws SQLException {
        return new OrderRow(
                new OrderId(row.getString("order_id")),
                row.getString("reference"),
                row.getInt("quantity"),
                row.getInt("spares"),
                row.getInt("accepted"),
                row.getInt("superseding"),
                row.getString("terms"),
                Bytes.fromHex(row.getString("key_check")),
                row.getInt("completed_runs"),
                Rows.instant(row, "opened_at"),
                Optional.ofNullable(Rows.instant(row, "closed_at")),
                Objects.requireNonNullElse(row.getString("close_reason"), ""));
    }

    private static DeliveryRow delivery(ResultSet row) throws SQLException {
        return new DeliveryRow(
                row.getInt("number"),
                row.getInt("modules"),
                row.getInt("again"),
                row.getInt("lots"),
                Rows.instant(row, "planned_at"),
                Optional.ofNullable(row.getBytes("signer")).map(Bytes::of),
                Rows.bytes(row.getString("sums_sha256")),
                Optional.ofNullable(Rows.instant(row, "delivered_at")));
    }
}
