package dev.mintmark.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import dev.mintmark.durable.Access;
import dev.mintmark.durable.DurableFiles;
import dev.mintmark.input.FaultException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/** The ledger as H2's one file in the home. Whoever opens it holds the home until it is closed. */
final class EmbeddedFile {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedFile.class);

    /** H2's error for a database file that another process has open. */
    private static final int H2_ALREADY_OPEN = 90020;

    /**
     * Committed means written at once; what must survive a power cut is synced by {@link LedgerDatabase#sync()}. No trace file beside
     * the database. It is closed with its last connection, also where another tool once wished it to stay open: that stands in the
     * file. Pages of a quarter of the usual size: a key that lies anywhere in an index has its whole page written anew. What space
     * that leaves behind is given back by {@link #close}, faster than H2 does.
     */
    private static final String H2_SETTINGS =
            ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;DB_CLOSE_DELAY=0;PAGE_SIZE=4096"
                    + ";TRACE_LEVEL_FILE=0;MAX_COMPACT_TIME=0;QUERY_CACHE_SIZE=64";

    /** Percent of the file that is in use at least, after it was closed. */
    private static final int DENSE = 50;

    static {
        // H2 looks in a table of its own for each value that it reads; hashes and certificates are in none
        System.setProperty("h2.objectCache", "false");
    }

    private final LedgerPlace place;
    private final boolean toChange;

    EmbeddedFile(LedgerPlace place, boolean toChange) {
        this.place = place;
        this.toChange = toChange;
    }

    /** With its tables brought up to date. */
    HikariDataSource open() {
        inFolder(() -> DurableFiles.createFolders(place.folder(), Access.UMASK));
        if (!place.hasEmbedded()) {
            migrate();
        } else {
            dropLeftCopy();
        }
        HikariDataSource pool = connectLedger();
        try {
            Migrations migrations = new Migrations(pool);
            if (!migrations.areAllMade()) {
                migrations.refuseNewer(place.folder().toString());
                shutDown(pool);
                migrate();
                pool = connectLedger();
                if (!new Migrations(pool).areAllMade()) {
                    throw new IllegalStateException("the ledger's new file is not the one that was opened");
                }
            }
            // H2 makes its files by the umask; and what a process before made by its own is mended here
            inFolder(() -> DurableFiles.keepForOwner(place.folder()));
            // H2 syncs the file, never the name it has there
            inFolder(() -> DurableFiles.syncFolder(place.folder()));
            return pool;
        } catch (RuntimeException e) {
            pool.close();
            throw e;
        }
    }

    /**
     * Makes all tables in a copy, which then takes the ledger's place. H2 changes a table by copying it, in several commits: killed
     * between two, the ledger would stay half changed.
     */
    private void migrate() {
        inFolder(() -> {
            try (LedgerCopy copy = LedgerCopy.of(place)) {
                try (HikariDataSource pool = connect(LedgerPlace.COPY)) {
                    copy.opened();
                    DurableFiles.keepForOwner(place.folder());
                    new Migrations(pool).bringUp(place.folder().toString());
                    shutDown(pool);
                }
                copy.take();
            }
        });
    }

    /** Closes it, and puts a copy of what is in use in its place where that is the smaller part. */
    void close(HikariDataSource pool) {
        Optional<List<String>> rows = Optional.empty();
        try (pool) {
            rows = toChange ? rowsIfSparse(pool) : rows;
            shutDown(pool);
        } catch (DataAccessException e) {
            // who closes a database that fails was told so before
            return;
        }
        rows.ifPresent(this::makeDense);
    }

    /** Waits until H2 has closed the file, and tells if it could not: the pool gives up after ten seconds, and says nothing. */
    private static void shutDown(HikariDataSource pool) {
        // not as a statement of Spring's, which asks for its warnings afterwards where that is logged
        new JdbcTemplate(pool).execute((ConnectionCallback<Boolean>)
                connection -> connection.createStatement().execute("SHUTDOWN"));
        pool.close();
    }

    private static Optional<List<String>> rowsIfSparse(DataSource database) {
        // two rates in percent: space that holds anything, and what of that is not written anew elsewhere
        List<Integer> inUse = new JdbcTemplate(database)
                .queryForList(
                        "SELECT CAST(setting_value AS INTEGER) FROM information_schema.settings"
                                + " WHERE setting_name IN ('info.FILL_RATE', 'info.CHUNKS_FILL_RATE')",
                        Integer.class);
        boolean sparse = inUse.size() == 2 && inUse.get(0) * inUse.get(1) / 100 < DENSE;
        return sparse ? Optional.of(rows(database)) : Optional.empty();
    }

    /** How many rows each table has. */
    private static List<String> rows(DataSource database) {
        JdbcTemplate jdbc = new JdbcTemplate(database);
        return jdbc
                .queryForList(
                        "SELECT table_name FROM information_schema.tables WHERE table_schema = CURRENT_SCHEMA"
                                + " ORDER BY table_name",
                        String.class)
                .stream()
                .map(table -> table + " " + jdbc.queryForObject("SELECT COUNT(*) FROM \"" + table + "\"", Long.class))
                .toList();
    }

    void makeDense(List<String> rows) {
        try (LedgerCopy copy = LedgerCopy.dense(place)) {
            DurableFiles.keepForOwner(place.folder());
            boolean whole;
            try (HikariDataSource pool = connect(LedgerPlace.COPY)) {
                whole = rows(pool).equals(rows);
                shutDown(pool);
            }
            if (whole) {
                copy.take();
            } else {
                LOG.error(
                        "{}: a copy of it has other rows; it stays as it is: see what audit verify says", place.file());
            }
        } catch (IOException | RuntimeException e) {
            Throwable why = e;
            while (why.getCause() != null) {
                why = why.getCause();
            }
            LOG.warn(
                    "{}: it stays as large as it is, whole, for no smaller copy could take its place: {}",
                    place.file(),
                    Objects.requireNonNullElse(why.getMessage(), why.toString()));
        }
    }

    /** A killed process may have left it, and this one needs the room; {@link LedgerCopy} tells of one that stays. */
    private void dropLeftCopy() {
        try {
            place.dropCopy();
        } catch (IOException e) {
            // in nobody's way yet
        }
    }

    /** H2 opens the file and then locks it: in between another may have taken its place, and what is written would be in none. */
    private HikariDataSource connectLedger() {
        Object before = place.which();
        HikariDataSource pool = connect(LedgerPlace.DATABASE);
        if (!Objects.equals(before, place.which())) {
            pool.close();
            throw new LedgerBusyException(place.folder());
        }
        return pool;
    }

    private HikariDataSource connect(String database) {
        HikariConfig config = LedgerDatabase.pool();
        Path folder = plain(place.folder().toAbsolutePath());
        config.setDataSource(new EmbeddedConnections(
                "jdbc:h2:file:" + folder.resolve(database) + H2_SETTINGS, LedgerPlace.file(folder, database)));
        try {
            return new HikariDataSource(config);
        } catch (HikariPool.PoolInitializationException e) {
            if (e.getCause() instanceof SQLException cause && cause.getErrorCode() == H2_ALREADY_OPEN) {
                throw new LedgerBusyException(place.folder());
            }
            Optional<Throwable> damage = damage(e);
            if (damage.isPresent()) {
                throw new FaultException(
                        place.file().toString(),
                        "is damaged: " + damage.get().getMessage(),
                        "./mintmark recover --from BACKUP, the newest; by a ledger that is not whole a key could get a second certificate");
            }
            throw e;
        }
    }

    private static Optional<Throwable> damage(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IndexNotWholeException
                    || cause instanceof MVStoreException inStore
                            && inStore.getErrorCode() == DataUtils.ERROR_FILE_CORRUPT) {
                return Optional.of(cause);
            }
        }
        return Optional.empty();
    }

    /** In H2's URL a semicolon would end the path, and what follows would be settings; a backslash parts folders everywhere. */
    private static Path plain(Path folder) {
        for (String sign : File.separatorChar == '\\' ? List.of(";") : List.of(";", "\\")) {
            if (folder.toString().contains(sign)) {
                throw new FaultException(
                        folder.toString(),
                        "the home's path has a \"%s\"".formatted(sign),
                        "choose a home without: --home DIR");
            }
        }
        return folder;
    }

    private interface FolderWork {
        void run() throws IOException;
    }

    private static void inFolder(FolderWork work) {
        try {
            work.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
