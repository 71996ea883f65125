package dev.mintmark.store;

import static dev.mintmark.store.Rows.time;

import dev.mintmark.audit.Acknowledged;
import dev.mintmark.format.Bytes;
import dev.mintmark.order.OrderId;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** One order's receipts, and whose delivery a hash is. */
public final class JdbcReceipts {
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final JdbcLog log;
    private final OrderId order;

    /** A delivery of any order. */
    public record Place(OrderId order, int delivery) {}

    JdbcReceipts(JdbcTemplate jdbc, TransactionTemplate transaction, JdbcLog log, OrderId order) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.log = log;
        this.order = order;
    }

    /** By delivery. */
    public List<ReceiptRow> all() {
        return jdbc.query(
                "SELECT delivery, sha256, signer_sha256, signed_at, taken_at FROM receipt WHERE order_id = ? ORDER BY delivery",
                (row, n) -> new ReceiptRow(
                        row.getInt("delivery"),
                        Bytes.fromHex(row.getString("sha256")),
                        Bytes.fromHex(row.getString("signer_sha256")),
                        Rows.instant(row, "signed_at"),
                        Rows.instant(row, "taken_at")),
                order.value());
    }

    public Optional<ReceiptRow> find(int delivery) {
        return all().stream().filter(row -> row.delivery() == delivery).findFirst();
    }

    /** Takes a receipt; of a delivery that has one already, the first stays. */
    public void take(ReceiptRow row) {
        transaction.executeWithoutResult(status -> {
            int taken = jdbc.update(
                    "INSERT INTO receipt (order_id, delivery, sha256, signer_sha256, signed_at, taken_at)"
                            + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                    order.value(),
                    row.delivery(),
                    row.sha256().hex(),
                    row.signer().hex(),
                    time(row.signedAt()),
                    time(row.takenAt()));
            if (taken == 1) {
                log.append(List.of(new Acknowledged(
                        order, row.delivery(), row.sha256(), row.signer(), row.signedAt(), row.takenAt())));
            }
        });
    }

    /** The delivery whose SHA256SUMS has this hash, of whichever order. */
    public Optional<Place> deliveryOf(Bytes sumsSha256) {
        return jdbc
                .query(
                        "SELECT order_id, number FROM delivery WHERE sums_sha256 = ?",
                        (row, n) -> new Place(new OrderId(row.getString("order_id")), row.getInt("number")),
                        sumsSha256.hex())
                .stream()
                .findFirst();
    }
}
