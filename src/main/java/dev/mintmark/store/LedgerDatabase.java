package dev.mintmark.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.mintmark.input.FaultException;
import java.nio.file.Path;
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
    /** As long as a second run waits for a home. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Only {@code off} lets a commit return before it is synced; all other values say which standby servers have it too. */
    private static final String SYNC_AT_COMMIT =
            "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'";

    private final HikariDataSource dataSource;
    private final Optional<PostgresSession> holder;
    private final Optional<EmbeddedFile> file;

    private LedgerDatabase(HikariDataSource dataSource, Optional<PostgresSession> holder, Optional<EmbeddedFile> file) {
        this.dataSource = dataSource;
        this.holder = holder;
        this.file = file;
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
            return embedded(new EmbeddedFile(place, patience.isPresent()));
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

    static LedgerDatabase embedded(EmbeddedFile file) {
        return new LedgerDatabase(file.open(), Optional.empty(), Optional.of(file));
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
                return new LedgerDatabase(pool, Optional.empty(), Optional.empty());
            }
            return new LedgerDatabase(pool, Optional.of(session), Optional.empty());
        } catch (RuntimeException e) {
            if (pool != null) {
                pool.close();
            }
            session.close();
            throw PostgresSession.meaning(address, e).orElse(e);
        }
    }

    static HikariConfig pool() {
        HikariConfig config = new HikariConfig();
        config.setPoolName("ledger");
        config.setMaximumPoolSize(Runtime.getRuntime().availableProcessors() * 2 + 4);
        config.setMinimumIdle(1);
        return config;
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
        if (file.isPresent()) {
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
        if (file.isEmpty()) {
            return false;
        }
        new JdbcTemplate(dataSource).update("BACKUP TO ?", zip.toString());
        sync();
        return true;
    }

    @Override
    public void close() {
        file.ifPresentOrElse(embedded -> embedded.close(dataSource), dataSource::close);
        holder.ifPresent(PostgresSession::close);
    }
}
