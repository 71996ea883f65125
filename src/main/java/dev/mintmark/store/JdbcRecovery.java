package dev.mintmark.store;

import static dev.mintmark.store.Rows.time;

import dev.mintmark.audit.Recovered;
import dev.mintmark.audit.RecoveredModules;
import dev.mintmark.format.Bytes;
import dev.mintmark.order.MacAddress;
import dev.mintmark.order.OrderId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.jdbc.core.JdbcTemplate;

/** What of one order is known from its manifest only, and which checkpoints were lost. In the caller's transaction. */
public final class JdbcRecovery {
    private final JdbcTemplate jdbc;
    private final JdbcLog log;
    private final OrderId order;

    JdbcRecovery(JdbcTemplate jdbc, JdbcLog log, OrderId order) {
        this.jdbc = jdbc;
        this.log = log;
        this.order = order;
    }

    /** A place that has a module, and perhaps its DAC. */
    public record Place(int seq, String moduleId, Bytes spkiSha256, Optional<Bytes> dacSha256) {}

    public List<Place> places(int firstSeq, int lastSeq) {
        return jdbc.query(
                "SELECT m.seq, m.module_id, m.spki_sha256, d.sha256 FROM module m"
                        + " LEFT JOIN dac d ON d.order_id = m.order_id AND d.seq = m.seq"
                        + " WHERE m.order_id = ? AND m.seq BETWEEN ? AND ? ORDER BY m.seq",
                (row, n) -> new Place(
                        row.getInt("seq"),
                        row.getString("module_id"),
                        Bytes.fromHex(row.getString("spki_sha256")),
                        Rows.bytes(row.getString("sha256"))),
                order.value(),
                firstSeq,
                lastSeq);
    }

    /** The live place of this module, if it has one. */
    public Optional<Integer> live(String moduleId) {
        return jdbc
                .queryForList(
                        "SELECT seq FROM module WHERE live_module_id = ? AND order_id = ?",
                        Integer.class,
                        moduleId,
                        order.value())
                .stream()
                .findFirst();
    }

    /**
     * Enters modules with their DACs, or their DACs alone where the modules are known.
     *
     * @param superseding how many of the modules supersede another
     */
    public void add(RecoveredModules recovered, int superseding) {
        List<RecoveredModules.Module> all = recovered.modules();
        Set<Integer> known = new TreeSet<>();
        places(all.get(0).seq(), all.get(all.size() - 1).seq()).forEach(place -> known.add(place.seq()));
        List<RecoveredModules.Module> fresh =
                all.stream().filter(module -> !known.contains(module.seq())).toList();
        jdbc.update(
                "UPDATE production_order SET accepted = accepted + ?, superseding = superseding + ? WHERE order_id = ?",
                fresh.size() - superseding,
                superseding,
                order.value());
        jdbc.batchUpdate(
                "INSERT INTO module (order_id, seq, submission, module_id, mac, serial_number, spki_sha256, accepted_at,"
                        + " live_module_id, live_serial, live_mac) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                fresh,
                Math.max(1, fresh.size()),
                (statement, module) -> {
                    String mac = module.mac().map(MacAddress::value).orElse(null);
                    statement.setString(1, order.value());
                    statement.setInt(2, module.seq());
                    statement.setInt(3, recovered.submission());
                    statement.setString(4, module.moduleId().value());
                    statement.setString(5, mac);
                    statement.setString(6, module.serialNumber().value());
                    statement.setString(7, module.spkiSha256().hex());
                    statement.setObject(8, time(module.issuedAt()));
                    statement.setString(9, module.moduleId().value());
                    statement.setString(10, module.serialNumber().value());
                    statement.setString(11, mac);
                });
        jdbc.batchUpdate(
                "INSERT INTO dac (order_id, seq, spki_sha256, issuer_ski, serial, sha256, not_before, not_after, issued_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                all,
                all.size(),
                (statement, module) -> {
                    statement.setString(1, order.value());
                    statement.setInt(2, module.seq());
                    statement.setString(3, module.spkiSha256().hex());
                    statement.setString(4, module.issuerSki().hex());
                    statement.setString(5, module.dacSerial().hex());
                    statement.setString(6, module.dacSha256().hex());
                    statement.setObject(7, time(module.notBefore()));
                    statement.setObject(8, time(module.notAfter()));
                    statement.setObject(9, time(module.issuedAt()));
                });
        log.append(List.of(recovered));
    }

    /** Records the checkpoint that was lost. */
    public void add(Recovered recovered) {
        jdbc.update(
                "INSERT INTO lost_checkpoint (order_id, delivery, size, root, recovered_at) VALUES (?, ?, ?, ?, ?)",
                order.value(),
                recovered.delivery(),
                recovered.size(),
                recovered.root().hex(),
                time(recovered.recoveredAt()));
        log.append(List.of(recovered));
    }

    /** Whose checkpoints were lost, by delivery. */
    public List<Recovered> lost() {
        return jdbc.query(
                "SELECT delivery, size, root, recovered_at FROM lost_checkpoint WHERE order_id = ? ORDER BY delivery",
                (row, n) -> new Recovered(
                        order,
                        row.getInt("delivery"),
                        row.getLong("size"),
                        Bytes.fromHex(row.getString("root")),
                        Rows.instant(row, "recovered_at")),
                order.value());
    }

    /** Places with a DAC of which only the manifest tells, in this range. */
    public List<Integer> toldPlaces(int firstSeq, int lastSeq) {
        return jdbc.queryForList(
                "SELECT seq FROM dac WHERE order_id = ? AND seq BETWEEN ? AND ? AND der IS NULL ORDER BY seq",
                Integer.class,
                order.value(),
                firstSeq,
                lastSeq);
    }

    /** The number of the submission with these bytes. */
    public Optional<Integer> submission(Bytes sha256) {
        return jdbc
                .queryForList(
                        "SELECT number FROM submission WHERE order_id = ? AND sha256 = ?",
                        Integer.class,
                        order.value(),
                        sha256.hex())
                .stream()
                .findFirst();
    }
}
