package dev.mintmark.store;

import dev.mintmark.audit.EntryKind;
import dev.mintmark.format.Bytes;
import dev.mintmark.order.OrderId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.springframework.jdbc.core.JdbcTemplate;

/** What an auditor asks of the ledger: its rows as they are, whether they belong together or not. Changes nothing. */
public final class JdbcAudit {
    private final JdbcTemplate jdbc;

    JdbcAudit(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param superseded modules
     * @param planned deliveries
     * @param sealed lots of deliveries that were handed over
     * @param signed submissions
     * @param askedAgain modules to be delivered once more, by submission
     * @param reSigned rows of signing, not places
     */
    public record Counts(
            long orders,
            long submissions,
            long modules,
            long superseded,
            long rejects,
            long planned,
            long delivered,
            long sealed,
            long reSigned,
            long acknowledged,
            long reported,
            long lost,
            long closed,
            long signed,
            long askedAgain) {}

    /** Places that were about to be signed for. */
    public record Signing(int firstSeq, int lastSeq, int attempt) {}

    /** Entries that should have a number and have none. */
    public long unnumbered() {
        return count("SELECT COUNT(*) FROM log_entry e LEFT JOIN log_leaf l ON l.entry_id = e.entry_id"
                + " WHERE l.entry_id IS NULL AND e.entry_id <= (SELECT numbered_to FROM log_identity)");
    }

    /** Entries that the next run numbers. */
    public long waiting() {
        return count("SELECT SUM(" + JdbcLog.WIDTH + ") FROM log_entry"
                + " WHERE entry_id > (SELECT numbered_to FROM log_identity)");
    }

    public long dacs() {
        return count("SELECT COUNT(*) FROM dac");
    }

    public long dacEntries() {
        return count("SELECT SUM(last_seq - first_seq + 1) FROM log_entry");
    }

    /** How many rows there are of which an entry tells, in the whole ledger. */
    public Counts counts() {
        return new Counts(
                count("SELECT COUNT(*) FROM production_order"),
                count("SELECT COUNT(*) FROM submission"),
                count("SELECT COUNT(*) FROM module"),
                count("SELECT COUNT(*) FROM module WHERE superseded_by IS NOT NULL OR live_module_id IS NULL"),
                count("SELECT COUNT(*) FROM reject"),
                count("SELECT COUNT(*) FROM delivery"),
                count("SELECT COUNT(*) FROM delivery WHERE delivered_at IS NOT NULL OR sums_sha256 IS NOT NULL"),
                count("SELECT COUNT(*) FROM lot l JOIN delivery d ON d.order_id = l.order_id AND d.number = l.delivery"
                        + " WHERE d.delivered_at IS NOT NULL"),
                count("SELECT COUNT(*) FROM signing WHERE attempt > 1"),
                count("SELECT COUNT(*) FROM receipt"),
                count("SELECT COUNT(*) FROM factory_report"),
                count("SELECT COUNT(*) FROM lost_checkpoint"),
                count("SELECT COUNT(*) FROM production_order WHERE closed_at IS NOT NULL"),
                count("SELECT COUNT(*) FROM signed_submission"),
                count("SELECT COUNT(*) FROM redelivery"));
    }

    /** Passes the places of an order's DACs, and whether each is of the module's key. */
    public void dacs(OrderId order, BiConsumer<Integer, Boolean> each) {
        jdbc.query(
                "SELECT d.seq, CASE WHEN d.spki_sha256 = m.spki_sha256 THEN 1 ELSE 0 END AS same FROM dac d"
                        + " JOIN module m ON m.order_id = d.order_id AND m.seq = d.seq WHERE d.order_id = ? ORDER BY d.seq",
                row -> {
                    each.accept(row.getInt("seq"), row.getInt("same") == 1);
                },
                order.value());
    }

    /** The places of an order whose DACs have entries, numbered or not. */
    public BitSet logged(OrderId order) {
        return logged("first_seq IS NOT NULL", order.value());
    }

    /** Those of them whose entries say that another CA signed. */
    public BitSet adopted(OrderId order) {
        return logged("first_seq IS NOT NULL AND kind = ?", order.value(), EntryKind.ADOPTED.word());
    }

    private BitSet logged(String which, Object... values) {
        BitSet places = new BitSet();
        jdbc.query(
                "SELECT first_seq, last_seq FROM log_entry WHERE order_id = ? AND " + which,
                row -> {
                    places.set(row.getInt("first_seq"), row.getInt("last_seq") + 1);
                },
                values);
        return places;
    }

    /** Passes the contents of entries that have no number yet, without those of DACs. */
    public void waiting(Consumer<Bytes> each) {
        jdbc.query(
                "SELECT content FROM log_entry WHERE content IS NOT NULL"
                        + " AND entry_id > (SELECT numbered_to FROM log_identity) ORDER BY entry_id",
                row -> {
                    each.accept(ascii(row.getString("content")));
                });
    }

    /** Numbers of entries that lie side by side, from {@code first} on. */
    public record Leaves(long first, long count) {}

    /** Where an order's numbered entries stand in the log, of whatever kind, by number; runs that touch are one. */
    public List<Leaves> leavesOf(OrderId order) {
        List<Leaves> runs = new ArrayList<>();
        jdbc.query(
                "SELECT l.leaf_index, " + JdbcLog.WIDTH + " AS width FROM log_entry e"
                        + " JOIN log_leaf l ON l.entry_id = e.entry_id WHERE e.order_id = ? ORDER BY l.leaf_index",
                row -> {
                    long first = row.getLong("leaf_index");
                    Leaves last = runs.isEmpty() ? new Leaves(0, 0) : runs.get(runs.size() - 1);
                    if (last.count() > 0 && last.first() + last.count() == first) {
                        runs.set(runs.size() - 1, new Leaves(last.first(), last.count() + row.getLong("width")));
                    } else {
                        runs.add(new Leaves(first, row.getLong("width")));
                    }
                },
                order.value());
        return runs;
    }

    /** A module's order and place. */
    public record Place(OrderId order, int seq, String moduleId) {}

    /** Whose DAC has this SHA-256, in hex. */
    public List<Place> ofDac(String sha256) {
        return places("JOIN dac d ON d.order_id = m.order_id AND d.seq = m.seq WHERE d.sha256 = ?", sha256);
    }

    /** Who is called so: by module id, MAC, serial number, or the DAC's in hex. */
    public List<Place> named(String id) {
        return places(
                "LEFT JOIN dac d ON d.order_id = m.order_id AND d.seq = m.seq"
                        + " WHERE m.module_id = ? OR m.mac = ? OR m.serial_number = ? OR d.serial = ?",
                id,
                id,
                id,
                id);
    }

    private List<Place> places(String which, Object... values) {
        return jdbc.query(
                "SELECT m.order_id, m.seq, m.module_id FROM module m " + which + " ORDER BY m.order_id, m.seq",
                (row, n) -> new Place(
                        new OrderId(row.getString("order_id")), row.getInt("seq"), row.getString("module_id")),
                values);
    }

    public List<Signing> signings(OrderId order) {
        return jdbc.query(
                "SELECT first_seq, last_seq, attempt FROM signing WHERE order_id = ? ORDER BY first_seq, attempt",
                (row, n) -> new Signing(row.getInt("first_seq"), row.getInt("last_seq"), row.getInt("attempt")),
                order.value());
    }

    /** Passes each order that has entries and that the ledger does not have. */
    public void ofUnknownOrders(Consumer<String> each) {
        jdbc.query(
                "SELECT DISTINCT order_id FROM log_entry WHERE order_id NOT IN (SELECT order_id FROM production_order)",
                row -> {
                    each.accept(row.getString("order_id"));
                });
    }

    private long count(String sql) {
        Long count = jdbc.queryForObject(sql, Long.class);
        return count == null ? 0 : count;
    }

    private static Bytes ascii(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.US_ASCII));
    }
}
