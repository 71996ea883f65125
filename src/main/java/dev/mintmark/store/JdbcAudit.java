package dev.mintmark.store;

import dev.mintmark.audit.Accepted;
import dev.mintmark.format.Bytes;
import dev.mintmark.issue.AcceptedModule;
import dev.mintmark.order.OrderId;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.jdbc.core.JdbcTemplate;

/** What an auditor asks of the ledger: its rows as they are, whether they belong together or not. Changes nothing. */
public final class JdbcAudit {
    private final JdbcTemplate jdbc;

    JdbcAudit(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** A numbered entry. */
    public record Leaf(long index, Bytes content) {}

    /** Places that were about to be signed for. */
    public record Signing(int firstSeq, int lastSeq, int attempt) {}

    /** Numbered entries from this index on to before {@code first + count}; a number may lack its entry. */
    public List<Leaf> leaves(long first, int count) {
        return jdbc.query(
                "SELECT l.leaf_index, e.content FROM log_leaf l JOIN log_entry e ON e.entry_id = l.entry_id"
                        + " WHERE l.leaf_index >= ? AND l.leaf_index < ? ORDER BY l.leaf_index",
                (row, n) -> new Leaf(row.getLong("leaf_index"), ascii(row.getString("content"))),
                first,
                first + count);
    }

    /** Entries that should have a number and have none. */
    public long unnumbered() {
        return count("SELECT COUNT(*) FROM log_entry e LEFT JOIN log_leaf l ON l.entry_id = e.entry_id"
                + " WHERE l.entry_id IS NULL AND e.entry_id <= (SELECT numbered_to FROM log_identity)");
    }

    /** Entries that the next run numbers. */
    public long waiting() {
        return count("SELECT COUNT(*) FROM log_entry WHERE entry_id > (SELECT numbered_to FROM log_identity)");
    }

    public long dacs() {
        return count("SELECT COUNT(*) FROM dac");
    }

    public long dacEntries() {
        return count("SELECT COUNT(*) FROM log_entry WHERE kind = 'dac'");
    }

    public long modules() {
        return count("SELECT COUNT(*) FROM module");
    }

    public long rejects() {
        return count("SELECT COUNT(*) FROM reject");
    }

    /** The greatest place of the order that has a DAC, or an entry of one. */
    public int lastSeq(OrderId order) {
        Integer last = jdbc.queryForObject(
                "SELECT GREATEST((SELECT COALESCE(MAX(seq), 0) FROM dac WHERE order_id = ?),"
                        + " (SELECT COALESCE(MAX(seq), 0) FROM log_entry WHERE order_id = ?))",
                Integer.class,
                order.value(),
                order.value());
        return last == null ? 0 : last;
    }

    /** Contents of the entries of these places' DACs, by place. */
    public Map<Integer, Bytes> dacEntries(OrderId order, int firstSeq, int lastSeq) {
        Map<Integer, Bytes> entries = new HashMap<>();
        jdbc.query(
                "SELECT seq, content FROM log_entry WHERE order_id = ? AND seq BETWEEN ? AND ?",
                row -> {
                    entries.put(row.getInt("seq"), ascii(row.getString("content")));
                },
                order.value(),
                firstSeq,
                lastSeq);
        return entries;
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

    /** These places as an entry would tell of them, by place. */
    public List<Accepted.Module> modules(OrderId order, int firstSeq, int lastSeq) {
        return jdbc.query(
                "SELECT " + Rows.MODULE_COLUMNS + " FROM " + Rows.MODULE_TABLES
                        + " WHERE m.order_id = ? AND m.seq BETWEEN ? AND ? ORDER BY m.seq",
                (row, n) -> {
                    AcceptedModule module = Rows.module(row);
                    return new Accepted.Module(
                            module.seq(), module.moduleId(), module.mac(), module.serialNumber(), module.publicKey());
                },
                order.value(),
                firstSeq,
                lastSeq);
    }

    public List<Signing> signings(OrderId order) {
        return jdbc.query(
                "SELECT first_seq, last_seq, attempt FROM signing WHERE order_id = ? ORDER BY first_seq, attempt",
                (row, n) -> new Signing(row.getInt("first_seq"), row.getInt("last_seq"), row.getInt("attempt")),
                order.value());
    }

    /** Passes the place and the order of each DAC entry whose order the ledger does not have. */
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
