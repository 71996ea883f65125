package dev.mintmark.store;

import dev.mintmark.order.OrderId;
import dev.mintmark.reconcile.DacSighting;
import dev.mintmark.reconcile.RefusedRow;
import dev.mintmark.reconcile.Twin;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.springframework.jdbc.core.JdbcTemplate;

/** What of one order's rows may not agree: the questions of a reconciliation. Changes nothing. */
public final class JdbcFindings {
    private static final int PAGE = 4000;

    private final JdbcTemplate jdbc;
    private final OrderId order;

    JdbcFindings(JdbcTemplate jdbc, OrderId order) {
        this.jdbc = jdbc;
        this.order = order;
    }

    /** Passes rows of reports that were refused, but for those that were taken since as they are. */
    public void refusedRows(Consumer<RefusedRow> each) {
        jdbc.query(
                "SELECT r.report, r.line, r.module_id, r.event, r.code, r.reason FROM report_reject r"
                        + " LEFT JOIN module m ON m.live_module_id = r.module_id AND m.order_id = r.order_id"
                        + " LEFT JOIN module_event e ON e.order_id = m.order_id AND e.seq = m.seq"
                        + " AND e.happened_at = r.happened_at AND e.event = r.event"
                        + " WHERE r.order_id = ? AND e.seq IS NULL ORDER BY r.report, r.line",
                row -> {
                    each.accept(new RefusedRow(
                            row.getInt("report"),
                            row.getInt("line"),
                            row.getString("module_id"),
                            row.getString("event"),
                            row.getString("code"),
                            row.getString("reason")));
                },
                order.value());
    }

    /** DACs that stations read in modules which they were not issued to. */
    public List<DacSighting> foreignDacs() {
        return jdbc.query(
                // H2 keeps the order of outer joins: a module's own DAC is compared before anything is looked up
                "SELECT e.seq, e.report, e.line, e.dac_sha256, m.module_id, d.order_id AS of_order, d.seq AS of_seq,"
                        + " o.module_id AS of_module FROM dac own"
                        + " LEFT JOIN module_event e ON e.order_id = own.order_id AND e.seq = own.seq"
                        + " AND e.dac_sha256 <> '' AND e.dac_sha256 <> own.sha256"
                        + " LEFT JOIN module m ON m.order_id = e.order_id AND m.seq = e.seq"
                        + " LEFT JOIN dac d ON d.sha256 = e.dac_sha256"
                        + " LEFT JOIN module o ON o.order_id = d.order_id AND o.seq = d.seq"
                        + " WHERE own.order_id = ? AND e.seq IS NOT NULL ORDER BY e.seq, e.report, e.line",
                (row, n) -> new DacSighting(
                        row.getString("module_id"),
                        row.getString("dac_sha256"),
                        row.getInt("report"),
                        row.getInt("line"),
                        row.getString("of_module") == null
                                ? Optional.empty()
                                : Optional.of(owner(
                                        row.getString("of_order"), row.getInt("of_seq"), row.getString("of_module")))),
                order.value());
    }

    /** Whose it is, and whether it was reported in its own module. */
    private DacSighting.Owner owner(String ofOrder, int seq, String moduleId) {
        Integer own = jdbc.queryForObject(
                "SELECT COUNT(*) FROM module_event e JOIN dac d ON d.order_id = e.order_id AND d.seq = e.seq"
                        + " WHERE e.order_id = ? AND e.seq = ? AND e.event IN ('flashed', 'shipped')"
                        + " AND (e.dac_sha256 = '' OR e.dac_sha256 = d.sha256)",
                Integer.class,
                ofOrder,
                seq);
        return new DacSighting.Owner(ofOrder, moduleId, own != null && own > 0);
    }

    /** Modules with a live DAC here that have another one in another order, by module id or MAC. */
    public List<Twin> twins() {
        List<Twin> twins = new ArrayList<>();
        for (String column : List.of("live_module_id", "live_mac")) {
            twins.addAll(jdbc.query(
                    "SELECT m.module_id, o.order_id, o.seq, o.module_id AS other FROM module m"
                            + " JOIN module o ON o." + column + " = m." + column + " AND o.order_id <> m.order_id"
                            + " JOIN dac d ON d.order_id = m.order_id AND d.seq = m.seq"
                            + " JOIN dac c ON c.order_id = o.order_id AND c.seq = o.seq"
                            + " WHERE m.order_id = ? AND NOT EXISTS (SELECT 1 FROM module_event e"
                            + " WHERE e.event IN ('scrapped', 'revoked')"
                            + " AND (e.order_id = m.order_id AND e.seq = m.seq OR e.order_id = o.order_id AND e.seq = o.seq))"
                            + " ORDER BY m.seq, o.order_id",
                    (row, n) -> new Twin(
                            row.getString("module_id"),
                            row.getString("order_id"),
                            row.getInt("seq"),
                            row.getString("other")),
                    order.value()));
        }
        return twins.stream().distinct().toList();
    }

    /** Passes who asked for a certificate beyond the quantity and got none since, with the submission's number. */
    public void overruns(BiConsumer<String, Integer> each) {
        jdbc.query(
                "SELECT r.module_id, r.submission FROM reject r"
                        + " LEFT JOIN module m ON m.live_module_id = r.module_id AND m.order_id = r.order_id"
                        + " WHERE r.order_id = ? AND r.code = 'QUOTA_EXCEEDED' AND m.seq IS NULL"
                        + " ORDER BY r.submission, r.number",
                row -> {
                    each.accept(row.getString("module_id"), row.getInt("submission"));
                },
                order.value());
    }

    /** Passes the module ids of these places that have a DAC which was not superseded, by place. */
    public void live(BitSet places, BiConsumer<Integer, String> each) {
        int last;
        for (int first = places.nextSetBit(0); first >= 0; first = places.nextSetBit(last + 1)) {
            last = Math.min(places.nextClearBit(first), first + PAGE) - 1;
            jdbc.query(
                    "SELECT m.seq, m.module_id FROM module m JOIN dac d ON d.order_id = m.order_id AND d.seq = m.seq"
                            + " WHERE m.order_id = ? AND m.seq BETWEEN ? AND ? AND m.superseded_by IS NULL ORDER BY m.seq",
                    row -> {
                        each.accept(row.getInt("seq"), row.getString("module_id"));
                    },
                    order.value(),
                    first,
                    last);
        }
    }

    /** The module id at a place, whatever became of it. */
    public Optional<String> moduleId(int seq) {
        return jdbc
                .queryForList(
                        "SELECT module_id FROM module WHERE order_id = ? AND seq = ?", String.class, order.value(), seq)
                .stream()
                .findFirst();
    }
}
