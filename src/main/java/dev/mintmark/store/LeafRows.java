package dev.mintmark.store;

import dev.mintmark.audit.DacIssued;
import dev.mintmark.audit.EntryKind;
import dev.mintmark.format.Bytes;
import dev.mintmark.order.ModuleId;
import dev.mintmark.order.OrderId;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Numbered entries' contents. A DAC's is made from the rows that hold it, whenever it is asked for: a second copy would cost
 * more than all the rest of the log, and is there once the entry is signed, in the files outside.
 */
final class LeafRows {
    private static final String LEAVES =
            "SELECT l.leaf_index, e.order_id, e.kind, e.first_seq, e.last_seq, e.content FROM log_leaf l"
                    + " JOIN log_entry e ON e.entry_id = l.entry_id"
                    + " WHERE l.leaf_index > ? AND l.leaf_index < ? ORDER BY l.leaf_index";

    private static final String DACS =
            "SELECT d.seq, m.module_id, d.spki_sha256, d.issuer_ski, d.serial, d.sha256, d.issued_at, d.der"
                    + " FROM dac d JOIN module m ON m.order_id = d.order_id AND m.seq = d.seq"
                    + " WHERE d.order_id = ? AND d.seq BETWEEN ? AND ? ORDER BY d.seq";

    private final JdbcTemplate jdbc;

    LeafRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Numbered entries that lie side by side: a DAC's each, or one with its content. */
    private record Run(long index, String order, String kind, int firstSeq, int lastSeq, String content) {}

    List<JdbcLog.Leaf> read(long first, int count) {
        List<Run> runs = jdbc.query(
                LEAVES,
                (row, n) -> new Run(
                        row.getLong("leaf_index"),
                        row.getString("order_id"),
                        row.getString("kind"),
                        row.getInt("first_seq"),
                        row.getInt("last_seq"),
                        row.getString("content")),
                first - JdbcLog.MOST_PLACES,
                first + count);
        List<JdbcLog.Leaf> leaves = new ArrayList<>(count);
        for (Run run : runs) {
            if (run.content() == null) {
                addDacs(run, first, first + count, leaves);
            } else if (run.index() >= first) {
                leaves.add(new JdbcLog.Leaf(
                        run.index(), false, Optional.of(Bytes.of(run.content().getBytes(StandardCharsets.US_ASCII)))));
            }
        }
        return leaves;
    }

    /** What the entries of a row say, whether they have numbers or not; as {@code log_entry} has it. */
    List<Bytes> contents(ResultSet row) throws SQLException {
        if (row.getString("content") != null) {
            return List.of(Bytes.of(row.getString("content").getBytes(StandardCharsets.US_ASCII)));
        }
        List<JdbcLog.Leaf> dacs = new ArrayList<>();
        Run run = new Run(
                0,
                row.getString("order_id"),
                row.getString("kind"),
                row.getInt("first_seq"),
                row.getInt("last_seq"),
                null);
        addDacs(run, 0, JdbcLog.MOST_PLACES, dacs);
        return dacs.stream().map(leaf -> leaf.content().orElseThrow()).toList();
    }

    private void addDacs(Run run, long first, long end, List<JdbcLog.Leaf> to) {
        int from = run.firstSeq() + (int) Math.max(0, first - run.index());
        int last = run.firstSeq() + (int) Math.min(run.lastSeq() - run.firstSeq(), end - 1 - run.index());
        if (from <= last) {
            OrderId order = new OrderId(run.order());
            jdbc.query(
                    DACS,
                    row -> {
                        long index = run.index() + row.getInt("seq") - run.firstSeq();
                        to.add(new JdbcLog.Leaf(index, true, dac(order, run.kind(), row)));
                    },
                    run.order(),
                    from,
                    last);
        }
    }

    private static Optional<Bytes> dac(OrderId order, String kind, ResultSet row) throws SQLException {
        boolean adopted = kind.equals(EntryKind.ADOPTED.word());
        if (!adopted && !kind.equals(EntryKind.DAC.word())) {
            return Optional.empty();
        }
        try {
            return Optional.of(new DacIssued(
                            order,
                            row.getInt("seq"),
                            new ModuleId(row.getString("module_id")),
                            Bytes.fromHex(row.getString("spki_sha256")),
                            Bytes.fromHex(row.getString("issuer_ski")),
                            Bytes.fromHex(row.getString("serial")),
                            Bytes.fromHex(row.getString("sha256")),
                            Rows.instant(row, "issued_at"),
                            Bytes.of(row.getBytes("der")),
                            adopted)
                    .content());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
