package dev.mintmark.store;

import dev.mintmark.input.FaultException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;

/**
 * A session of its own beside the pool: looks at the server before anything is made there, and holds the ledger for one process
 * by an advisory lock, which the server gives back when the session ends, however it ends.
 */
final class PostgresSession implements AutoCloseable {
    /** "MINT" before the schema's number: each schema of a database may hold a ledger. */
    private static final String LOCK = "SELECT pg_advisory_lock((1296649812::bigint << 32) | oid::bigint)"
            + " FROM pg_namespace WHERE nspname = current_schema()";

    private static final int OLDEST = 150_000;
    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final int SECONDS_TO_ANSWER = 10;

    private final Connection connection;
    private final PostgresAddress address;

    private PostgresSession(Connection connection, PostgresAddress address) {
        this.connection = connection;
        this.address = address;
    }

    /**
     * @throws FaultException if the server, the database or the account is not one that can hold a ledger
     * @throws LedgerUnavailableException if the server does not answer
     */
    static PostgresSession open(PostgresAddress address) {
        try {
            Connection connection = DriverManager.getConnection(address.url(), address.settings());
            PostgresSession session = new PostgresSession(connection, address);
            try {
                session.checkServer();
                return session;
            } catch (SQLException | RuntimeException e) {
                session.close();
                throw e;
            }
        } catch (SQLException e) {
            throw refused(address, e);
        }
    }

    private void checkServer() throws SQLException {
        int version = Integer.parseInt(one("SHOW server_version_num"));
        if (version < OLDEST) {
            throw new FaultException(
                    address.name(),
                    "is PostgreSQL %s, which is too old".formatted(one("SHOW server_version")),
                    "mintmark needs PostgreSQL 15 or newer");
        }
        if (one("SHOW fsync").equals("off")) {
            throw new FaultException(
                    address.name(),
                    "the server runs with fsync = off: a power cut could take back what was delivered",
                    "set fsync = on in its postgresql.conf and reload it");
        }
        if (one("SELECT current_schema()") == null) {
            throw new FaultException(
                    address.name(),
                    "no schema on the search_path of user \"%s\" is there".formatted(address.user()),
                    "CREATE SCHEMA AUTHORIZATION, or name one: ?currentSchema=NAME");
        }
    }

    /**
     * Holds the ledger until this session ends.
     *
     * @throws LedgerBusyException if another process still holds it after {@code patience}: the server may need a moment to see
     *     that a killed process is gone
     */
    void hold(Duration patience) {
        try (Statement statement = connection.createStatement()) {
            // a host that lost its power cannot say so: the server asks, and lets go after a minute
            statement.execute("SET tcp_keepalives_idle = 30");
            statement.execute("SET tcp_keepalives_interval = 10");
            statement.execute("SET tcp_keepalives_count = 3");
            statement.execute("SET idle_session_timeout = 0");
            statement.execute("SET lock_timeout = " + patience.toMillis());
            one(LOCK);
        } catch (SQLException e) {
            throw LOCK_NOT_AVAILABLE.equals(e.getSQLState())
                    ? new LedgerBusyException(address.name())
                    : refused(address, e);
        }
    }

    /**
     * Makes sure that nobody else can have taken the ledger since.
     *
     * @throws LedgerUnavailableException if the session has ended
     */
    synchronized void mustStillHold() {
        try {
            if (connection.isValid(SECONDS_TO_ANSWER)) {
                return;
            }
        } catch (SQLException e) {
            throw lost(e);
        }
        throw lost(null);
    }

    private LedgerUnavailableException lost(SQLException cause) {
        return new LedgerUnavailableException(
                "the connection that holds the ledger in %s was cut".formatted(address.name()), cause);
    }

    private String one(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private static RuntimeException refused(PostgresAddress address, SQLException e) {
        return meaning(address, e)
                .orElseGet(() -> new LedgerUnavailableException(
                        "the server of the ledger in %s refuses its work (%s)"
                                .formatted(address.name(), e.getSQLState()),
                        e));
    }

    /**
     * What a server's refusal means, by its SQLSTATE (PostgreSQL, appendix A). The driver's text is not passed on.
     *
     * @return nothing if it was no refusal to work for us at all
     */
    static Optional<RuntimeException> meaning(PostgresAddress address, Throwable thrown) {
        Throwable cause = thrown;
        while (cause != null && !(cause instanceof SQLException)) {
            cause = cause.getCause();
        }
        if (cause == null) {
            return Optional.empty();
        }
        String state = String.valueOf(((SQLException) cause).getSQLState());
        if (state.startsWith("28") || state.equals("08004")) {
            return fault(
                    address,
                    "the server does not let user \"%s\" in".formatted(address.user()),
                    "look at %s, %s and the server's pg_hba.conf"
                            .formatted(PostgresAddress.USER, PostgresAddress.PASSWORD));
        }
        if (state.equals("3D000")) {
            return fault(
                    address,
                    "the server has no such database",
                    "createdb --owner=%s, or mend %s".formatted(address.user(), PostgresAddress.URL));
        }
        if (state.equals("42501")) {
            return fault(
                    address,
                    "user \"%s\" may not make or change tables in its schema".formatted(address.user()),
                    "let it own the database, or its schema");
        }
        // connection, out of resources, shutdown
        if (state.startsWith("08") || state.startsWith("53") || state.startsWith("57P0")) {
            return Optional.of(new LedgerUnavailableException(
                    "the server of the ledger in %s does not answer (%s)".formatted(address.name(), state), cause));
        }
        return Optional.empty();
    }

    private static Optional<RuntimeException> fault(PostgresAddress address, String what, String hint) {
        return Optional.of(new FaultException(address.name(), what, hint));
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw refused(address, e);
        }
    }
}
