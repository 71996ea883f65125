package dev.mintmark.scenario;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.h2.api.Trigger;

/** Keeps a table from being written once a second delivery is marked as handed over. H2 makes it by its name. */
public final class FailingAfterHandOver implements Trigger {
    static final String SAID = "no more rows today";

    @Override
    public void fire(Connection connection, Object[] before, Object[] after) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet delivered =
                        statement.executeQuery("SELECT COUNT(*) FROM delivery WHERE delivered_at IS NOT NULL")) {
            delivered.next();
            if (delivered.getInt(1) > 1) {
                throw new SQLException(SAID);
            }
        }
    }
}
