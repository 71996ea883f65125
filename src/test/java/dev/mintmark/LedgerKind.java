package dev.mintmark;

import java.sql.SQLException;
import java.util.Map;

/** The databases that a ledger may be in: what is shown of one is to be shown of both. */
public enum LedgerKind {
    H2,
    POSTGRESQL;

    /** An empty place for a ledger. */
    public interface Empty extends AutoCloseable {
        /** What mintmark is started with. */
        Map<String, String> environment();

        @Override
        void close() throws SQLException;
    }

    /** Skips the test where this kind cannot be had. */
    public Empty empty() throws SQLException {
        if (this == H2) {
            return new Empty() {
                @Override
                public Map<String, String> environment() {
                    return Map.of();
                }

                @Override
                public void close() {
                    // the test's folder goes, and the database with it
                }
            };
        }
        PostgresServer.Database database = PostgresServer.get().create();
        return new Empty() {
            @Override
            public Map<String, String> environment() {
                return database.environment();
            }

            @Override
            public void close() throws SQLException {
                database.close();
            }
        };
    }
}
