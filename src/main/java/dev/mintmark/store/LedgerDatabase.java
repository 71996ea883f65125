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
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The database that holds the ledger: H2 in the home unless {@code MINTMARK_LEDGER_URL} (with {@code MINTMARK_LEDGER_USER} and
 * {@code MINTMARK_LEDGER_PASSWORD}) names another. Opening brings its tables up to date.
 */
public final class LedgerDatabase implements AutoCloseable {
    /** H2's error for a database file that another process has open. */
    private static final int H2_ALREADY_OPEN = 90020;

    /**
     * Committed means written at once; what must survive a power cut is synced by {@link #sync()}. Closing may take seconds to
     * give back the space of rewritten pages, ten times that of the rows after a large run. No trace file beside the database.
     */
    private static final String H2_SETTINGS =
            ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE"
                    + ";MAX_COMPACT_TIME=5000;TRACE_LEVEL_FILE=0";

    private final HikariDataSource dataSource;
    private final boolean h2;

    private LedgerDatabase(HikariDataSource dataSource, boolean h2) {
        this.dataSource = dataSource;
        this.h2 = h2;
    }

    /**
     * @param folder where the embedded database lives; made if missing
     * @throws LedgerBusyException if another process has it open
     */
    public static LedgerDatabase open(Path folder, Map<String, String> environment) {
        String url = environment.getOrDefault("MINTMARK_LEDGER_URL", "");
        HikariConfig config = new HikariConfig();
        config.setPoolName("ledger");
        config.setMaximumPoolSize(Runtime.getRuntime().availableProcessors() * 2 + 4);
        config.setMinimumIdle(1);
        if (url.isEmpty()) {
            config.setJdbcUrl("jdbc:h2:file:" + plain(folder.toAbsolutePath()).resolve("mintmark") + H2_SETTINGS);
            config.setUsername("mintmark");
        } else {
            config.setJdbcUrl(url);
            config.setUsername(environment.getOrDefault("MINTMARK_LEDGER_USER", "mintmark"));
            config.setPassword(environment.get("MINTMARK_LEDGER_PASSWORD"));
        }
        if (url.isEmpty()) {
            inFolder(() -> DurableFiles.createFolders(folder, Access.UMASK));
        }
        HikariDataSource pool = connect(config, folder);
        try {
            if (url.isEmpty()) {
                // H2 makes its files by the umask; and what a process before made by its own is mended here
                inFolder(() -> DurableFiles.keepForOwner(folder));
            }
            Flyway.configure().dataSource(pool).load().migrate();
            if (url.isEmpty()) {
                // H2 syncs the file, never the name it has there
                inFolder(() -> DurableFiles.syncFolder(folder));
            }
            return new LedgerDatabase(pool, url.isEmpty());
        } catch (RuntimeException e) {
            pool.close();
            throw e;
        }
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
                        "SELECT COUNT(*) FROM information_schema.sequences WHERE LOWER(sequence_name) = 'batch_job_instance_seq'",
                        Integer.class);
        return last != null && last > 0;
    }

    public DataSource dataSource() {
        return dataSource;
    }

    /**
     * Makes what is committed survive a power cut. H2's {@code WRITE_DELAY=0} writes but does not sync; PostgreSQL syncs at each
     * commit by itself.
     */
    public void sync() {
        if (h2) {
            new JdbcTemplate(dataSource).execute("CHECKPOINT SYNC");
        }
    }

    /**
     * Writes a copy of the database as it is committed now, whoever works in it meanwhile: H2's own zip of its one file. What
     * the copy has survives a power cut here too, when this returns.
     *
     * @return false for another database than H2 in the home: that has its own means
     */
    public boolean backup(Path zip) {
        if (!h2) {
            return false;
        }
        new JdbcTemplate(dataSource).update("BACKUP TO ?", zip.toString());
        sync();
        return true;
    }

    @Override
    public void close() {
        dataSource.close();
    }
}
