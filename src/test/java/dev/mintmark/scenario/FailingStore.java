package dev.mintmark.scenario;

import dev.mintmark.format.Bytes;
import java.sql.Connection;
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
        seq = FailingRecord.place(connection, schema, table, "seq");
        der = FailingRecord.place(connection, schema, table, "der");
    }

    @Override
    public void fire(Connection connection, Object[] before, Object[] after) throws SQLException {
        SIGNED.put((Integer) after[seq], Bytes.of((byte[]) after[der]));
        if ((Integer) after[seq] % 2 == 0) {
            throw new SQLException(SAID);
        }
    }
}
