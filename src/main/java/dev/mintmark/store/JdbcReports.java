package dev.mintmark.store;

import static dev.mintmark.store.Rows.time;

import dev.mintmark.audit.Reported;
import dev.mintmark.disposition.History;
import dev.mintmark.disposition.Step;
import dev.mintmark.format.Bytes;
import dev.mintmark.order.OrderId;
import dev.mintmark.reported.ReportRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** One order's reports, their events and their refused rows, all in the caller's transaction. */
public final class JdbcReports {
    private static final int LONGEST_TEXT = 512;
    private static final int LONGEST_NAME = 255;

    private static final String PLACE =
            "SELECT m.order_id, m.seq, m.module_id, m.live_module_id, m.live_mac, d.sha256, d.issued_at FROM module m"
                    + " LEFT JOIN dac d ON d.order_id = m.order_id AND d.seq = m.seq WHERE ";

    private final JdbcTemplate jdbc;
    private final NamedParameterJdbcTemplate named;
    private final JdbcLog log;
    private final OrderId order;

    JdbcReports(JdbcTemplate jdbc, JdbcLog log, OrderId order) {
        this.jdbc = jdbc;
        this.named = new NamedParameterJdbcTemplate(jdbc);
        this.log = log;
        this.order = order;
    }

    /**
     * Where a module's DAC is in the ledger.
     *
     * @param dacSha256 hex; empty if it has none yet
     * @param issuedAt likewise
     */
    public record Place(
            OrderId order, int seq, String moduleId, Optional<String> dacSha256, Optional<Instant> issuedAt) {}

    /** An event that is new, at its place. */
    public record Event(int seq, int line, Step step) {}

    /** Those taken so far, by number. */
    public List<Reported> all() {
        return jdbc.query(
                "SELECT * FROM factory_report WHERE order_id = ? ORDER BY number",
                (row, n) -> report(order, row),
                order.value());
    }

    static Reported report(OrderId order, ResultSet row) throws SQLException {
        return new Reported(
                order,
                row.getInt("number"),
                row.getString("name"),
                Bytes.fromHex(row.getString("sha256")),
                Rows.bytes(row.getString("signer_sha256")),
                row.getString("reading"),
                Rows.instant(row, "taken_at"),
                row.getInt("taken"),
                row.getInt("known"),
                row.getInt("refused"));
    }

    /** Enters a report; its counts are set by {@link #finish}. */
    public void begin(Reported report) {
        jdbc.update(
                "INSERT INTO factory_report (order_id, number, name, sha256, signer_sha256, reading, taken_at, taken,"
                        + " known, refused) VALUES (?, ?, ?, ?, ?, ?, ?, 0, 0, 0)",
                order.value(),
                report.number(),
                cut(report.name(), LONGEST_NAME),
                report.sha256().hex(),
                report.signer().map(Bytes::hex).orElse(null),
                report.reading(),
                time(report.takenAt()));
    }

    /** Sets the counts of a report, and writes its entry. */
    public void finish(Reported report) {
        jdbc.update(
                "UPDATE factory_report SET taken = ?, known = ?, refused = ? WHERE order_id = ? AND number = ?",
                report.taken(),
                report.known(),
                report.refused(),
                order.value(),
                report.number());
        log.append(jdbc.query(
                "SELECT * FROM factory_report WHERE order_id = ? AND number = ?",
                (row, n) -> report(order, row),
                order.value(),
                report.number()));
    }

    /** The live modules that are called so, by module id or MAC; of several orders, this one comes before the others. */
    public Map<String, Place> places(Set<String> names) {
        Map<String, Place> found = new HashMap<>();
        lookUp("m.live_module_id IN (:asked)", "live_module_id", names, found);
        List<String> left = names.stream()
                .filter(name -> !found.containsKey(name) && name.matches("[0-9a-f]{12}"))
                .toList();
        lookUp("m.live_mac IN (:asked)", "live_mac", left, found);
        return found;
    }

    private void lookUp(String which, String column, Collection<String> names, Map<String, Place> found) {
        if (names.isEmpty()) {
            return;
        }
        named.query(PLACE + which, Map.of("asked", names), (ResultSet row) -> {
            Place place = place(row);
            found.merge(
                    row.getString(column), place, (one, other) -> one.order().equals(order) ? one : other);
        });
    }

    /** Whose DACs these are, by their SHA-256 in hex. */
    public Map<String, Place> ofDacs(Collection<String> sha256s) {
        Map<String, Place> found = new HashMap<>();
        if (!sha256s.isEmpty()) {
            named.query(PLACE + "d.sha256 IN (:asked)", Map.of("asked", sha256s), (ResultSet row) -> {
                found.put(row.getString("sha256"), place(row));
            });
        }
        return found;
    }

    private static Place place(ResultSet row) throws SQLException {
        return new Place(
                new OrderId(row.getString("order_id")),
                row.getInt("seq"),
                row.getString("module_id"),
                Optional.ofNullable(row.getString("sha256")),
                Optional.ofNullable(Rows.instant(row, "issued_at")));
    }

    /** What was reported of these places so far; of those not named, nothing was. */
    public Map<Integer, History> histories(Collection<Integer> seqs) {
        Map<Integer, List<Step>> steps = new HashMap<>();
        jdbc.query(
                "SELECT " + JdbcDispositions.STEP_COLUMNS + " FROM UNNEST(CAST(? AS INTEGER ARRAY)) AS asked(seq)"
                        + " JOIN module_event e ON e.order_id = ? AND e.seq = asked.seq",
                statement -> {
                    statement.setArray(
                            1, statement.getConnection().createArrayOf("integer", seqs.toArray(Integer[]::new)));
                    statement.setString(2, order.value());
                },
                row -> {
                    steps.computeIfAbsent(row.getInt("seq"), seq -> new ArrayList<>())
                            .add(JdbcDispositions.step(row, Set.of()).step());
                });
        Map<Integer, History> histories = new HashMap<>();
        steps.forEach((seq, taken) -> histories.put(seq, History.of(taken)));
        return histories;
    }

    public void add(int report, List<Event> events) {
        jdbc.batchUpdate(
                "INSERT INTO module_event (order_id, seq, event, happened_at, station, note, dac_sha256, report, line)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                events,
                Math.max(1, events.size()),
                (statement, event) -> {
                    statement.setString(1, order.value());
                    statement.setInt(2, event.seq());
                    statement.setString(3, event.step().event().word());
                    statement.setObject(4, time(event.step().at()));
                    statement.setString(5, event.step().station());
                    statement.setString(6, event.step().note());
                    statement.setString(7, event.step().dacSha256());
                    statement.setInt(8, report);
                    statement.setInt(9, event.line());
                });
    }

    public void refuse(int report, List<ReportRow.Refused> rows) {
        jdbc.batchUpdate(
                "INSERT INTO report_reject (order_id, report, line, module_id, event, happened_at, code, reason)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                rows,
                Math.max(1, rows.size()),
                (statement, row) -> {
                    statement.setString(1, order.value());
                    statement.setInt(2, report);
                    statement.setInt(3, row.line());
                    statement.setString(4, row.moduleId());
                    statement.setString(5, row.event());
                    statement.setObject(6, row.at().map(Rows::time).orElse(null));
                    statement.setString(7, row.fault().name());
                    statement.setString(8, cut(row.reason(), LONGEST_TEXT));
                });
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest);
    }
}
