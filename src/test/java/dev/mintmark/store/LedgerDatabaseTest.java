package dev.mintmark.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mintmark.LedgerKind;
import dev.mintmark.OtherProcess;
import dev.mintmark.input.FaultException;
import dev.mintmark.order.OrderId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

final class LedgerDatabaseTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(LedgerKind.class)
    void openedAgainItHoldsWhatItHeldAndMigratesNothingTwice(LedgerKind kind) throws Exception {
        try (LedgerKind.Empty empty = kind.empty()) {
            openedAgain(empty.environment());
        }
    }

    private void openedAgain(Map<String, String> environment) {
        List<String> migrations;
        try (LedgerDatabase database = LedgerDatabase.open(folder, environment)) {
            ledger(database).orders().open(Samples.order("PO-1", 10, 0));
            migrations = migrations(database);
        }
        try (LedgerDatabase database = LedgerDatabase.open(folder, environment)) {
            assertThat(ledger(database).orders().find(new OrderId("PO-1"))).contains(Samples.order("PO-1", 10, 0));
            assertThat(migrations(database)).isEqualTo(migrations).isNotEmpty();
            flywayIsAskedOnlyIfAScriptIsNotAsItWas(database);
        }
    }

    private static void flywayIsAskedOnlyIfAScriptIsNotAsItWas(LedgerDatabase database) {
        Migrations tables = new Migrations(database.dataSource());
        JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
        assertThat(tables.areAllMade()).isTrue();
        for (String change : List.of("checksum = 1", "success = FALSE", "script = 'V1__other.sql'")) {
            String before = jdbc.queryForObject(
                    "SELECT checksum FROM flyway_schema_history WHERE script = 'V4__limits.sql'", String.class);
            jdbc.update("UPDATE flyway_schema_history SET " + change + " WHERE script = 'V4__limits.sql'");
            assertThat(tables.areAllMade()).as(change).isFalse();
            jdbc.update(
                    "UPDATE flyway_schema_history SET success = TRUE, script = 'V4__limits.sql', checksum = ?"
                            + " WHERE version = '4'",
                    Integer.valueOf(before));
            assertThat(tables.areAllMade()).isTrue();
        }
    }

    @Test
    void everyScriptIsListed() throws Exception {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/db/migration"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(Migrations.SCRIPTS);
        }
    }

    /** H2 commits each statement that makes a table: a process killed between them leaves some, and no note of it. */
    @Test
    void anOlderLedgerIsBroughtUpInACopyThatTakesItsPlace() throws Exception {
        OrderId order;
        try (LedgerDatabase database = LedgerDatabase.open(folder, Map.of())) {
            order = Samples.taken(ledger(database), "PO-OLDER", 10, 3);
            JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
            jdbc.update("DELETE FROM \"flyway_schema_history\" WHERE \"version\" IN ('13', '14')");
            jdbc.execute("DROP TABLE module_values");
        }
        Files.writeString(folder.resolve("copy.mv.db"), "left by a process that was killed");

        try (LedgerDatabase database = LedgerDatabase.open(folder, Map.of())) {
            assertThat(ledger(database).orders().find(order)).isPresent();
            assertThat(ledger(database).values(order).taken()).hasSize(3);
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactly("mintmark.mv.db");
        }
    }

    @Test
    void tablesThatAKilledProcessBeganAreMadeWhole() {
        List<String> lastFirst = List.of(
                "redelivery",
                "signed_submission",
                "module_values",
                "report_reject",
                "module_event",
                "factory_report",
                "lost_checkpoint",
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

    @ParameterizedTest
    @EnumSource(LedgerKind.class)
    void aLedgerThatANewerProgramUsedIsLeftAlone(LedgerKind kind) throws Exception {
        try (LedgerKind.Empty empty = kind.empty()) {
            try (LedgerDatabase database = LedgerDatabase.open(folder, empty.environment())) {
                new JdbcTemplate(database.dataSource())
                        .update(
                                "INSERT INTO \"flyway_schema_history\" (\"installed_rank\", \"version\", \"description\", \"type\","
                                        + " \"script\", \"checksum\", \"installed_by\", \"execution_time\", \"success\")"
                                        + " VALUES (9999, '9999', 'later', 'SQL', 'V9999__later.sql', 1, 'x', 1, TRUE)");
            }

            assertThatThrownBy(() -> LedgerDatabase.open(folder, empty.environment()))
                    .isInstanceOf(FaultException.class)
                    .hasMessageContaining("used by a newer mintmark (tables of version 9999)");
        }
    }

    private static Ledger ledger(LedgerDatabase database) {
        return new Ledger(database);
    }

    private static List<String> migrations(LedgerDatabase database) {
        return new JdbcTemplate(database.dataSource())
                .queryForList("SELECT \"description\" FROM \"flyway_schema_history\"", String.class);
    }
}
