package dev.mintmark.store;

import dev.mintmark.audit.Accepted;
import dev.mintmark.audit.Acknowledged;
import dev.mintmark.audit.AskedAgain;
import dev.mintmark.audit.Delivered;
import dev.mintmark.audit.DeliveryPlanned;
import dev.mintmark.audit.LogEntry;
import dev.mintmark.audit.LotsSealed;
import dev.mintmark.audit.OrderAmended;
import dev.mintmark.audit.OrderClosed;
import dev.mintmark.audit.OrderOpened;
import dev.mintmark.audit.ReSigned;
import dev.mintmark.audit.Recovered;
import dev.mintmark.audit.RecoveredModules;
import dev.mintmark.audit.Rejected;
import dev.mintmark.audit.Reported;
import dev.mintmark.audit.SubmissionSigned;
import dev.mintmark.audit.SubmissionTaken;
import dev.mintmark.audit.Superseded;
import dev.mintmark.format.Bytes;
import dev.mintmark.issue.AcceptedModule;
import dev.mintmark.order.MacAddress;
import dev.mintmark.order.ModuleId;
import dev.mintmark.order.OrderId;
import dev.mintmark.order.SerialNumber;
import dev.mintmark.order.Terms;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.jdbc.core.JdbcTemplate;

/** The ledger's rows said as the log says them, so that both can be compared. A DAC's entry is read by {@link JdbcLog#leaves}. */
public final class JdbcEntryRows {
    private final JdbcTemplate jdbc;
    private final JdbcOrderBook orders;
    private final Function<OrderId, JdbcSignedSubmissions> signed;

    JdbcEntryRows(JdbcTemplate jdbc, JdbcOrderBook orders, Function<OrderId, JdbcSignedSubmissions> signed) {
        this.jdbc = jdbc;
        this.orders = orders;
        this.signed = signed;
    }

    /**
     * What the rows that an entry tells of say now: equal to it, if they are as they were logged. What an amendment may change
     * is taken as told.
     *
     * @return nothing if a row is missing or not of its form
     */
    public Optional<LogEntry> now(LogEntry told) {
        try {
            if (told instanceof OrderOpened opened) {
                return orders.find(opened.order()).map(row -> opened(row, opened.quantity(), opened.spares()));
            } else if (told instanceof OrderAmended) {
                return Optional.of(told);
            } else if (told instanceof OrderClosed closed) {
                return orders.find(closed.order())
                        .filter(row -> row.closedAt().isPresent())
                        .map(row -> new OrderClosed(
                                row.id(), row.closeReason(), row.closedAt().orElseThrow()));
            } else if (told instanceof Accepted accepted) {
                return Optional.of(accepted(accepted));
            } else if (told instanceof Superseded superseded) {
                return one(
                        "SELECT superseded_by FROM module WHERE order_id = ? AND seq = ? AND live_module_id IS NULL"
                                + " AND live_serial IS NULL AND live_mac IS NULL",
                        (row, n) -> new Superseded(superseded.order(), superseded.seq(), row.getInt("superseded_by")),
                        superseded.order().value(),
                        superseded.seq());
            } else if (told instanceof Rejected rejected) {
                return Optional.of(rejected(rejected));
            } else if (told instanceof SubmissionTaken taken) {
                return one(
                        "SELECT * FROM submission WHERE order_id = ? AND number = ?",
                        (row, n) -> Rows.submission(taken.order(), row),
                        taken.order().value(),
                        taken.number());
            } else if (told instanceof SubmissionSigned of) {
                return signed.apply(of.order()).now(of);
            } else if (told instanceof AskedAgain asked) {
                return signed.apply(asked.order()).now(asked);
            } else if (told instanceof ReSigned again) {
                return one(
                        "SELECT last_seq, begun_at FROM signing WHERE order_id = ? AND first_seq = ? AND attempt = ?",
                        (row, n) -> new ReSigned(
                                again.order(),
                                again.firstSeq(),
                                row.getInt("last_seq"),
                                again.attempt(),
                                Rows.instant(row, "begun_at")),
                        again.order().value(),
                        again.firstSeq(),
                        again.attempt());
            }
            return told instanceof RecoveredModules recovered ? Optional.of(recovered(recovered)) : ofDelivery(told);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Optional<LogEntry> ofDelivery(LogEntry told) {
        if (told instanceof DeliveryPlanned planned) {
            return planned(planned);
        } else if (told instanceof LotsSealed sealed) {
            return Optional.of(sealed(sealed));
        } else if (told instanceof Delivered delivered) {
            return delivery(delivered.order(), delivered.number())
                    .filter(row -> row.sumsSha256().isPresent() && row.isDelivered())
                    .map(row -> new Delivered(
                            delivered.order(),
                            row.number(),
                            row.sumsSha256().orElseThrow(),
                            row.signer().orElse(Bytes.of()),
                            row.deliveredAt().orElseThrow()));
        }
        if (told instanceof Acknowledged acknowledged) {
            return one(
                    "SELECT sha256, signer_sha256, signed_at, taken_at FROM receipt WHERE order_id = ? AND delivery = ?",
                    (row, n) -> new Acknowledged(
                            acknowledged.order(),
                            acknowledged.delivery(),
                            Bytes.fromHex(row.getString("sha256")),
                            Bytes.fromHex(row.getString("signer_sha256")),
                            Rows.instant(row, "signed_at"),
                            Rows.instant(row, "taken_at")),
                    acknowledged.order().value(),
                    acknowledged.delivery());
        } else if (told instanceof Reported reported) {
            return one(
                    "SELECT * FROM factory_report WHERE order_id = ? AND number = ?",
                    (row, n) -> JdbcReports.report(reported.order(), row),
                    reported.order().value(),
                    reported.number());
        } else if (told instanceof Recovered recovered) {
            return one(
                    "SELECT size, root, recovered_at FROM lost_checkpoint WHERE order_id = ? AND delivery = ?",
                    (row, n) -> new Recovered(
                            recovered.order(),
                            recovered.delivery(),
                            row.getLong("size"),
                            Bytes.fromHex(row.getString("root")),
                            Rows.instant(row, "recovered_at")),
                    recovered.order().value(),
                    recovered.delivery());
        }
        throw new IllegalStateException("entries of kind %s have no rows of their own".formatted(told.kind()));
    }

    private static LogEntry opened(OrderRow row, int quantity, int spares) {
        return new OrderOpened(
                row.id(), row.reference(), quantity, spares, Terms.parse(row.terms()), row.keyCheck(), row.openedAt());
    }

    private Optional<DeliveryRow> delivery(OrderId order, int number) {
        return orders.deliveries(order).stream()
                .filter(row -> row.number() == number)
                .findFirst();
    }

    private LogEntry accepted(Accepted told) {
        List<Accepted.Module> modules = jdbc.query(
                "SELECT " + Rows.MODULE_COLUMNS + " FROM " + Rows.MODULE_TABLES
                        + " WHERE m.order_id = ? AND m.seq BETWEEN ? AND ? AND m.submission = ? ORDER BY m.seq",
                (row, n) -> {
                    AcceptedModule module = Rows.module(row);
                    return new Accepted.Module(
                            module.seq(),
                            module.moduleId(),
                            module.mac(),
                            module.serialNumber(),
                            module.publicKey(),
                            module.keySalt());
                },
                told.order().value(),
                told.modules().get(0).seq(),
                told.modules().get(told.modules().size() - 1).seq(),
                told.submission());
        return new Accepted(told.order(), told.submission(), modules);
    }

    /** Modules may have been told of before, by a submission that another log took. */
    private LogEntry recovered(RecoveredModules told) {
        List<RecoveredModules.Module> modules = jdbc.query(
                "SELECT m.seq, m.module_id, m.mac, m.serial_number, m.spki_sha256, d.issuer_ski, d.serial, d.sha256,"
                        + " d.not_before, d.not_after, d.issued_at FROM module m"
                        + " JOIN dac d ON d.order_id = m.order_id AND d.seq = m.seq AND d.der IS NULL"
                        + " WHERE m.order_id = ? AND m.seq BETWEEN ? AND ? ORDER BY m.seq",
                (row, n) -> new RecoveredModules.Module(
                        row.getInt("seq"),
                        new ModuleId(row.getString("module_id")),
                        Optional.ofNullable(row.getString("mac")).map(MacAddress::new),
                        new SerialNumber(row.getString("serial_number")),
                        Bytes.fromHex(row.getString("spki_sha256")),
                        Bytes.fromHex(row.getString("issuer_ski")),
                        Bytes.fromHex(row.getString("serial")),
                        Bytes.fromHex(row.getString("sha256")),
                        Rows.instant(row, "not_before"),
                        Rows.instant(row, "not_after"),
                        Rows.instant(row, "issued_at")),
                told.order().value(),
                told.modules().get(0).seq(),
                told.modules().get(told.modules().size() - 1).seq());
        return new RecoveredModules(told.order(), told.submission(), modules);
    }

    private LogEntry rejected(Rejected told) {
        List<Rejected.Reject> rejects = jdbc.query(
                "SELECT number, source, module_id, code, reason FROM reject"
                        + " WHERE order_id = ? AND submission = ? AND number BETWEEN ? AND ? ORDER BY number",
                (row, n) -> new Rejected.Reject(
                        row.getInt("number"),
                        row.getString("source"),
                        row.getString("module_id"),
                        row.getString("code"),
                        row.getString("reason")),
                told.order().value(),
                told.submission(),
                told.rejects().get(0).number(),
                told.rejects().get(told.rejects().size() - 1).number());
        return new Rejected(told.order(), told.submission(), rejects);
    }

    private record Span(int number, int firstSeq, int lastSeq) {}

    /** Its lots side by side, each but the last as large as the first. */
    private Optional<LogEntry> planned(DeliveryPlanned told) {
        List<Span> lots = jdbc.query(
                "SELECT number, first_seq, last_seq FROM lot WHERE order_id = ? AND delivery = ? AND again = 0 ORDER BY number",
                (row, n) -> new Span(row.getInt("number"), row.getInt("first_seq"), row.getInt("last_seq")),
                told.order().value(),
                told.number());
        int last =
                lots.isEmpty() ? told.firstSeq() - 1 : lots.get(lots.size() - 1).lastSeq();
        for (int i = 0; i < lots.size(); i++) {
            int first = told.firstSeq() + i * told.lotSize();
            if (!lots.get(i).equals(new Span(i + 1, first, Math.min(first + told.lotSize() - 1, last)))) {
                return Optional.empty();
            }
        }
        return delivery(told.order(), told.number())
                .filter(row -> row.modules() == last - told.firstSeq() + 1)
                .map(row -> new DeliveryPlanned(
                        told.order(), row.number(), told.firstSeq(), last, told.lotSize(), row.plannedAt()));
    }

    private LogEntry sealed(LotsSealed told) {
        List<LotsSealed.Lot> lots = jdbc.query(
                "SELECT number, tar_sha256, gzip_sha256, sealed_sha256, sealed_size FROM lot"
                        + " WHERE order_id = ? AND delivery = ? AND number BETWEEN ? AND ? AND state = 'SEALED' ORDER BY number",
                (row, n) -> JdbcOrderBook.sealed(row),
                told.order().value(),
                told.delivery(),
                told.lots().get(0).number(),
                told.lots().get(told.lots().size() - 1).number());
        return new LotsSealed(told.order(), told.delivery(), lots);
    }

    private Optional<LogEntry> one(
            String sql, org.springframework.jdbc.core.RowMapper<? extends LogEntry> row, Object... values) {
        return jdbc.query(sql, row, values).stream().findFirst().map(LogEntry.class::cast);
    }
}
