package dev.mintmark.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mintmark.OtherProcess;
import dev.mintmark.order.OrderId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

final class LedgerDatabaseTest {
    @TempDir
    private Path folder;

    @Test
    void openedAgainItHoldsWhatItHeldAndMigratesNothingTwice() {
        List<String> migrations;
        try (LedgerDatabase database = LedgerDatabase.open(folder, Map.of())) {
            ledger(database).orders().open(Samples.order("PO-1", 10, 0));
            migrations = migrations(database);
        }
        try (LedgerDatabase database = LedgerDatabase.open(folder, Map.of())) {
            assertThat(ledger(database).orders().find(new OrderId("PO-1"))).contains(Samples.order("PO-1", 10, 0));
            assertThat(migrations(database)).isEqualTo(migrations).isNotEmpty();
        }
    }

    /** H2 commits each statement that makes a table: a process killed between them leaves some, and no note of it. */
    @Test
    void tablesThatAKilledProcessBeganAreMadeWhole() {
        List<String> lastFirst = List.of(
                "receipt",
                "signing",
                "log_entry",
                "factory_partition",
                "dac",
                "lot",
                "delivery",
                "module",
                "reject",
                "submission",
                "production_order");
        for (int missing = 0; missing <= lastFirst.size(); missing++) {
            try (LedgerDatabase database = LedgerDatabase.open(folder, Map.of())) {
                JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
                jdbc.update("DELETE FROM \"flyway_schema_history\"");
                lastFirst.subList(0, missing).forEach(table -> jdbc.execute("DROP TABLE " + table));
            }
            try (LedgerDatabase database = LedgerDatabase.open(folder, Map.of())) {
                assertThat(ledger(database).orders().orders()).isEmpty();
                assertThat(new JdbcTemplate(database.dataSource())
                                .queryForObject("SELECT COUNT(*) FROM factory_partition", Integer.class))
                        .isZero();
            }
        }
    }

    @Test
    void whatIsCommittedIsThereWithoutAProperEnd() throws Exception {
        try (LedgerDatabase database = LedgerDatabase.open(folder, Map.of())) {
            ledger(database).orders().open(Samples.order("PO-1", 10, 0));
            database.sync();
            Path copy = Files.createDirectory(folder.resolve("copy"));
            Files.copy(folder.resolve("mintmark.mv.db"), copy.resolve("mintmark.mv.db"));
            try (LedgerDatabase crashed = LedgerDatabase.open(copy, Map.of())) {
                assertThat(ledger(crashed).orders().orders()).hasSize(1);
            }
        }
    }

    @Test
    void whileAnotherProcessHoldsItNobodyElseOpensIt() throws Exception {
        try (OtherProcess other = OtherProcess.holding(folder)) {
            assertThatThrownBy(() -> LedgerDatabase.open(folder.resolve("ledger"), Map.of()))
                    .isInstanceOf(LedgerBusyException.class)
                    .hasMessage("the ledger in %s is in use by another process", folder.resolve("ledger"));
        }
        LedgerDatabase.open(folder.resolve("ledger"), Map.of()).close();
    }

    @Test
    void theEnvironmentNamesAnotherDatabase() {
        Map<String, String> environment =
                Map.of("MINTMARK_LEDGER_URL", "jdbc:h2:mem:elsewhere;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE");
        try (LedgerDatabase database = LedgerDatabase.open(folder, environment)) {
            ledger(database).orders().open(Samples.order("PO-1", 10, 0));

            assertThat(ledger(database).orders().orders()).hasSize(1);
        }
        assertThat(folder).isEmptyDirectory();
    }

    private static Ledger ledger(LedgerDatabase database) {
        return new Ledger(database);
    }

    private static List<String> migrations(LedgerDatabase database) {
        return new JdbcTemplate(database.dataSource())
                .queryForList("SELECT \"description\" FROM \"flyway_schema_history\"", String.class);
    }
}
