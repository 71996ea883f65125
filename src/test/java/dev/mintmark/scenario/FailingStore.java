package dev.mintmark.scenario;

import dev.mintmark.format.Bytes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.h2.api.Trigger;

/** Keeps the ledger from storing any DAC of an even place, and remembers each that it was given. H2 makes it by its name. */
public final class FailingStore implements Trigger {
    static final String SAID = "no row today";
    static final Map<Integer, Bytes> SIGNED = new ConcurrentHashMap<>();

    private int seq;
    private int der;

    @Override
    public void init(Connection connection, String schema, String trigger, String table, boolean before, int type)
            throws SQLException {
        seq = place(connection, schema, table, "seq");
        der = place(connection, schema, table, "der");
    }

    private static int place(Connection connection, String schema, String table, String column) throws SQLException {
        try (ResultSet columns = connection.getMetaData().getColumns(null, schema, table, column)) {
            columns.next();
            return columns.getInt("ORDINAL_POSITION") - 1;
        }
    }

    @Override
    public void fire(Connection connection, Object[] before, Object[] after) throws SQLException {
        SIGNED.put((Integer) after[seq], Bytes.of((byte[]) after[der]));
        if ((Integer) after[seq] % 2 == 0) {
            throw new SQLException(SAID);
        }
    }
}
