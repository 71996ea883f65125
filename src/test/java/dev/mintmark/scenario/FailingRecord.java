package dev.mintmark.scenario;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.h2.api.Trigger;

/**
 * Writes the row of a step that failed with a version of which Spring Batch does not know, as it stands after a commit that
 * failed and was not undone. H2 makes it by its name.
 */
public final class FailingRecord implements Trigger {
    private int status;
    private int version;

    @Override
    public void init(Connection connection, String schema, String trigger, String table, boolean before, int type)
            throws SQLException {
        status = place(connection, schema, table, "status");
        version = place(connection, schema, table, "version");
    }

    static int place(Connection connection, String schema, String table, String column) throws SQLException {
        try (ResultSet columns = connection.getMetaData().getColumns(null, schema, table, column)) {
            columns.next();
            return columns.getInt("ORDINAL_POSITION") - 1;
        }
    }

    @Override
    public void fire(Connection connection, Object[] before, Object[] after) {
        if ("FAILED".equals(after[status])) {
            after[version] = ((Number) after[version]).longValue() + 1;
        }
    }
}
