package dev.mintmark.store;

import dev.mintmark.delivery.IssuedModule;
import dev.mintmark.delivery.Lot;
import dev.mintmark.delivery.LotLedger;
import dev.mintmark.delivery.LotNumber;
import dev.mintmark.delivery.LotState;
import dev.mintmark.delivery.MadePartition;
import dev.mintmark.delivery.PlannedLot;
import dev.mintmark.delivery.RefusedDevice;
import dev.mintmark.delivery.SealedLot;
import dev.mintmark.format.Bytes;
import dev.mintmark.format.matter.Discriminator;
import dev.mintmark.issue.Dac;
import dev.mintmark.manifest.ManifestRow;
import dev.mintmark.order.OrderId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** One order's lots. */
public final class JdbcLotLedger implements LotLedger {
    private static final String ISSUED = Rows.MODULE_COLUMNS + ", " + Rows.DAC_COLUMNS;
    private static final String ISSUED_TABLES =
            Rows.MODULE_TABLES + " JOIN dac d ON d.order_id = m.order_id AND d.seq = m.seq";
    private static final String MANIFEST =
            "SELECT " + ISSUED + ", d.sha256 AS dac_sha256, p.discriminator, p.sha256 AS partition_sha256,"
                    + " p.secure_cert_sha256 FROM "
                    + ISSUED_TABLES + " JOIN factory_partition p ON p.order_id = m.order_id AND p.seq = m.seq"
                    + " WHERE m.order_id = ? AND m.seq BETWEEN ? AND ? ORDER BY m.seq";

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final LedgerDatabase database;
    private final OrderId order;

    JdbcLotLedger(JdbcTemplate jdbc, TransactionTemplate transaction, LedgerDatabase database, OrderId order) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.database = database;
        this.order = order;
    }

    @Override
    public List<PlannedLot> lots(int delivery) {
        return jdbc.query(
                "SELECT * FROM lot WHERE order_id = ? AND delivery = ? ORDER BY number",
                (row, n) -> planned(row),
                order.value(),
                delivery);
    }

    @Override
    public List<IssuedModule> modules(Lot lot) {
        if (lot.isAgain()) {
            return jdbc.query(
                    "SELECT " + ISSUED + " FROM " + ISSUED_TABLES
                            + " WHERE m.order_id = ? AND m.seq IN (SELECT r.seq FROM redelivery r"
                            + " WHERE r.order_id = ? AND r.delivery = ? AND r.lot = ?) ORDER BY m.seq",
                    (row, n) -> new IssuedModule(Rows.module(row), Rows.dac(row)),
                    order.value(),
                    order.value(),
                    lot.delivery(),
                    lot.number().value());
        }
        return jdbc.query(
                "SELECT " + ISSUED + " FROM " + ISSUED_TABLES
                        + " WHERE m.order_id = ? AND m.seq BETWEEN ? AND ? ORDER BY m.seq",
                (row, n) -> new IssuedModule(Rows.module(row), Rows.dac(row)),
                order.value(),
                lot.firstSeq(),
                lot.lastSeq());
    }

    @Override
    public List<RefusedDevice> refused(Lot lot) {
        return new Answers(jdbc, order).of(lot);
    }

    @Override
    public void sealing(Lot lot, SealedLot sealed, List<MadePartition> partitions) {
        transaction.executeWithoutResult(status -> {
            if (lot.isAgain()) {
                requireSame(partitions);
            } else {
                replace(lot, partitions);
            }
            jdbc.update(
                    "UPDATE lot SET state = 'SEALING', tar_sha256 = ?, gzip_sha256 = ?, sealed_sha256 = ?, sealed_size = ?"
                            + " WHERE order_id = ? AND delivery = ? AND number = ? AND state <> 'SEALED'",
                    sealed.tarSha256().hex(),
                    sealed.gzipSha256().hex(),
                    sealed.sealedSha256().hex(),
                    sealed.sealedSize(),
                    order.value(),
                    lot.delivery(),
                    lot.number().value());
        });
    }

    /** Enters partitions of lots that were sealed, where the ledger does not have them. */
    public void add(List<MadePartition> partitions) {
        jdbc.batchUpdate(
                "INSERT INTO factory_partition (order_id, seq, discriminator, sha256, secure_cert_sha256) VALUES (?, ?, ?, ?, ?)",
                partitions,
                Math.max(1, partitions.size()),
                (statement, partition) -> {
                    statement.setString(1, order.value());
                    statement.setInt(2, partition.seq());
                    statement.setInt(3, partition.discriminator().value());
                    statement.setString(4, partition.sha256().hex());
                    statement.setString(
                            5, partition.secureCertSha256().map(Bytes::hex).orElse(null));
                });
    }

    private void replace(Lot lot, List<MadePartition> partitions) {
        jdbc.update(
                "DELETE FROM factory_partition WHERE order_id = ? AND seq BETWEEN ? AND ?",
                order.value(),
                lot.firstSeq(),
                lot.lastSeq());
        add(partitions);
    }

    /** What a device gets again is what it got. */
    private void requireSame(List<MadePartition> partitions) {
        for (MadePartition made : partitions) {
            boolean same = jdbc.queryForList(
                            "SELECT sha256 FROM factory_partition WHERE order_id = ? AND seq = ?",
                            String.class,
                            order.value(),
                            made.seq())
                    .equals(List.of(made.sha256().hex()));
            if (!same) {
                throw new IllegalStateException(
                        "the partition of place %d came out otherwise than before; product or software changed"
                                .formatted(made.seq()));
            }
        }
    }

    /** Says which sealing of a lot was handed over. */
    public void sealedAs(Lot lot, SealedLot sealed) {
        jdbc.update(
                "UPDATE lot SET gzip_sha256 = ?, sealed_sha256 = ?, sealed_size = ?"
                        + " WHERE order_id = ? AND delivery = ? AND number = ? AND state = 'SEALED'",
                sealed.gzipSha256().hex(),
                sealed.sealedSha256().hex(),
                sealed.sealedSize(),
                order.value(),
                lot.delivery(),
                lot.number().value());
    }

    /** Places of sealed lots whose partitions the ledger does not have. */
    public List<Integer> withoutPartition() {
        return jdbc.queryForList(
                "SELECT d.seq FROM lot l JOIN dac d ON d.order_id = l.order_id AND d.seq BETWEEN l.first_seq AND l.last_seq"
                        + " LEFT JOIN factory_partition p ON p.order_id = d.order_id AND p.seq = d.seq"
                        + " WHERE l.order_id = ? AND l.state = 'SEALED' AND p.seq IS NULL",
                Integer.class,
                order.value());
    }

    @Override
    public void sealed(Lot lot) {
        jdbc.update(
                "UPDATE lot SET state = 'SEALED' WHERE order_id = ? AND delivery = ? AND number = ? AND state = 'SEALING'",
                order.value(),
                lot.delivery(),
                lot.number().value());
    }

    @Override
    public void reopen(Lot lot) {
        jdbc.update(
                "UPDATE lot SET state = 'PLANNED' WHERE order_id = ? AND delivery = ? AND number = ?",
                order.value(),
                lot.delivery(),
                lot.number().value());
    }

    @Override
    public void manifest(int lastDelivery, Consumer<ManifestRow> each) {
        for (int delivery = 1; delivery <= lastDelivery; delivery++) {
            for (PlannedLot planned : lots(delivery)) {
                Lot lot = planned.lot();
                jdbc.query(MANIFEST, (row, n) -> manifestRow(lot, row), order.value(), lot.firstSeq(), lot.lastSeq())
                        .forEach(each);
            }
        }
    }

    @Override
    public void sync() {
        database.sync();
    }

    private static PlannedLot planned(ResultSet row) throws SQLException {
        LotNumber number = new LotNumber(row.getInt("number"));
        int again = row.getInt("again");
        Lot lot = again > 0
                ? Lot.again(row.getInt("delivery"), number, again)
                : new Lot(row.getInt("delivery"), number, row.getInt("first_seq"), row.getInt("last_seq"));
        Optional<Bytes> tar = Rows.bytes(row.getString("tar_sha256"));
        if (tar.isEmpty()) {
            return new PlannedLot(lot, LotState.PLANNED, Optional.empty());
        }
        SealedLot sealed = new SealedLot(
                lot.number(),
                lot.modules(),
                tar.get(),
                Bytes.fromHex(row.getString("gzip_sha256")),
                Bytes.fromHex(row.getString("sealed_sha256")),
                row.getLong("sealed_size"));
        return new PlannedLot(lot, LotState.valueOf(row.getString("state")), Optional.of(sealed));
    }

    private static ManifestRow manifestRow(Lot lot, ResultSet row) throws SQLException {
        Dac dac = Rows.dac(row);
        return new ManifestRow(
                lot.delivery(),
                lot.number().value(),
                Rows.module(row),
                dac,
                dac.der().size() == 0 ? Bytes.fromHex(row.getString("dac_sha256")) : dac.sha256(),
                new Discriminator(row.getInt("discriminator")),
                Bytes.fromHex(row.getString("partition_sha256")),
                Rows.bytes(row.getString("secure_cert_sha256")));
    }
}
