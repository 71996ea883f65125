package dev.mintmark.store;

import static dev.mintmark.store.Rows.time;

import dev.mintmark.format.Bytes;
import dev.mintmark.issue.AcceptedModule;
import dev.mintmark.issue.Dac;
import dev.mintmark.issue.DacLedger;
import dev.mintmark.order.OrderId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** One order's DACs. */
public final class JdbcDacLedger implements DacLedger {
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
    private final OrderId order;

    JdbcDacLedger(JdbcTemplate jdbc, OrderId order) {
        this.jdbc = jdbc;
        this.order = order;
    }

    @Override
    public List<AcceptedModule> withoutDac(int seq, int lastSeq, int limit) {
        return jdbc.query(WITHOUT_DAC, (row, n) -> Rows.module(row), order.value(), seq, lastSeq, limit);
    }

    @Override
    public void store(List<Dac> dacs) {
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
