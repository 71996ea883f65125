package dev.mintmark.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A ledger of a size that no test could make: its rows are made up, its DACs are hashes, no delivery of it is on disk. Plays
 * reports of its first order of 100,000 modules, with 50 anomalies of each kind. {@code -Dmintmark.large=FOLDER} leaves it there to
 * be measured.
 */
class LargeLedgerTest {
    private static final int REPORTED = Integer.getInteger("mintmark.modules", 100_000);
    private static final int REST = Integer.getInteger("mintmark.rest", 900_000);
    private static final int EACH = Integer.getInteger("mintmark.anomalies", 50);

    private static final int AT_A_TIME = 2_000;

    @TempDir
    Path folder;

    @Tag("soak")
    @Test
    void anomaliesAreFoundInAnOrderOfAHundredThousand() throws Exception {
        String large = System.getProperty("mintmark.large", folder.toString());
        Workplace place = new Workplace(Files.createDirectories(Path.of(large)));
        Requested.zip(place.inbox("PO-0").resolve("1.zip"), Requested.files(1, 1));
        done(0, place.within("run", place.order("PO-0", 1).toString()));
        place.order("PO-1", REPORTED);
        fill(place);
        done(
                0,
                place.within(
                        "simulate",
                        large + "/factory",
                        "--order",
                        large + "/PO-1.yaml",
                        "--reports",
                        "--anomalies",
                        String.valueOf(EACH),
                        "--seed",
                        "7"));
        List<String> report = new ArrayList<>(List.of("report", "PO-1"));
        try (Stream<Path> files = Files.list(place.root().resolve("factory/reports"))) {
            files.sorted().map(Path::toString).forEach(report::add);
        }
        done(4, place.within(report.toArray(String[]::new)));

        Program.Result result = place.within("reconcile", "PO-1", "--json", "--report-within", "0");

        done(5, result);
        JsonNode sheet = JsonMapper.builder().build().readTree(result.out());
        TreeSet<String> found = new TreeSet<>();
        sheet.path("findings")
                .forEach(finding -> found.add(finding.path("code").asString("") + ","
                        + finding.path("subject").asString("")));
        TreeSet<String> planted =
                new TreeSet<>(Files.readAllLines(place.root().resolve("factory/anomalies.csv")).stream()
                        .skip(1)
                        .toList());
        // made up as it is, it has no manifest
        found.removeIf(finding -> finding.startsWith("MANIFEST_DIFFERS,"));
        // and no receipt was made of a delivery that is not there
        planted.removeIf(one -> one.startsWith("DELIVERY_NOT_ACKNOWLEDGED,"));
        for (int delivery = 1; delivery <= EACH; delivery++) {
            planted.add("DELIVERY_NOT_ACKNOWLEDGED,%04d".formatted(delivery));
        }
        assertThat(found).isEqualTo(planted);
        assertThat(sheet.path("closes").asBoolean()).isTrue();
    }

    private static void done(int exit, Program.Result result) {
        assertThat(result.exit())
                .as(() -> result.toString()
                        .substring(0, Math.min(4000, result.toString().length())))
                .isEqualTo(exit);
    }

    private static void fill(Workplace place) throws Exception {
        String url = "jdbc:h2:file:" + place.home().ledger().resolve("mintmark")
                + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;CACHE_SIZE=500000";
        try (Connection ledger = DriverManager.getConnection(url, "mintmark", "")) {
            order(ledger, "PO-1", REPORTED, 1_000_000);
            order(ledger, "PO-2", REST, 5_000_000);
        }
    }

    private static void order(Connection ledger, String id, int modules, int base) throws Exception {
        String name = "'02' || LPAD(CAST(x + " + base + " AS VARCHAR), 10, '0')";
        String of = " FROM production_order WHERE order_id = 'PO-0'";
        update(
                ledger,
                "INSERT INTO production_order (order_id, folded_id, reference, quantity, spares, accepted, superseding,"
                        + " terms, key_check, completed_runs, opened_at) SELECT '" + id + "', LOWER('" + id
                        + "'), reference, "
                        + modules + ", 0, " + modules + ", 0, terms, key_check, 1, opened_at" + of);
        update(
                ledger,
                "INSERT INTO submission (order_id, number, name, sha256, taken_at, accepted, repeated, rejected, run) SELECT '"
                        + id + "', 1, name, sha256, taken_at, " + modules
                        + ", 0, 0, 1 FROM submission WHERE order_id = 'PO-0'");
        for (int first = 1; first <= modules; first += AT_A_TIME) {
            modules(ledger, id, name, first, Math.min(first + AT_A_TIME - 1, modules));
        }
        int deliveries = 100;
        int each = modules / deliveries;
        update(
                ledger,
                "INSERT INTO delivery (order_id, number, modules, planned_at, signer, sums_sha256, delivered_at)"
                        + " SELECT '" + id + "', x, " + each
                        + ", planned_at, signer, LOWER(RAWTOHEX(HASH('SHA-256', CAST('" + id
                        + "' || x AS VARBINARY)))), delivered_at FROM SYSTEM_RANGE(1, " + deliveries
                        + ") AS r(x), delivery WHERE order_id = 'PO-0'");
        for (int half = 0; half < 2; half++) {
            update(
                    ledger,
                    "INSERT INTO lot (order_id, delivery, number, first_seq, last_seq, state, tar_sha256, gzip_sha256,"
                            + " sealed_sha256, sealed_size) SELECT '" + id + "', x, " + (half + 1) + ", (x - 1) * "
                            + each + " + "
                            + (half * each / 2 + 1) + ", (x - 1) * " + each + " + " + (half + 1) * each / 2
                            + ", state, tar_sha256, gzip_sha256, sealed_sha256, sealed_size FROM SYSTEM_RANGE(1, "
                            + deliveries
                            + ") AS r(x), lot WHERE order_id = 'PO-0'");
        }
        update(
                ledger,
                "INSERT INTO receipt (order_id, delivery, sha256, signer_sha256, signed_at, taken_at) SELECT '" + id
                        + "', x, r.sha256, r.sha256, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP"
                        + " FROM SYSTEM_RANGE(" + (EACH + 1) + ", " + deliveries
                        + ") AS n(x), submission r WHERE r.order_id = 'PO-0'");
    }

    /** Some at a time: one great transaction of rows that lie all over the indices takes longer than all else. */
    private static void modules(Connection ledger, String id, String name, int first, int last) throws Exception {
        String between = " WHERE order_id = '" + id + "' AND seq BETWEEN " + first + " AND " + last;
        try (PreparedStatement insert = ledger.prepareStatement(
                "INSERT INTO module (order_id, seq, submission, module_id, mac, serial_number, public_key, spki_sha256,"
                        + " accepted_at, live_module_id, live_serial, live_mac) SELECT '" + id + "', x, 1, " + name
                        + ", " + name + ", 'SN-' || " + name + ", ?, LOWER(RAWTOHEX(HASH('SHA-256', CAST('" + id
                        + "' || x AS VARBINARY)))), CURRENT_TIMESTAMP, " + name + ", 'SN-' || " + name + ", " + name
                        + " FROM SYSTEM_RANGE(" + first + ", " + last + ") AS r(x)")) {
            insert.setBytes(1, Arrays.copyOf(new byte[] {4}, 65));
            insert.executeUpdate();
        }
        update(
                ledger,
                "INSERT INTO dac (order_id, seq, spki_sha256, issuer_ski, serial, sha256, not_before, not_after,"
                        + " issued_at) SELECT order_id, seq, spki_sha256, '" + "11".repeat(20)
                        + "', SUBSTRING(spki_sha256, 1, 40), LOWER(RAWTOHEX(HASH('SHA-256', CAST(spki_sha256 AS VARBINARY)))),"
                        + " CURRENT_TIMESTAMP, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP FROM module" + between);
        update(
                ledger,
                "INSERT INTO factory_partition (order_id, seq, discriminator, sha256) SELECT order_id, seq, 1, spki_sha256 FROM module"
                        + between);
    }

    private static void update(Connection ledger, String sql) throws Exception {
        try (PreparedStatement statement = ledger.prepareStatement(sql)) {
            statement.executeUpdate();
        }
    }
}
