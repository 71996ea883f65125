package dev.mintmark.store;

import static dev.mintmark.store.Rows.time;

import dev.mintmark.audit.Accepted;
import dev.mintmark.audit.LogEntry;
import dev.mintmark.audit.Rejected;
import dev.mintmark.audit.Superseded;
import dev.mintmark.csr.IssuedModules;
import dev.mintmark.csr.Refused;
import dev.mintmark.format.Bytes;
import dev.mintmark.issue.AcceptedModule;
import dev.mintmark.order.MacAddress;
import dev.mintmark.order.ModuleId;
import dev.mintmark.order.OrderId;
import dev.mintmark.order.SerialNumber;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** What intake asks and writes, all in the caller's transaction: a submission is taken in whole or not at all. */
public final class JdbcIntakeLedger implements IssuedModules {
    /** Longest texts the columns hold; longer ones lose their end, which only ever is a file's name or a detail. */
    private static final int LONGEST_TEXT = 512;

    private final JdbcTemplate jdbc;
    private final NamedParameterJdbcTemplate named;
    private final JdbcLog log;

    JdbcIntakeLedger(JdbcTemplate jdbc, JdbcLog log) {
        this.jdbc = jdbc;
        this.log = log;
        this.named = new NamedParameterJdbcTemplate(jdbc);
    }

    @Override
    public Map<Bytes, KnownKey> byKeys(Collection<Bytes> spkiSha256) {
        return lookUp(
                "SELECT spki_sha256, order_id, module_id, seq, key_salt, superseded_by FROM module WHERE spki_sha256 IN (:asked)",
                texts(spkiSha256, Bytes::hex),
                row -> true,
                row -> Bytes.fromHex(row.getString("spki_sha256")),
                row -> new KnownKey(
                        new OrderId(row.getString("order_id")),
                        new ModuleId(row.getString("module_id")),
                        row.getInt("seq"),
                        Rows.bytes(row.getString("key_salt")),
                        row.getObject("superseded_by") != null));
    }

    @Override
    public Map<ModuleId, KnownModule> byModules(OrderId order, Collection<ModuleId> modules) {
        return lookUp(
                "SELECT m.order_id, m.live_module_id, m.spki_sha256, m.seq, s.sha256,"
                        + " (SELECT COALESCE(MAX(l.last_seq), 0) FROM lot l WHERE l.order_id = m.order_id) AS delivered_to FROM "
                        + Rows.MODULE_TABLES
                        + " WHERE m.live_module_id IN (:asked)",
                texts(modules, ModuleId::value),
                of(order),
                row -> new ModuleId(row.getString("live_module_id")),
                row -> new KnownModule(
                        Bytes.fromHex(row.getString("spki_sha256")),
                        row.getInt("seq"),
                        Bytes.fromHex(row.getString("sha256")),
                        row.getInt("seq") <= row.getInt("delivered_to")));
    }

    @Override
    public Map<SerialNumber, ModuleId> bySerialNumbers(Collection<SerialNumber> serialNumbers) {
        return lookUp(
                "SELECT live_serial, module_id FROM module WHERE live_serial IN (:asked)",
                texts(serialNumbers, SerialNumber::value),
                row -> true,
                row -> new SerialNumber(row.getString("live_serial")),
                row -> new ModuleId(row.getString("module_id")));
    }

    @Override
    public Map<MacAddress, ModuleId> byMacs(OrderId order, Collection<MacAddress> macs) {
        return lookUp(
                "SELECT order_id, live_mac, module_id FROM module WHERE live_mac IN (:asked)",
                texts(macs, MacAddress::value),
                of(order),
                row -> new MacAddress(row.getString("live_mac")),
                row -> new ModuleId(row.getString("module_id")));
    }

    @Override
    public Tally tally(OrderId order) {
        return jdbc.queryForObject(
                "SELECT accepted, superseding FROM production_order WHERE order_id = ?",
                (row, n) -> new Tally(row.getInt("accepted"), row.getInt("superseding")),
                order.value());
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

    /** By the list alone: with the order in the condition too, H2 would read all of the order's rows. */
    private <K, V> Map<K, V> lookUp(String sql, List<String> asked, Cell<Boolean> wanted, Cell<K> key, Cell<V> value) {
        if (asked.isEmpty()) {
            return Map.of();
        }
        Map<K, V> found = new HashMap<>();
        named.query(sql, Map.of("asked", asked), (ResultSet row) -> {
            if (wanted.of(row)) {
                found.put(key.of(row), value.of(row));
            }
        });
        return found;
    }

    private interface Cell<T> {
        T of(ResultSet row) throws SQLException;
    }

    private static Cell<Boolean> of(OrderId order) {
        return row -> row.getString("order_id").equals(order.value());
    }

    private static <T> List<String> texts(Collection<T> values, Function<T, String> text) {
        return values.stream().map(text).toList();
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest);
    }
}
