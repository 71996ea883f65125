package dev.mintmark.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import dev.mintmark.durable.Access;
import dev.mintmark.durable.DurableFiles;
import dev.mintmark.input.FaultException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The database that holds the ledger: H2 in the home unless {@code MINTMARK_LEDGER_URL} (with {@code MINTMARK_LEDGER_USER} and
 * {@code MINTMARK_LEDGER_PASSWORD}) names one of PostgreSQL. Opening brings its tables up to date.
 */
public final class LedgerDatabase implements AutoCloseable {
    /** H2's error for a database file that another process has open. */
    private static final int H2_ALREADY_OPEN = 90020;

    /** As long as a second run waits for a home. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /**
     * Committed means written at once; what must survive a power cut is synced by {@link #sync()}. No trace file beside the
     * database. Pages of a quarter of the usual size: a key that lies anywhere in an index has its whole page written anew.
     */
    private static final String H2_SETTINGS =
            ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;PAGE_SIZE=4096"
                    + ";TRACE_LEVEL_FILE=0;MAX_COMPACT_TIME=";

    /**
     * Closing may take seconds to give back the space of rewritten pages, ten times that of the rows after a large run; not for who
     * only reads, and would wait for it.
     */
    private static final Duration COMPACTING = Duration.ofSeconds(5);

    /** Only {@code off} lets a commit return before it is synced; all other values say which standby servers have it too. */
    private static final String SYNC_AT_COMMIT =
            "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'";

    static {
        // H2 looks in a table of its own for each value that it reads; hashes and certificates are in none
        System.setProperty("h2.objectCache", "false");
    }

    private final HikariDataSource dataSource;
    private final Optional<PostgresSession> holder;
    private final boolean embedded;

    private LedgerDatabase(HikariDataSource dataSource, Optional<PostgresSession> holder, boolean embedded) {
        this.dataSource = dataSource;
        this.holder = holder;
        this.embedded = embedded;
    }

    /**
     * Opens the ledger to change it: nobody else does until it is closed.
     *
     * @param folder where the embedded database lives, or what tells of the other one; made if missing
     * @throws LedgerBusyException if another process has it open
     * @throws LedgerUnavailableException if its server does not answer
     * @throws FaultException if the environment names a database that cannot be this home's ledger
     */
    public static LedgerDatabase open(Path folder, Map<String, String> environment) {
        return open(folder, environment, PATIENCE);
    }

    static LedgerDatabase open(Path folder, Map<String, String> environment, Duration patience) {
        return opened(new LedgerPlace(folder), PostgresAddress.of(environment), Optional.of(patience));
    }

    /** Opens the ledger to read it: in PostgreSQL also while a run in another home changes it. Throws as {@link #open}. */
    public static LedgerDatabase openToRead(Path folder, Map<String, String> environment) {
        return opened(new LedgerPlace(folder), PostgresAddress.of(environment), Optional.empty());
    }

    private static LedgerDatabase opened(
            LedgerPlace place, Optional<PostgresAddress> address, Optional<Duration> patience) {
        if (address.isEmpty()) {
            place.mustBeEmbedded();
            return embedded(place, patience.isPresent() ? COMPACTING : Duration.ZERO);
        }
        place.mustNotBeEmbedded();
        LedgerDatabase database = inPostgres(address.get(), patience);
        try {
            place.mustBe(database.number(), address.get());
            if (patience.isPresent()) {
                place.bind(database.number(), address.get());
            }
            return database;
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    static LedgerDatabase embedded(LedgerPlace place) {
        return embedded(place, COMPACTING);
    }

    private static LedgerDatabase embedded(LedgerPlace place, Duration compacting) {
        inFolder(() -> DurableFiles.createFolders(place.folder(), Access.UMASK));
        if (!place.hasEmbedded()) {
            migrate(place);
        }
        HikariDataSource pool = inFile(place, LedgerPlace.DATABASE, compacting);
        try {
            Migrations migrations = new Migrations(pool);
            if (!migrations.areAllMade()) {
                migrations.refuseNewer(place.folder().toString());
                pool.close();
                migrate(place);
                pool = inFile(place, LedgerPlace.DATABASE, compacting);
            }
            // H2 makes its files by the umask; and what a process before made by its own is mended here
            inFolder(() -> DurableFiles.keepForOwner(place.folder()));
            // H2 syncs the file, never the name it has there
            inFolder(() -> DurableFiles.syncFolder(place.folder()));
            return new LedgerDatabase(pool, Optional.empty(), true);
        } catch (RuntimeException e) {
            pool.close();
            throw e;
        }
    }

    private static HikariDataSource inFile(LedgerPlace place, String database, Duration compacting) {
        HikariConfig config = pool();
        config.setJdbcUrl("jdbc:h2:file:"
                + plain(place.folder().toAbsolutePath()).resolve(database) + H2_SETTINGS + compacting.toMillis());
        config.setUsername("mintmark");
        return connect(config, place.folder());
    }

    /**
     * Makes all tables in a copy, which then takes the ledger's place. H2 changes a table by copying it, in several commits: killed
     * between two, the ledger would stay half changed. The caller holds the home.
     */
    private static void migrate(LedgerPlace place) {
        inFolder(place::copy);
        try {
            try (HikariDataSource pool = inFile(place, LedgerPlace.COPY, Duration.ZERO)) {
                inFolder(() -> DurableFiles.keepForOwner(place.folder()));
                new Migrations(pool).bringUp(place.folder().toString());
            }
            inFolder(place::takeCopy);
        } finally {
            inFolder(place::dropCopy);
        }
    }

    /** @param patience to wait for whoever holds it; nothing if it is not to be held */
    static LedgerDatabase inPostgres(PostgresAddress address, Optional<Duration> patience) {
        PostgresSession session = PostgresSession.open(address);
        HikariDataSource pool = null;
        try {
            patience.ifPresent(session::hold);
            HikariConfig config = pool();
            config.setJdbcUrl(address.url());
            config.setDataSourceProperties(address.settings());
            config.setConnectionInitSql(SYNC_AT_COMMIT);
            config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
            pool = new HikariDataSource(config);
            Migrations migrations = new Migrations(pool);
            if (patience.isEmpty() && migrations.arePending()) {
                session.hold(PATIENCE);
            }
            migrations.bringUp(address.name());
            if (patience.isEmpty()) {
                session.close();
                return new LedgerDatabase(pool, Optional.empty(), false);
            }
            return new LedgerDatabase(pool, Optional.of(session), false);
        } catch (RuntimeException e) {
            if (pool != null) {
                pool.close();
            }
            session.close();
            throw PostgresSession.meaning(address, e).orElse(e);
        }
    }

    private static HikariConfig pool() {
        HikariConfig config = new HikariConfig();
        config.setPoolName("ledger");
        config.setMaximumPoolSize(Runtime.getRuntime().availableProcessors() * 2 + 4);
        config.setMinimumIdle(1);
        return config;
    }

    /** A semicolon would end the path within H2's URL, and what follows would be settings. */
    private static Path plain(Path folder) {
        if (folder.toString().indexOf(';') >= 0) {
            throw new FaultException(
                    folder.toString(), "the home's path has a semicolon", "choose a home without: --home DIR");
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

    private static HikariDataSource connect(HikariConfig config, Path folder) {
        try {
            return new HikariDataSource(config);
        } catch (HikariPool.PoolInitializationException e) {
            if (e.getCause() instanceof SQLException cause && cause.getErrorCode() == H2_ALREADY_OPEN) {
                throw new LedgerBusyException(folder);
            }
            throw e;
        }
    }

    /** Whether Spring Batch's tables are there, all of them: what its script makes last is. */
    public boolean hasBatchTables() {
        Integer last = new JdbcTemplate(dataSource)
                .queryForObject(
                        "SELECT COUNT(*) FROM information_schema.sequences"
                                + " WHERE sequence_schema = CURRENT_SCHEMA AND LOWER(sequence_name) = 'batch_job_instance_seq'",
                        Integer.class);
        return last != null && last > 0;
    }

    /** Which ledger this is, wherever it is moved. */
    String number() {
        return new JdbcTemplate(dataSource).queryForObject("SELECT number FROM ledger_number", String.class);
    }

    public DataSource dataSource() {
        return dataSource;
    }

    /**
     * Makes what is committed survive a power cut. H2's {@code WRITE_DELAY=0} writes but does not sync; PostgreSQL syncs at each
     * commit by itself, and here has to confirm that the ledger is still held by this process: what follows is published.
     *
     * @throws LedgerUnavailableException if it is not
     */
    public void sync() {
        if (embedded) {
            new JdbcTemplate(dataSource).execute("CHECKPOINT SYNC");
        }
        holder.ifPresent(PostgresSession::mustStillHold);
    }

    /**
     * Writes a copy of the database as it is committed now, whoever works in it meanwhile: H2's own zip of its one file. What
     * the copy has survives a power cut here too, when this returns.
     *
     * @return false for another database than H2 in the home: that has its own means
     */
    public boolean backup(Path zip) {
        if (!embedded) {
            return false;
        }
        new JdbcTemplate(dataSource).update("BACKUP TO ?", zip.toString());
        sync();
        return true;
    }

    @Override
    public void close() {
        dataSource.close();
        holder.ifPresent(PostgresSession::close);
    }
}
