package dev.mintmark.store;

import static dev.mintmark.store.Rows.time;

import dev.mintmark.audit.Accepted;
import dev.mintmark.audit.LogEntry;
import dev.mintmark.audit.Rejected;
import dev.mintmark.audit.Superseded;
import dev.mintmark.csr.Refused;
import dev.mintmark.format.Bytes;
import dev.mintmark.issue.AcceptedModule;
import dev.mintmark.order.MacAddress;
import dev.mintmark.order.OrderId;
import dev.mintmark.order.SerialNumber;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.JdbcTemplate;

/** What intake asks and writes, all in the caller's transaction: a submission is taken in whole or not at all. */
public final class JdbcIntakeLedger extends JdbcIssuedModules {
    /** Longest texts the columns hold; longer ones lose their end, which only ever is a file's name or a detail. */
    private static final int LONGEST_TEXT = 512;

    private final JdbcTemplate jdbc;
    private final JdbcLog log;

    JdbcIntakeLedger(JdbcTemplate jdbc, JdbcLog log) {
        super(jdbc);
        this.jdbc = jdbc;
        this.log = log;
    }

    /** Which other order has a module with the serial number. */
    public Optional<OrderId> otherOrderOf(SerialNumber serialNumber, OrderId order) {
        String sql = "SELECT MIN(order_id) FROM module WHERE live_serial = ? AND order_id <> ?";
        return Optional.ofNullable(jdbc.queryForObject(sql, String.class, serialNumber.value(), order.value()))
                .map(OrderId::new);
    }

    /** The serial number of a live module, which one that supersedes it keeps. */
    public SerialNumber serialNumber(OrderId order, int seq) {
        return new SerialNumber(jdbc.queryForObject(
                "SELECT serial_number FROM module WHERE order_id = ? AND seq = ?", String.class, order.value(), seq));
    }

    /** How many requests the order's runs from this one on have refused. */
    public int rejectedSince(OrderId order, int run) {
        Integer rejected = jdbc.queryForObject(
                "SELECT COALESCE(SUM(rejected), 0) FROM submission WHERE order_id = ? AND run >= ?",
                Integer.class,
                order.value(),
                run);
        return rejected == null ? 0 : rejected;
    }

    public boolean isTaken(OrderId order, Bytes submissionSha256) {
        String sql = "SELECT number FROM submission WHERE order_id = ? AND sha256 = ?";
        return !jdbc.queryForList(sql, Integer.class, order.value(), submissionSha256.hex())
                .isEmpty();
    }

    /** Enters a submission; its counts are set by {@link #finish}. */
    public void begin(OrderId order, SubmissionRow submission) {
        jdbc.update(
                "INSERT INTO submission (order_id, number, name, sha256, taken_at, accepted, repeated, rejected, run)"
                        + " SELECT order_id, ?, ?, ?, ?, 0, 0, 0, completed_runs + 1 FROM production_order WHERE order_id = ?",
                submission.number(),
                cut(submission.name(), 255),
                submission.sha256().hex(),
                time(submission.takenAt()),
                order.value());
    }

    public void finish(OrderId order, SubmissionRow submission) {
        jdbc.update(
                "UPDATE submission SET accepted = ?, repeated = ?, rejected = ? WHERE order_id = ? AND number = ?",
                submission.accepted(),
                submission.repeated(),
                submission.rejected(),
                order.value(),
                submission.number());
        log.append(jdbc.query(
                "SELECT * FROM submission WHERE order_id = ? AND number = ?",
                (row, n) -> Rows.submission(order, row),
                order.value(),
                submission.number()));
    }

    /** Takes the place at {@code seq} from its module, which {@code bySeq} gets in its stead. */
    public void supersede(OrderId order, int seq, int bySeq) {
        jdbc.update(
                "UPDATE module SET superseded_by = ?, live_module_id = NULL, live_serial = NULL, live_mac = NULL WHERE order_id = ? AND seq = ?",
                bySeq,
                order.value(),
                seq);
        log.append(List.of(new Superseded(order, seq, bySeq)));
    }

    /**
     * Gives modules their places and counts them against the order.
     *
     * @param superseding how many of them supersede another
     * @throws IllegalStateException if the order does not have that many places left
     */
    public void accept(OrderId order, int submission, List<AcceptedModule> modules, int superseding) {
        if (modules.isEmpty()) {
            return;
        }
        int counted = jdbc.update(
                "UPDATE production_order SET accepted = accepted + ?, superseding = superseding + ? WHERE order_id = ?"
                        + " AND accepted + ? <= quantity AND superseding + ? <= spares",
                modules.size() - superseding,
                superseding,
                order.value(),
                modules.size() - superseding,
                superseding);
        if (counted != 1) {
            throw new IllegalStateException("order %s has no %d places left".formatted(order, modules.size()));
        }
        jdbc.batchUpdate(
                "INSERT INTO module (order_id, seq, submission, module_id, mac, serial_number, public_key, spki_sha256,"
                        + " accepted_at, live_module_id, live_serial, live_mac, key_salt) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                modules,
                modules.size(),
                (statement, module) -> {
                    statement.setString(1, order.value());
                    statement.setInt(2, module.seq());
                    statement.setInt(3, submission);
                    statement.setString(4, module.moduleId().value());
                    statement.setString(5, module.mac().map(MacAddress::value).orElse(null));
                    statement.setString(6, module.serialNumber().value());
                    statement.setBytes(7, module.publicKey().toByteArray());
                    statement.setString(8, module.spkiSha256().hex());
                    statement.setObject(9, time(module.acceptedAt()));
                    statement.setString(10, module.moduleId().value());
                    statement.setString(11, module.serialNumber().value());
                    statement.setString(12, module.mac().map(MacAddress::value).orElse(null));
                    statement.setString(13, module.keySalt().map(Bytes::hex).orElse(null));
                });
        log.append(LogEntry.split(
                modules.stream()
                        .map(module -> new Accepted.Module(
                                module.seq(),
                                module.moduleId(),
                                module.mac(),
                                module.serialNumber(),
                                module.publicKey(),
                                module.keySalt()))
                        .toList(),
                part -> new Accepted(order, submission, part)));
    }

    /**
     * @param firstNumber number of the first within the submission
     */
    public void reject(OrderId order, int submission, int firstNumber, List<Refused> refused) {
        List<Rejected.Reject> rejects = IntStream.range(0, refused.size())
                .mapToObj(i -> {
                    Refused one = refused.get(i);
                    return new Rejected.Reject(
                            firstNumber + i,
                            cut(one.source(), LONGEST_TEXT),
                            cut(one.moduleId(), 160),
                            one.code().name(),
                            cut(one.reason(), LONGEST_TEXT));
                })
                .toList();
        jdbc.batchUpdate(
                "INSERT INTO reject (order_id, submission, number, source, module_id, code, reason) VALUES (?, ?, ?, ?, ?, ?, ?)",
                rejects,
                Math.max(1, rejects.size()),
                (statement, reject) -> {
                    statement.setString(1, order.value());
                    statement.setInt(2, submission);
                    statement.setInt(3, reject.number());
                    statement.setString(4, reject.source());
                    statement.setString(5, reject.moduleId());
                    statement.setString(6, reject.code());
                    statement.setString(7, reject.reason());
                });
        log.append(LogEntry.split(rejects, part -> new Rejected(order, submission, part)));
    }

    /** Passes all rejects of an order to {@code each}, in the order in which they were found. */
    public void rejects(OrderId order, java.util.function.Consumer<RejectRow> each) {
        jdbc.query(
                "SELECT source, module_id, code, reason FROM reject WHERE order_id = ? ORDER BY submission, number",
                row -> {
                    each.accept(new RejectRow(
                            row.getString("source"),
                            row.getString("module_id"),
                            row.getString("code"),
                            row.getString("reason")));
                },
                order.value());
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest);
    }
}
