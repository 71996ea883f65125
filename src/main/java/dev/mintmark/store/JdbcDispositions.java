package dev.mintmark.store;

import dev.mintmark.disposition.ModuleEvent;
import dev.mintmark.disposition.Step;
import dev.mintmark.disposition.TakenStep;
import dev.mintmark.order.OrderId;
import dev.mintmark.reconcile.LotCount;
import dev.mintmark.reconcile.ReportedModule;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.springframework.jdbc.core.JdbcTemplate;

/** Where one order's DACs are, by its lots and by what was reported. Changes nothing. */
public final class JdbcDispositions {
    /** Columns of {@link #step}; the table module_event e. */
    static final String STEP_COLUMNS =
            "e.seq, e.event, e.happened_at, e.station, e.note, e.dac_sha256, e.report, e.line";

    /** Places read at a time. */
    private static final int PAGE = 4000;

    private final JdbcTemplate jdbc;
    private final OrderId order;

    JdbcDispositions(JdbcTemplate jdbc, OrderId order) {
        this.jdbc = jdbc;
        this.order = order;
    }

    /** Its lots by place. */
    public List<LotCount> lots() {
        return jdbc.query(
                "SELECT l.delivery, l.number, l.first_seq, l.last_seq, d.delivered_at, r.signed_at,"
                        + " (SELECT COUNT(*) FROM dac c WHERE c.order_id = l.order_id"
                        + " AND c.seq BETWEEN l.first_seq AND l.last_seq) AS dacs"
                        + " FROM lot l JOIN delivery d ON d.order_id = l.order_id AND d.number = l.delivery"
                        + " LEFT JOIN receipt r ON r.order_id = l.order_id AND r.delivery = l.delivery"
                        + " WHERE l.order_id = ? AND l.first_seq IS NOT NULL ORDER BY l.first_seq",
                (row, n) -> new LotCount(
                        row.getInt("delivery"),
                        row.getInt("number"),
                        row.getInt("first_seq"),
                        row.getInt("last_seq"),
                        row.getInt("dacs"),
                        Optional.ofNullable(Rows.instant(row, "delivered_at")),
                        Optional.ofNullable(Rows.instant(row, "signed_at"))),
                order.value());
    }

    /** Places of DACs whose module has another one since. */
    public Set<Integer> superseded() {
        return new HashSet<>(jdbc.queryForList(
                "SELECT m.seq FROM module m JOIN dac d ON d.order_id = m.order_id AND d.seq = m.seq"
                        + " WHERE m.order_id = ? AND m.superseded_by > 0",
                Integer.class,
                order.value()));
    }

    /** Takes a module that was delivered, with its DAC's SHA-256 in hex. */
    @FunctionalInterface
    public interface Delivered {
        void module(String moduleId, String dacSha256, Instant issuedAt);
    }

    /** Passes every live module of deliveries that were handed over, by place. */
    public void delivered(Delivered each) {
        for (LotCount lot : lots()) {
            if (lot.deliveredAt().isPresent()) {
                jdbc.query(
                        "SELECT m.module_id, d.sha256, d.issued_at FROM module m"
                                + " JOIN dac d ON d.order_id = m.order_id AND d.seq = m.seq"
                                + " WHERE m.order_id = ? AND m.seq BETWEEN ? AND ? AND m.superseded_by IS NULL ORDER BY m.seq",
                        row -> {
                            each.module(
                                    row.getString("module_id"),
                                    row.getString("sha256"),
                                    Rows.instant(row, "issued_at"));
                        },
                        order.value(),
                        lot.firstSeq(),
                        lot.lastSeq());
            }
        }
    }

    /** Modules of other orders and of none like this one's, a few. */
    public List<String> ofOtherOrders(int most) {
        return jdbc.queryForList(
                "SELECT o.module_id FROM module o WHERE o.order_id <> ? AND o.live_module_id IS NOT NULL"
                        + " AND NOT EXISTS (SELECT 1 FROM module m WHERE m.live_module_id = o.live_module_id"
                        + " AND m.order_id = ?) ORDER BY o.order_id, o.seq LIMIT ?",
                String.class,
                order.value(),
                order.value(),
                most);
    }

    /** How many reports were taken, and how many of their rows were refused. */
    public record Reports(int taken, long refusedRows) {}

    public Reports reports() {
        return jdbc.queryForObject(
                "SELECT COUNT(*) AS taken, COALESCE(SUM(refused), 0) AS refused FROM factory_report WHERE order_id = ?",
                (row, n) -> new Reports(row.getInt("taken"), row.getLong("refused")),
                order.value());
    }

    /** Passes every DAC of which reports tell, by place. */
    public void reported(Consumer<ReportedModule> each) {
        Set<Integer> signed = signedReports();
        Integer last = jdbc.queryForObject(
                "SELECT COALESCE(MAX(seq), 0) FROM module_event WHERE order_id = ?", Integer.class, order.value());
        for (int seq = 0; seq < last; seq += PAGE) {
            page(seq + 1, seq + PAGE, signed).forEach(each);
        }
    }

    private Set<Integer> signedReports() {
        return new HashSet<>(jdbc.queryForList(
                "SELECT number FROM factory_report WHERE order_id = ? AND signer_sha256 IS NOT NULL",
                Integer.class,
                order.value()));
    }

    private record Found(String moduleId, boolean superseded, List<TakenStep> steps) {}

    private List<ReportedModule> page(int first, int last, Set<Integer> signed) {
        Map<Integer, Found> found = new TreeMap<>();
        jdbc.query(
                "SELECT " + STEP_COLUMNS + ", m.module_id, m.superseded_by FROM module_event e"
                        + " JOIN module m ON m.order_id = e.order_id AND m.seq = e.seq"
                        + " WHERE e.order_id = ? AND e.seq BETWEEN ? AND ?",
                row -> {
                    String moduleId = row.getString("module_id");
                    boolean superseded = row.getInt("superseded_by") > 0;
                    found.computeIfAbsent(row.getInt("seq"), seq -> new Found(moduleId, superseded, new ArrayList<>()))
                            .steps()
                            .add(step(row, signed));
                },
                order.value(),
                first,
                last);
        return found.entrySet().stream()
                .map(one -> new ReportedModule(
                        one.getKey(),
                        one.getValue().moduleId(),
                        one.getValue().superseded(),
                        one.getValue().steps()))
                .toList();
    }

    static TakenStep step(ResultSet row, Set<Integer> signed) throws SQLException {
        return new TakenStep(
                new Step(
                        ModuleEvent.of(row.getString("event")).orElseThrow(),
                        Rows.instant(row, "happened_at"),
                        row.getString("station"),
                        row.getString("note"),
                        row.getString("dac_sha256")),
                row.getInt("report"),
                row.getInt("line"),
                signed.contains(row.getInt("report")));
    }
}
