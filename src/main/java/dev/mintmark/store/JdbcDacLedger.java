package dev.mintmark.store;

import static dev.mintmark.store.Rows.time;

import dev.mintmark.audit.EntryKind;
import dev.mintmark.audit.ReSigned;
import dev.mintmark.format.Bytes;
import dev.mintmark.issue.AcceptedModule;
import dev.mintmark.issue.Dac;
import dev.mintmark.issue.DacLedger;
import dev.mintmark.order.OrderId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** One order's DACs. */
public final class JdbcDacLedger implements DacLedger {
    /** Places that one row of signing spans at most, as the table says. */
    private static final int LONGEST_SIGNING = 1000;

    private static final String WITHOUT_DAC = "SELECT " + Rows.MODULE_COLUMNS + " FROM " + Rows.MODULE_TABLES
            + " LEFT JOIN dac d ON d.order_id = m.order_id AND d.seq = m.seq"
            + " WHERE m.order_id = ? AND m.seq > ? AND m.seq <= ? AND d.seq IS NULL ORDER BY m.seq LIMIT ?";
    private static final String STORE =
            "INSERT INTO dac (order_id, seq, spki_sha256, issuer_ski, serial, der, sha256, not_before,"
                    + " not_after, issued_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private static final String STORED = "SELECT " + Rows.MODULE_COLUMNS + ", " + Rows.DAC_COLUMNS
            + ", d.sha256 AS dac_sha256 FROM " + Rows.MODULE_TABLES
            + " JOIN dac d ON d.order_id = m.order_id AND d.seq = m.seq"
            + " WHERE m.order_id = ? AND m.seq > ? ORDER BY m.seq LIMIT ?";

    private final JdbcTemplate jdbc;
    private final TransactionTemplate ofItsOwn;
    private final LedgerDatabase database;
    private final JdbcLog log;
    private final OrderId order;

    /** @param ofItsOwn a transaction beside the one under way */
    JdbcDacLedger(
            JdbcTemplate jdbc, TransactionTemplate ofItsOwn, LedgerDatabase database, JdbcLog log, OrderId order) {
        this.jdbc = jdbc;
        this.ofItsOwn = ofItsOwn;
        this.database = database;
        this.log = log;
        this.order = order;
    }

    @Override
    public List<AcceptedModule> withoutDac(int seq, int lastSeq, int limit) {
        return jdbc.query(WITHOUT_DAC, (row, n) -> Rows.module(row), order.value(), seq, lastSeq, limit);
    }

    @Override
    public void signing(List<AcceptedModule> modules, Instant now) {
        if (modules.isEmpty()) {
            return;
        }
        ofItsOwn.executeWithoutResult(status -> {
            List<ReSigned> begun =
                    attempts(modules.stream().map(AcceptedModule::seq).toList(), now);
            insert(begun);
            log.append(begun.stream().filter(range -> range.attempt() > 1).toList());
        });
        database.sync();
    }

    /** Enters a signing that the log tells of, in the transaction under way. */
    public void signed(ReSigned range) {
        insert(List.of(range));
        log.append(List.of(range));
    }

    /** Enters that these places were signed for, as far as nothing says so yet, in the transaction under way. */
    public void signedFor(List<Integer> seqs, Instant begunAt) {
        insert(attempts(seqs, begunAt).stream()
                .filter(range -> range.attempt() == 1)
                .toList());
    }

    private void insert(List<ReSigned> begun) {
        jdbc.batchUpdate(
                "INSERT INTO signing (order_id, first_seq, last_seq, attempt, begun_at) VALUES (?, ?, ?, ?, ?)",
                begun,
                Math.max(1, begun.size()),
                (statement, range) -> {
                    statement.setString(1, order.value());
                    statement.setInt(2, range.firstSeq());
                    statement.setInt(3, range.lastSeq());
                    statement.setInt(4, range.attempt());
                    statement.setObject(5, time(range.begunAt()));
                });
    }

    /** Runs of places that are signed for the how-manieth time, each run with its number. */
    private List<ReSigned> attempts(List<Integer> seqs, Instant now) {
        int first = seqs.get(0);
        int last = seqs.get(seqs.size() - 1);
        Map<Integer, Integer> earlier = new HashMap<>();
        jdbc.query(
                "SELECT first_seq, last_seq FROM signing WHERE order_id = ? AND first_seq BETWEEN ? AND ?",
                row -> {
                    for (int seq = row.getInt("first_seq"); seq <= row.getInt("last_seq"); seq++) {
                        earlier.merge(seq, 1, Integer::sum);
                    }
                },
                order.value(),
                first - LONGEST_SIGNING + 1,
                last);
        List<ReSigned> ranges = new ArrayList<>();
        for (int seq : seqs) {
            int attempt = earlier.getOrDefault(seq, 0) + 1;
            ReSigned open = ranges.isEmpty() ? null : ranges.get(ranges.size() - 1);
            boolean goesOn = open != null
                    && open.lastSeq() == seq - 1
                    && open.attempt() == attempt
                    && seq - open.firstSeq() < LONGEST_SIGNING;
            if (goesOn) {
                ranges.set(ranges.size() - 1, new ReSigned(order, open.firstSeq(), seq, attempt, now));
            } else {
                ranges.add(new ReSigned(order, seq, seq, attempt, now));
            }
        }
        return ranges;
    }

    @Override
    public void store(List<Dac> dacs) {
        insertDacs(dacs);
        log.appendDacs(order, EntryKind.DAC, places(dacs));
    }

    /** Stores DACs that another CA signed, and that no place was signed for; all or none, in the transaction under way. */
    public void adopt(List<Dac> dacs) {
        if (!dacs.isEmpty()) {
            insertDacs(dacs);
            log.appendDacs(order, EntryKind.ADOPTED, places(dacs));
        }
    }

    private static List<Integer> places(List<Dac> dacs) {
        return dacs.stream().map(Dac::seq).sorted().toList();
    }

    private void insertDacs(List<Dac> dacs) {
        jdbc.batchUpdate(STORE, dacs, dacs.size(), (statement, dac) -> {
            statement.setString(1, order.value());
            statement.setInt(2, dac.seq());
            statement.setString(3, dac.spkiSha256().hex());
            statement.setString(4, dac.issuerSki().hex());
            statement.setString(5, dac.serial().hex());
            statement.setBytes(6, dac.der().toByteArray());
            statement.setString(7, dac.sha256().hex());
            statement.setObject(8, time(dac.notBefore()));
            statement.setObject(9, time(dac.notAfter()));
            statement.setObject(10, time(dac.issuedAt()));
        });
    }

    /** The DACs of places after {@code seq}, by place, at most {@code limit}. */
    public List<StoredRow> stored(int seq, int limit) {
        return jdbc.query(STORED, (row, n) -> storedRow(row), order.value(), seq, limit);
    }

    private static StoredRow storedRow(ResultSet row) throws SQLException {
        try {
            return new StoredDac(Rows.module(row), Rows.dac(row), Bytes.fromHex(row.getString("dac_sha256")));
        } catch (IllegalArgumentException e) {
            return new StoredRow.Illegible(row.getInt("seq"), e.getMessage());
        }
    }
}
