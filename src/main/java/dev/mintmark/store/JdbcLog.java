package dev.mintmark.store;

import static dev.mintmark.store.Rows.time;

import dev.mintmark.audit.DacIssued;
import dev.mintmark.audit.EntryKind;
import dev.mintmark.audit.LogEntry;
import dev.mintmark.format.Bytes;
import dev.mintmark.order.OrderId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.dao.support.DataAccessUtils;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The transparency log's rows. Entries are written by whoever does what they tell of, in the same transaction; their numbers
 * come later, from one place, so that no transaction waits for another.
 */
public final class JdbcLog {
    /** DACs that one row stands for at most, as the table says. */
    static final int MOST_PLACES = 1000;

    /** Numbers that an entry's row takes. */
    static final String WIDTH = "CASE WHEN first_seq IS NULL THEN 1 ELSE last_seq - first_seq + 1 END";

    /** DACs of one order lie side by side, by place; all else by the order in which it was written, before them. */
    private static final String NUMBER =
            "INSERT INTO log_leaf (leaf_index, entry_id) SELECT CAST(? AS BIGINT) - " + WIDTH
                    + " + SUM(" + WIDTH + ") OVER (ORDER BY CASE WHEN first_seq IS NULL THEN 0 ELSE 1 END,"
                    + " CASE WHEN first_seq IS NULL THEN '' ELSE order_id END, first_seq, entry_id),"
                    + " entry_id FROM log_entry WHERE entry_id > ? AND entry_id <= ?";

    private static final int NUMBERED_AT_ONCE = 1000;

    private static final String CHECKPOINT = "SELECT size, root, note, made_at FROM checkpoint";

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final LeafRows leaves;

    JdbcLog(JdbcTemplate jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.leaves = new LeafRows(jdbc);
    }

    /**
     * A signed head of the log.
     *
     * @param root of the tree, 32 bytes
     * @param note as signed
     */
    public record CheckpointRow(long size, Bytes root, String note, Instant madeAt) {}

    /** A DAC's place in its order and its entry's in the log, and whether another CA signed it. */
    public record DacLeaf(int seq, long index, boolean adopted) {}

    /**
     * A numbered entry.
     *
     * @param isDac whether it was made from a DAC's row
     * @param content the bytes that are hashed; nothing if what a DAC's row holds is not of its form
     */
    public record Leaf(long index, boolean isDac, Optional<Bytes> content) {}

    /** Which log it is, and how many entries are numbered. */
    public record Identity(String origin, long size) {}

    /** Writes entries, in the transaction under way; those of DACs are {@link #appendDacs}. */
    void append(List<? extends LogEntry> entries) {
        jdbc.batchUpdate(
                "INSERT INTO log_entry (order_id, kind, content) VALUES (?, ?, ?)",
                entries,
                Math.max(1, entries.size()),
                (statement, entry) -> {
                    if (entry instanceof DacIssued) {
                        throw new IllegalArgumentException("what a DAC's entry says stands in the DAC's row");
                    }
                    String line = entry.line();
                    if (line.length() > LogEntry.LONGEST) {
                        throw new IllegalStateException("an entry of %d bytes".formatted(line.length()));
                    }
                    statement.setString(1, entry.order().value());
                    statement.setString(2, entry.kind().word());
                    statement.setString(3, line);
                });
    }

    /**
     * Writes the entries of DACs whose rows are written in the transaction under way: who has the row has the entry.
     *
     * @param kind that of DACs signed here, or of adopted ones
     * @param seqs their places, ascending
     */
    void appendDacs(OrderId order, EntryKind kind, List<Integer> seqs) {
        List<int[]> runs = new ArrayList<>();
        for (int seq : seqs) {
            int[] open = runs.isEmpty() ? null : runs.get(runs.size() - 1);
            if (open != null && open[1] == seq - 1 && seq - open[0] < MOST_PLACES) {
                open[1] = seq;
            } else {
                runs.add(new int[] {seq, seq});
            }
        }
        jdbc.batchUpdate(
                "INSERT INTO log_entry (order_id, kind, first_seq, last_seq) VALUES (?, ?, ?, ?)",
                runs,
                Math.max(1, runs.size()),
                (statement, run) -> {
                    statement.setString(1, order.value());
                    statement.setString(2, kind.word());
                    statement.setInt(3, run[0]);
                    statement.setInt(4, run[1]);
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
            jdbc.update(NUMBER, before[0], before[1], last);
            Long added = jdbc.queryForObject(
                    "SELECT SUM(" + WIDTH + ") FROM log_entry WHERE entry_id > ? AND entry_id <= ?",
                    Long.class,
                    before[1],
                    last);
            long grown = before[0] + added;
            jdbc.update("UPDATE log_identity SET size = ?, numbered_to = ? WHERE id = 1", grown, last);
            return grown;
        });
        return size;
    }

    /**
     * An entry that has no number yet.
     *
     * @param offset its place among those of its row: a row of DACs holds several
     */
    public record Waiting(long entryId, int offset, Bytes content) {}

    /** Those that the next {@link #number()} numbers, row by row in the order in which they were written. */
    public List<Waiting> waiting() {
        List<Waiting> waiting = new ArrayList<>();
        jdbc.query(
                "SELECT entry_id, order_id, kind, first_seq, last_seq, content FROM log_entry"
                        + " WHERE entry_id > (SELECT numbered_to FROM log_identity) ORDER BY entry_id",
                row -> {
                    List<Bytes> contents = leaves.contents(row);
                    for (int offset = 0; offset < contents.size(); offset++) {
                        waiting.add(new Waiting(row.getLong("entry_id"), offset, contents.get(offset)));
                    }
                });
        return waiting;
    }

    /** A row of entries that lie side by side. */
    public record Written(long entryId, int entries) {}

    /** Rows written behind this one, in the order in which they were; 0 for all. */
    public List<Written> writtenAfter(long entryId) {
        return jdbc.query(
                "SELECT entry_id, " + WIDTH + " AS entries FROM log_entry WHERE entry_id > ? ORDER BY entry_id",
                (row, n) -> new Written(row.getLong("entry_id"), row.getInt("entries")),
                entryId);
    }

    /** The entry that was written last; 0 if there is none. */
    public long lastWritten() {
        return jdbc.queryForObject("SELECT COALESCE(MAX(entry_id), 0) FROM log_entry", Long.class);
    }

    /**
     * Numbers these rows; they must be all that have no number yet.
     *
     * @param firstLeaves the number of each row's first entry, by the row's {@code entry_id}
     * @param size how many entries are numbered then
     */
    public void number(Map<Long, Long> firstLeaves, long size) {
        jdbc.batchUpdate(
                "INSERT INTO log_leaf (leaf_index, entry_id) VALUES (?, ?)",
                firstLeaves.entrySet(),
                NUMBERED_AT_ONCE,
                (statement, row) -> {
                    statement.setLong(1, row.getValue());
                    statement.setLong(2, row.getKey());
                });
        jdbc.update("UPDATE log_identity SET size = ?, numbered_to = ? WHERE id = 1", size, lastWritten());
    }

    /** Numbered entries' contents, at most {@code count} from this index on. */
    public List<Bytes> read(long first, int count) {
        return leaves(first, count).stream()
                .flatMap(leaf -> leaf.content().stream())
                .toList();
    }

    /** Numbered entries from this index on to before {@code first + count}; a number may lack its entry, or have two. */
    public List<Leaf> leaves(long first, int count) {
        return leaves.read(first, count);
    }

    /** Where an order's DACs stand in the log, those of these places, by place. */
    public List<DacLeaf> dacs(OrderId order, int firstSeq, int lastSeq) {
        List<DacLeaf> leaves = new ArrayList<>();
        jdbc.query(
                "SELECT e.kind, e.first_seq, e.last_seq, l.leaf_index FROM log_entry e JOIN log_leaf l ON l.entry_id = e.entry_id"
                        + " WHERE e.order_id = ? AND e.first_seq > ? AND e.first_seq <= ? AND e.last_seq >= ? ORDER BY e.first_seq",
                row -> {
                    int first = row.getInt("first_seq");
                    int last = Math.min(lastSeq, row.getInt("last_seq"));
                    long index = row.getLong("leaf_index");
                    boolean adopted = row.getString("kind").equals(EntryKind.ADOPTED.word());
                    for (int seq = Math.max(firstSeq, first); seq <= last; seq++) {
                        leaves.add(new DacLeaf(seq, index + seq - first, adopted));
                    }
                },
                order.value(),
                firstSeq - MOST_PLACES,
                lastSeq,
                firstSeq);
        return leaves;
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
