package dev.mintmark.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.h2.engine.Database;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * Connections to H2's one file, which this process opens by no other. When the file was not closed in order, or H2 opens it again
 * because it gave up on a full disk, what that left half done is undone before anybody reads.
 */
final class EmbeddedConnections extends AbstractDataSource {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedConnections.class);

    /** H2's file begins with two of them, each with the same header. */
    private static final int BLOCK = 4096;

    /** What H2 writes into its header as it closes, and takes out with the first change. */
    private static final String CLOSED_IN_ORDER = ",clean:1";

    private final String url;
    private final Path file;

    /** The one whose rows are all whole. */
    private Database opened;

    /** Seconds. */
    private int loginTimeout;

    EmbeddedConnections(String url, Path file) {
        this.url = url;
        this.file = file;
    }

    /** So long the pool waits, as it closes, for a connection that is being made: else the file is open behind its back. */
    @Override
    public int getLoginTimeout() {
        return loginTimeout;
    }

    @Override
    public void setLoginTimeout(int seconds) {
        loginTimeout = seconds;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return getConnection("mintmark", "");
    }

    /** One at a time: nobody gets a connection while another's is looking for what is to be undone. */
    @Override
    public synchronized Connection getConnection(String user, String password) throws SQLException {
        // not once H2 has opened the file: closing any channel to it gives up the process's lock (fcntl)
        boolean closedInOrder = opened == null && wasClosedInOrder();
        Connection connection = DriverManager.getConnection(url, user, password);
        Database database =
                ((SessionLocal) connection.unwrap(JdbcConnection.class).getSession()).getDatabase();
        if (database != opened) {
            if (!closedInOrder) {
                undoLeftovers(connection, database);
            }
            opened = database;
        }
        return connection;
    }

    private void undoLeftovers(Connection connection, Database database) throws SQLException {
        try {
            int undone = Leftovers.undo(database);
            if (undone > 0) {
                LOG.info("{}: {} rows that a crash left half changed are as they were before", file, undone);
            }
        } catch (RuntimeException | Error e) {
            // not in order: the next one to open it has to look again
            database.shutdownImmediately();
            try (connection) {
                throw new SQLException(file + ": " + e.getMessage(), e);
            }
        }
    }

    private boolean wasClosedInOrder() throws SQLException {
        if (!Files.exists(file)) {
            return true;
        }
        ByteBuffer header = ByteBuffer.allocate(2 * BLOCK);
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            while (header.hasRemaining() && channel.read(header) >= 0) {}
        } catch (IOException e) {
            throw new SQLException(e);
        }
        String text = new String(header.array(), StandardCharsets.ISO_8859_1);
        return text.substring(0, BLOCK).contains(CLOSED_IN_ORDER)
                && text.substring(BLOCK).contains(CLOSED_IN_ORDER);
    }
}
