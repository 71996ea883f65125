package dev.mintmark.store;

import dev.mintmark.input.FaultException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Moves a home's ledger from H2 into PostgreSQL: all tables that the catalogue has, in one transaction, read back and compared
 * before it commits. Spring Batch's own are not among them: what is left to do is asked of the ledger's rows. Broken off
 * anywhere, it is done again.
 */
public final class LedgerMove {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private LedgerMove() {}

    /**
     * What was moved.
     *
     * @param rows over all tables
     * @param to the database, as people are told it
     * @param aside where H2's file is now; nothing reads it any more
     */
    public record Moved(int tables, long rows, String to, Path aside) {}

    /**
     * @param folder the home's ledger; the caller holds the home
     * @throws FaultException if there is nothing to move, or the database is not empty
     */
    public static Moved move(Path folder, Map<String, String> environment) throws IOException {
        LedgerPlace place = new LedgerPlace(folder);
        PostgresAddress address = PostgresAddress.of(environment)
                .orElseThrow(() -> new FaultException(
                        PostgresAddress.URL,
                        "is not set: it says where the ledger is to go",
                        "write it as jdbc:postgresql://HOST:5432/DATABASE"));
        if (!place.hasEmbedded()) {
            throw new FaultException(
                    folder.toString(),
                    "holds no ledger to move",
                    "name the home: --home DIR; one that was moved already needs no second move");
        }
        List<CopiedTable> copied;
        try (LedgerDatabase target = LedgerDatabase.inPostgres(address, Optional.of(PATIENCE))) {
            try (LedgerDatabase source = LedgerDatabase.embedded(new EmbeddedFile(place, false))) {
                copied = copy(source, target, address);
            }
            place.bind(target.number(), address);
        }
        long rows = copied.stream().mapToLong(CopiedTable::rows).sum();
        return new Moved(copied.size(), rows, address.name(), place.setAside());
    }

    private static List<CopiedTable> copy(LedgerDatabase source, LedgerDatabase target, PostgresAddress address) {
        boolean isThere = source.number().equals(target.number());
        try (Connection from = source.dataSource().getConnection();
                Connection to = target.dataSource().getConnection()) {
            from.setAutoCommit(false);
            to.setAutoCommit(false);
            try {
                TableCopy copy = new TableCopy(from, to);
                if (!isThere) {
                    copy.targetMustBeEmpty(address.name());
                    copy.copy();
                }
                List<CopiedTable> copied = copy.compare(address.name());
                to.commit();
                return copied;
            } catch (SQLException | RuntimeException e) {
                to.rollback();
                throw e;
            }
        } catch (SQLException e) {
            throw PostgresSession.meaning(address, e)
                    .orElseGet(() -> new IllegalStateException("the ledger was not moved", e));
        }
    }
}
