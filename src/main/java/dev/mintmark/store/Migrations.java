package dev.mintmark.store;

import dev.mintmark.input.FaultException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/** The ledger's tables, brought up to this program's and never past it. */
final class Migrations {
    private static final String FOLDER = "/db/migration/";

    /** All there are, in their order. */
    static final List<String> SCRIPTS = List.of(
            "V1__ledger.sql",
            "V2__transparency_log.sql",
            "V3__closing_and_receipts.sql",
            "V4__limits.sql",
            "V5__recovery.sql",
            "V10__factory_reports.sql",
            "V11__field_upgrade.sql",
            "V12__placement.sql",
            "V13__module_values.sql",
            "V14__fewer_indexes.sql");

    private final DataSource dataSource;

    Migrations(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    boolean arePending() {
        return !areAllMade() && flyway().info().pending().length > 0;
    }

    private Flyway flyway() {
        return Flyway.configure().dataSource(dataSource).load();
    }

    /**
     * Whether Flyway's own table has these scripts, each as it is, and nothing else. Otherwise Flyway is asked, which takes a quarter
     * of a second to start: every command would wait for it.
     */
    boolean areAllMade() {
        try {
            List<String> made = new JdbcTemplate(dataSource)
                    .query(
                            // one row may tell of the table itself
                            "SELECT type, script, checksum, success FROM flyway_schema_history WHERE type <> 'TABLE'"
                                    + " ORDER BY installed_rank",
                            (row, n) -> "%s %s %d %b"
                                    .formatted(
                                            row.getString("type"),
                                            row.getString("script"),
                                            row.getInt("checksum"),
                                            row.getBoolean("success")));
            return made.equals(SCRIPTS.stream()
                    .map(script -> "SQL %s %d true".formatted(script, checksum(script)))
                    .toList());
        } catch (DataAccessException e) {
            // no such table yet, or one that Flyway will have something to say about
            return false;
        }
    }

    /** As Flyway computes it: CRC-32 over the lines without what ends them. */
    private static int checksum(String script) {
        CRC32 crc = new CRC32();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Migrations.class.getResourceAsStream(FOLDER + script), script),
                StandardCharsets.UTF_8))) {
            lines.lines().forEach(line -> crc.update(line.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return (int) crc.getValue();
    }

    /** @param place named to people */
    void bringUp(String place) {
        if (!areAllMade()) {
            refuseNewer(place);
            refuseOtherKeys(place);
            flyway().migrate();
        }
    }

    /** The tables of V14 can hold no DAC of another key than its module's; H2 would have dropped the older one before it said so. */
    private void refuseOtherKeys(String place) {
        JdbcTemplate jdbc = new JdbcTemplate(dataSource);
        Integer tables = jdbc.queryForObject(
                "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = CURRENT_SCHEMA"
                        + " AND LOWER(table_name) IN ('dac', 'module')",
                Integer.class);
        if (tables == null || tables < 2) {
            return;
        }
        List<String> edited = jdbc.queryForList(
                "SELECT dac.order_id || ' seq ' || dac.seq FROM dac JOIN module ON module.order_id = dac.order_id"
                        + " AND module.seq = dac.seq WHERE dac.spki_sha256 <> module.spki_sha256 FETCH FIRST 1 ROW ONLY",
                String.class);
        if (!edited.isEmpty()) {
            throw new FaultException(
                    place,
                    "%s has a DAC for another key than its module's: mintmark never wrote this"
                            .formatted(edited.get(0)),
                    "find out who changed the ledger; restore the backup made before, or recover it from the log");
        }
    }

    /**
     * @param place named to people
     * @throws FaultException if a newer program has been here: what it keeps in its tables this one would pass over
     */
    void refuseNewer(String place) {
        Optional<MigrationInfo> newer = Stream.of(flyway().info().applied())
                .filter(migration -> migration.getState() == MigrationState.FUTURE_SUCCESS
                        || migration.getState() == MigrationState.FUTURE_FAILED)
                .findFirst();
        if (newer.isPresent()) {
            throw new FaultException(
                    place,
                    "the ledger was used by a newer mintmark (tables of version %s)"
                            .formatted(newer.get().getVersion()),
                    "use that one, or restore the backup made before it");
        }
    }
}
