package dev.mintmark.store;

import dev.mintmark.audit.Accepted;
import dev.mintmark.audit.EntryKind;
import dev.mintmark.audit.LogEntry;
import dev.mintmark.disposition.TakenStep;
import dev.mintmark.format.Bytes;
import dev.mintmark.order.OrderId;
import dev.mintmark.reconcile.RefusedRow;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;

/** All that the ledger knows of one module, over all orders, each question by an index. Changes nothing. */
public final class JdbcTrace {
    private static final List<String> BY_NAME = List.of("live_module_id", "live_mac", "live_serial");

    private static final String LOT_COLUMNS =
            "l.delivery, l.number, l.sealed_sha256, d.delivered_at, d.sums_sha256, r.signed_at";
    private static final String OF_LOT = " LEFT JOIN delivery d ON d.order_id = l.order_id AND d.number = l.delivery"
            + " LEFT JOIN receipt r ON r.order_id = l.order_id AND r.delivery = l.delivery";

    private final JdbcTemplate jdbc;

    JdbcTrace(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** A module's place. */
    public record Place(String order, int seq) {}

    /**
     * A module's row, with its submission's, its DAC's, its lot's and its delivery's.
     *
     * @param supersededBy the place of the one that has taken its place
     * @param again when it was asked for once more after that, in the order in which it was
     */
    public record Row(
            OrderId order,
            int seq,
            String moduleId,
            Optional<String> mac,
            String serialNumber,
            String spkiSha256,
            Instant acceptedAt,
            Optional<Integer> supersededBy,
            int submission,
            String submissionName,
            String submissionSha256,
            Optional<DacRow> dac,
            Optional<LotRow> lot,
            List<AgainRow> again) {}

    /** Hashes and serial number in hex. */
    public record DacRow(
            String sha256, String serial, String issuerSki, Instant notBefore, Instant notAfter, Instant issuedAt) {}

    public record LotRow(
            int delivery,
            int number,
            Optional<String> sealedSha256,
            Optional<Instant> deliveredAt,
            Optional<String> sumsSha256,
            Optional<Instant> acknowledgedAt) {}

    /**
     * A submission that asked for a delivered module once more.
     *
     * @param lot what answered it; empty until it is planned
     */
    public record AgainRow(int submission, String submissionName, Instant askedAt, Optional<LotRow> lot) {}

    /**
     * An entry of the log.
     *
     * @param index its number; empty until it has one
     */
    public record Entry(EntryKind kind, Optional<Long> index, Optional<LogEntry> content) {}

    /**
     * Who is called so now or was, in every order, by place.
     *
     * @param name a module id, a MAC, a serial number, or a DAC's SHA-256 or serial number in hex
     */
    public List<Place> named(String name) {
        Set<Place> found = new LinkedHashSet<>();
        for (String column : BY_NAME) {
            found.addAll(
                    places("SELECT order_id, seq FROM module WHERE " + column + " = ? ORDER BY order_id, seq", name));
        }
        for (String column : List.of("sha256", "serial")) {
            found.addAll(places("SELECT order_id, seq FROM dac WHERE " + column + " = ? ORDER BY order_id, seq", name));
        }
        Set<Place> all = new LinkedHashSet<>();
        found.forEach(place -> all.addAll(chain(place)));
        return List.copyOf(all);
    }

    /** What a module superseded, itself, and what superseded it. */
    private List<Place> chain(Place place) {
        LinkedHashSet<Place> chain = new LinkedHashSet<>();
        for (Optional<Place> one = Optional.of(first(place)); one.isPresent() && chain.add(one.get()); ) {
            one = places(
                            "SELECT order_id, superseded_by AS seq FROM module WHERE order_id = ? AND seq = ?"
                                    + " AND superseded_by IS NOT NULL",
                            one.get().order(),
                            one.get().seq())
                    .stream()
                    .findFirst();
        }
        return List.copyOf(chain);
    }

    private Place first(Place place) {
        Optional<Place> before = Optional.of(place);
        Place first = place;
        while (before.isPresent()) {
            first = before.get();
            before = places(
                            "SELECT order_id, seq FROM module WHERE order_id = ? AND superseded_by = ?",
                            first.order(),
                            first.seq())
                    .stream()
                    .findFirst();
        }
        return first;
    }

    private List<Place> places(String sql, Object... values) {
        return jdbc.query(sql, (row, n) -> new Place(row.getString("order_id"), row.getInt("seq")), values);
    }

    public Row row(Place place) {
        return jdbc.queryForObject(
                "SELECT m.*, s.name, s.sha256 AS submission_sha256, d.sha256, d.serial, d.issuer_ski, d.not_before,"
                        + " d.not_after, d.issued_at FROM module m"
                        + " JOIN submission s ON s.order_id = m.order_id AND s.number = m.submission"
                        + " LEFT JOIN dac d ON d.order_id = m.order_id AND d.seq = m.seq"
                        + " WHERE m.order_id = ? AND m.seq = ?",
                (row, n) -> row(row),
                place.order(),
                place.seq());
    }

    private Row row(ResultSet row) throws SQLException {
        OrderId order = new OrderId(row.getString("order_id"));
        int seq = row.getInt("seq");
        int by = row.getInt("superseded_by");
        return new Row(
                order,
                seq,
                row.getString("module_id"),
                Optional.ofNullable(row.getString("mac")),
                row.getString("serial_number"),
                row.getString("spki_sha256"),
                Rows.instant(row, "accepted_at"),
                by > 0 ? Optional.of(by) : Optional.empty(),
                row.getInt("submission"),
                row.getString("name"),
                row.getString("submission_sha256"),
                row.getString("sha256") == null
                        ? Optional.empty()
                        : Optional.of(new DacRow(
                                row.getString("sha256"),
                                row.getString("serial"),
                                row.getString("issuer_ski"),
                                Rows.instant(row, "not_before"),
                                Rows.instant(row, "not_after"),
                                Rows.instant(row, "issued_at"))),
                lot(order, seq),
                again(order, seq));
    }

    private Optional<LotRow> lot(OrderId order, int seq) {
        return jdbc
                .query(
                        "SELECT " + LOT_COLUMNS + " FROM lot l" + OF_LOT
                                + " WHERE l.order_id = ? AND l.first_seq <= ? AND l.last_seq >= ?",
                        (row, n) -> lot(row),
                        order.value(),
                        seq,
                        seq)
                .stream()
                .findFirst();
    }

    private List<AgainRow> again(OrderId order, int seq) {
        return jdbc.query(
                "SELECT a.submission, a.lot, s.name, s.taken_at, " + LOT_COLUMNS + " FROM redelivery a"
                        + " JOIN submission s ON s.order_id = a.order_id AND s.number = a.submission"
                        + " LEFT JOIN lot l ON l.order_id = a.order_id AND l.delivery = a.delivery AND l.number = a.lot"
                        + OF_LOT
                        + " WHERE a.order_id = ? AND a.seq = ? ORDER BY a.submission",
                (row, n) -> new AgainRow(
                        row.getInt("submission"),
                        row.getString("name"),
                        Rows.instant(row, "taken_at"),
                        row.getString("lot") == null ? Optional.empty() : Optional.of(lot(row))),
                order.value(),
                seq);
    }

    private static LotRow lot(ResultSet row) throws SQLException {
        return new LotRow(
                row.getInt("delivery"),
                row.getInt("number"),
                Optional.ofNullable(row.getString("sealed_sha256")),
                Optional.ofNullable(Rows.instant(row, "delivered_at")),
                Optional.ofNullable(row.getString("sums_sha256")),
                Optional.ofNullable(Rows.instant(row, "signed_at")));
    }

    /** What was reported, in the order in which it happened. */
    public List<TakenStep> steps(OrderId order, int seq) {
        Set<Integer> signed = new HashSet<>(jdbc.queryForList(
                "SELECT number FROM factory_report WHERE order_id = ? AND signer_sha256 IS NOT NULL",
                Integer.class,
                order.value()));
        return jdbc.query(
                "SELECT " + JdbcDispositions.STEP_COLUMNS + " FROM module_event e WHERE e.order_id = ? AND e.seq = ?"
                        + " ORDER BY e.happened_at, e.report, e.line",
                (row, n) -> JdbcDispositions.step(row, signed),
                order.value(),
                seq);
    }

    /** A row that was refused, and the order in whose report it stood. */
    public record RefusedIn(String order, RefusedRow row) {}

    /** Rows of reports that name the module and were refused, over all orders. */
    public List<RefusedIn> refusedRows(String moduleId) {
        return jdbc.query(
                "SELECT order_id, report, line, module_id, event, code, reason FROM report_reject WHERE module_id = ?"
                        + " ORDER BY order_id, report, line",
                (row, n) -> new RefusedIn(
                        row.getString("order_id"),
                        new RefusedRow(
                                row.getInt("report"),
                                row.getInt("line"),
                                row.getString("module_id"),
                                row.getString("event"),
                                row.getString("code"),
                                row.getString("reason"))),
                moduleId);
    }

    /** All of an order's entries of one kind, in the order in which they were written. */
    public List<Entry> entries(OrderId order, EntryKind kind) {
        return jdbc.query(
                "SELECT e.content, l.leaf_index FROM log_entry e LEFT JOIN log_leaf l ON l.entry_id = e.entry_id"
                        + " WHERE e.order_id = ? AND e.kind = ? ORDER BY e.entry_id",
                (row, n) -> entry(kind, row),
                order.value(),
                kind.word());
    }

    /** The entry that tells of the acceptance of a place: they were written place by place. */
    public Optional<Entry> accepted(OrderId order, int seq) {
        List<Long> ids = jdbc.queryForList(
                "SELECT entry_id FROM log_entry WHERE order_id = ? AND kind = ? ORDER BY entry_id",
                Long.class,
                order.value(),
                EntryKind.ACCEPTED.word());
        int low = 0;
        int high = ids.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            Entry entry = jdbc.queryForObject(
                    "SELECT e.content, l.leaf_index FROM log_entry e LEFT JOIN log_leaf l ON l.entry_id = e.entry_id"
                            + " WHERE e.entry_id = ?",
                    (row, n) -> entry(EntryKind.ACCEPTED, row),
                    ids.get(middle));
            List<Accepted.Module> modules = ((Accepted) entry.content().orElseThrow()).modules();
            if (seq < modules.get(0).seq()) {
                high = middle - 1;
            } else if (seq > modules.get(modules.size() - 1).seq()) {
                low = middle + 1;
            } else {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }

    private static Entry entry(EntryKind kind, ResultSet row) throws SQLException {
        long index = row.getLong("leaf_index");
        return new Entry(
                kind,
                row.wasNull() ? Optional.empty() : Optional.of(index),
                Optional.of(LogEntry.read(Bytes.of(row.getString("content").getBytes(StandardCharsets.US_ASCII)))));
    }
}
