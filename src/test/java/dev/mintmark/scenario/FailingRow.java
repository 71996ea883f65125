package dev.mintmark.scenario;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.h2.api.Trigger;

/** Keeps the ledger from writing some rows. H2 makes it by its name. */
public final class FailingRow implements Trigger {
    static final String SAID = "no such row today";
    static Predicate<List<Object>> which = row -> true;

    @Override
    public void fire(Connection connection, Object[] before, Object[] after) throws SQLException {
        if (which.test(Arrays.asList(after))) {
            throw new SQLException(SAID);
        }
    }
}
