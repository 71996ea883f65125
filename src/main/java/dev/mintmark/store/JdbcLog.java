package dev.mintmark.store;

import static dev.mintmark.store.Rows.time;

import dev.mintmark.audit.DacIssued;
import dev.mintmark.audit.LogEntry;
import dev.mintmark.format.Bytes;
import dev.mintmark.order.OrderId;
import java.nio.charset.StandardCharsets;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.support.DataAccessUtils;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The transparency log's rows. Entries are written by whoever does what they tell of, in the same transaction; their numbers
 * come later, from one place, so that no transaction waits for another.
 */
public final class JdbcLog {
    /** DACs of one order lie side by side, by place; all else by the order in which it was written, before them. */
    private static final String NUMBER =
            "INSERT INTO log_leaf (leaf_index, entry_id) SELECT CAST(? AS BIGINT) - 1 + ROW_NUMBER() OVER (ORDER BY"
                    + " CASE WHEN seq IS NULL THEN 0 ELSE 1 END, CASE WHEN seq IS NULL THEN '' ELSE order_id END, seq, entry_id),"
                    + " entry_id FROM log_entry WHERE entry_id > ? AND entry_id <= ?";

    private static final int NUMBERED_AT_ONCE = 1000;

    private static final String CHECKPOINT = "SELECT size, root, note, made_at FROM checkpoint";

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;

    JdbcLog(JdbcTemplate jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /**
     * A signed head of the log.
     *
     * @param root of the tree, 32 bytes
     * @param note as signed
     */
    public record CheckpointRow(long size, Bytes root, String note, Instant madeAt) {}

    /** A DAC's place in its order and its entry's in the log. */
    public record DacLeaf(int seq, long index) {}

    /** Which log it is, and how many entries are numbered. */
    public record Identity(String origin, long size) {}

    /** Writes entries, in the transaction under way. */
    void append(List<? extends LogEntry> entries) {
        jdbc.batchUpdate(
                "INSERT INTO log_entry (order_id, kind, seq, content) VALUES (?, ?, ?, ?)",
                entries,
                Math.max(1, entries.size()),
                (statement, entry) -> {
                    String line = entry.line();
                    if (line.length() > LogEntry.LONGEST) {
                        throw new IllegalStateException("an entry of %d bytes".formatted(line.length()));
                    }
                    statement.setString(1, entry.order().value());
                    statement.setString(2, entry.kind().word());
                    if (entry instanceof DacIssued dac) {
                        statement.setInt(3, dac.seq());
                    } else {
                        statement.setNull(3, Types.INTEGER);
                    }
                    statement.setString(4, line);
                });
    }

    /** Names the log, unless it has its name. */
    public void begin(String origin) {
        jdbc.update(
                "INSERT INTO log_identity (id, origin, size, numbered_to) VALUES (1, ?, 0, 0) ON CONFLICT DO NOTHING",
                origin);
    }

    /** Empty if nothing was ever logged here. */
    public Optional<Identity> identity() {
        return jdbc
                .query(
                        "SELECT origin, size FROM log_identity",
                        (row, n) -> new Identity(row.getString("origin"), row.getLong("size")))
                .stream()
                .findFirst();
    }

    /**
     * Numbers the entries that have no number yet. The caller holds the home, and no other of its threads writes entries: one
     * that was written but not committed now would stay without number, which {@code audit verify} finds.
     *
     * @return how many entries are numbered
     */
    public long number() {
        Long size = transaction.execute(status -> {
            long[] before = jdbc.queryForObject(
                    "SELECT size, numbered_to FROM log_identity WHERE id = 1 FOR UPDATE",
                    (row, n) -> new long[] {row.getLong("size"), row.getLong("numbered_to")});
            Long last = jdbc.queryForObject("SELECT COALESCE(MAX(entry_id), 0) FROM log_entry", Long.class);
            if (last <= before[1]) {
                return before[0];
            }
            long size0 = before[0] + jdbc.update(NUMBER, before[0], before[1], last);
            jdbc.update("UPDATE log_identity SET size = ?, numbered_to = ? WHERE id = 1", size0, last);
            return size0;
        });
        return size;
    }

    /** An entry that has no number yet. */
    public record Waiting(long entryId, Bytes content) {}

    /** Those that the next {@link #number()} numbers, in the order in which they were written. */
    public List<Waiting> waiting() {
        return jdbc.query(
                "SELECT entry_id, content FROM log_entry WHERE entry_id > (SELECT numbered_to FROM log_identity)"
                        + " ORDER BY entry_id",
                (row, n) -> new Waiting(
                        row.getLong("entry_id"),
                        Bytes.of(row.getString("content").getBytes(StandardCharsets.US_ASCII))));
    }

    /** Entries written behind this one, in the order in which they were; 0 for all. */
    public List<Long> writtenAfter(long entryId) {
        return jdbc.queryForList(
                "SELECT entry_id FROM log_entry WHERE entry_id > ? ORDER BY entry_id", Long.class, entryId);
    }

    /** The entry that was written last; 0 if there is none. */
    public long lastWritten() {
        return jdbc.queryForObject("SELECT COALESCE(MAX(entry_id), 0) FROM log_entry", Long.class);
    }

    /** Numbers these entries as they stand, behind those that are numbered; it must be all that have no number yet. */
    public void number(List<Long> entries) {
        long[] next = {identity().orElseThrow().size()};
        jdbc.batchUpdate(
                "INSERT INTO log_leaf (leaf_index, entry_id) VALUES (?, ?)",
                entries,
                NUMBERED_AT_ONCE,
                (statement, entry) -> {
                    statement.setLong(1, next[0]++);
                    statement.setLong(2, entry);
                });
        jdbc.update("UPDATE log_identity SET size = ?, numbered_to = ? WHERE id = 1", next[0], lastWritten());
    }

    /** Numbered entries' contents, at most {@code count} from this index on. */
    public List<Bytes> read(long first, int count) {
        return jdbc.query(
                "SELECT e.content FROM log_leaf l JOIN log_entry e ON e.entry_id = l.entry_id"
                        + " WHERE l.leaf_index >= ? AND l.leaf_index < ? ORDER BY l.leaf_index",
                (row, n) -> Bytes.of(row.getString("content").getBytes(StandardCharsets.US_ASCII)),
                first,
                first + count);
    }

    /** Where an order's DACs stand in the log, those of these places, by place. */
    public List<DacLeaf> dacs(OrderId order, int firstSeq, int lastSeq) {
        return jdbc.query(
                "SELECT e.seq, l.leaf_index FROM log_entry e JOIN log_leaf l ON l.entry_id = e.entry_id"
                        + " WHERE e.order_id = ? AND e.seq BETWEEN ? AND ? ORDER BY e.seq",
                (row, n) -> new DacLeaf(row.getInt("seq"), row.getLong("leaf_index")),
                order.value(),
                firstSeq,
                lastSeq);
    }

    /** Remembers a checkpoint that was made; a second call changes nothing. */
    public void record(CheckpointRow checkpoint) {
        jdbc.update(
                "INSERT INTO checkpoint (size, root, note, made_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                checkpoint.size(),
                checkpoint.root().hex(),
                checkpoint.note(),
                time(checkpoint.madeAt()));
    }

    /** All of them, by size. */
    public List<CheckpointRow> checkpoints() {
        return checkpoints(" ORDER BY size");
    }

    public Optional<CheckpointRow> checkpoint(long size) {
        return checkpoint(" WHERE size = " + size);
    }

    private Optional<CheckpointRow> checkpoint(String which) {
        return Optional.ofNullable(DataAccessUtils.singleResult(checkpoints(which)));
    }

    private List<CheckpointRow> checkpoints(String which) {
        return jdbc.query(
                CHECKPOINT + which,
                (row, n) -> new CheckpointRow(
                        row.getLong("size"),
                        Bytes.fromHex(row.getString("root")),
                        row.getString("note"),
                        Rows.instant(row, "made_at")));
    }

    /** The latest time that the log knows of: of a checkpoint, or of when a signing began. */
    public Optional<Instant> latest() {
        return jdbc
                .query(
                        "SELECT MAX(made_at) AS latest FROM checkpoint UNION ALL SELECT MAX(begun_at) FROM signing",
                        (row, n) -> Optional.ofNullable(Rows.instant(row, "latest")))
                .stream()
                .flatMap(Optional::stream)
                .max(Instant::compareTo);
    }
}
