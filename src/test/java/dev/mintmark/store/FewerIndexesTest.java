package dev.mintmark.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mintmark.LedgerKind;
import dev.mintmark.input.FaultException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The table of DACs is made anew in a ledger that has some, with what it refers to and what refers to it. */
final class FewerIndexesTest {
    private static final List<String> TABLES = List.of("module", "dac", "factory_partition", "module_event");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(LedgerKind.class)
    void anOlderLedgerKeepsItsRowsAndTheirRules(LedgerKind kind) throws Exception {
        try (LedgerKind.Empty empty = kind.empty()) {
            Map<String, String> environment = empty.environment();
            List<List<Map<String, Object>>> before = older(environment);
            assertThat(before).extracting(List::size).containsExactly(2, 2, 1, 1);

            try (LedgerDatabase database = LedgerDatabase.open(folder, environment)) {
                JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
                assertThat(rows(jdbc)).usingRecursiveComparison().isEqualTo(before);

                for (String refused : List.of(
                        // a DAC of another key than its module's, whichever is changed
                        "UPDATE dac SET spki_sha256 = REPEAT('9', 64) WHERE seq = 1",
                        "UPDATE module SET spki_sha256 = REPEAT('9', 64) WHERE seq = 1",
                        // one key, and one serial number of an issuer, twice
                        "UPDATE dac SET spki_sha256 = REPEAT('2', 64) WHERE seq = 1",
                        "UPDATE dac SET serial = '02' WHERE seq = 1",
                        // what others refer to
                        "DELETE FROM module WHERE seq = 1",
                        "DELETE FROM dac WHERE seq = 1",
                        "DELETE FROM dac WHERE seq = 2")) {
                    assertThatThrownBy(() -> jdbc.update(refused))
                            .as(refused)
                            .isInstanceOf(DataIntegrityViolationException.class);
                }
                assertThat(jdbc.update("UPDATE dac SET serial = '02', issuer_ski = REPEAT('b', 40) WHERE seq = 1"))
                        .isEqualTo(1);
            }
        }
    }

    /** Which nobody can but by hand; and told before anything is changed. */
    @ParameterizedTest
    @EnumSource(LedgerKind.class)
    void oneWhoseDacIsForAnotherKeyIsRefusedByName(LedgerKind kind) throws Exception {
        try (LedgerKind.Empty empty = kind.empty()) {
            older(empty.environment());
            JdbcTemplate jdbc = new JdbcTemplate(source(empty.environment()));
            jdbc.update("UPDATE dac SET spki_sha256 = REPEAT('9', 64) WHERE seq = 2");
            List<List<Map<String, Object>>> before = rows(jdbc);

            assertThatThrownBy(() -> LedgerDatabase.openToRead(folder, empty.environment()))
                    .isInstanceOf(FaultException.class)
                    .hasMessageContaining("PO-1 seq 2 has a DAC for another key than its module's");
            assertThat(rows(jdbc)).usingRecursiveComparison().isEqualTo(before);
        }
    }

    private DriverManagerDataSource source(Map<String, String> environment) {
        return new DriverManagerDataSource(
                environment.getOrDefault(
                        "MINTMARK_LEDGER_URL",
                        "jdbc:h2:file:" + folder.resolve("mintmark") + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE"),
                environment.getOrDefault("MINTMARK_LEDGER_USER", "mintmark"),
                environment.getOrDefault("MINTMARK_LEDGER_PASSWORD", ""));
    }

    private List<List<Map<String, Object>>> older(Map<String, String> environment) {
        DriverManagerDataSource older = source(environment);
        Flyway.configure()
                .dataSource(older)
                .target(MigrationVersion.fromVersion("13"))
                .load()
                .migrate();
        JdbcTemplate jdbc = new JdbcTemplate(older);
        jdbc.update("INSERT INTO production_order (order_id, folded_id, reference, quantity, spares, terms, key_check,"
                + " opened_at) VALUES ('PO-1', 'po-1', '', 2, 0, '', REPEAT('0', 64), CURRENT_TIMESTAMP)");
        jdbc.update(
                "INSERT INTO submission (order_id, number, name, sha256, taken_at, accepted, repeated, rejected, run)"
                        + " VALUES ('PO-1', 1, 'all.zip', REPEAT('0', 64), CURRENT_TIMESTAMP, 2, 0, 0, 1)");
        for (int seq = 1; seq <= 2; seq++) {
            String key = String.valueOf(seq).repeat(64);
            jdbc.update(
                    "INSERT INTO module (order_id, seq, submission, module_id, serial_number, public_key, spki_sha256,"
                            + " accepted_at, live_module_id, live_serial)"
                            + " VALUES ('PO-1', ?, 1, ?, ?, ?, ?, CURRENT_TIMESTAMP, ?, ?)",
                    seq,
                    "m" + seq,
                    "SN-" + seq,
                    new byte[65],
                    key,
                    "m" + seq,
                    "SN-" + seq);
            jdbc.update(
                    "INSERT INTO dac (order_id, seq, spki_sha256, issuer_ski, serial, der, sha256, not_before, not_after,"
                            + " issued_at) VALUES ('PO-1', ?, ?, REPEAT('a', 40), ?, ?, ?, CURRENT_TIMESTAMP,"
                            + " CURRENT_TIMESTAMP, CURRENT_TIMESTAMP)",
                    seq,
                    key,
                    "0" + seq,
                    seq == 1 ? new byte[] {0x30, 0} : null,
                    key);
        }
        jdbc.update("INSERT INTO factory_partition (order_id, seq, discriminator, sha256)"
                + " VALUES ('PO-1', 1, 3840, REPEAT('0', 64))");
        jdbc.update(
                "INSERT INTO factory_report (order_id, number, name, sha256, reading, taken_at, taken, known, refused)"
                        + " VALUES ('PO-1', 1, 'shift.csv', REPEAT('0', 64), '', CURRENT_TIMESTAMP, 1, 0, 0)");
        jdbc.update(
                "INSERT INTO module_event (order_id, seq, event, happened_at, station, note, dac_sha256, report, line)"
                        + " VALUES ('PO-1', 2, 'flashed', CURRENT_TIMESTAMP, '', '', '', 1, 2)");
        return rows(jdbc);
    }

    private static List<List<Map<String, Object>>> rows(JdbcTemplate jdbc) {
        return TABLES.stream()
                .map(table -> jdbc.queryForList("SELECT * FROM " + table + " ORDER BY order_id, seq"))
                .toList();
    }
}
