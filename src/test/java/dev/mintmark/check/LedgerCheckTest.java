package dev.mintmark.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mintmark.store.LedgerDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** An order whose ledger, or whose files, somebody changed; each test changes them back. */
class LedgerCheckTest {
    @TempDir
    private static Path folder;

    private static Deliveries deliveries;

    @BeforeAll
    static void deliver() throws IOException {
        deliveries = Deliveries.make(folder);
    }

    private static Deliveries.Said byId() {
        return deliveries.say("check", Deliveries.ORDER);
    }

    private static Deliveries.Said byFile() {
        return deliveries.say("check", deliveries.order().toString());
    }

    private static List<String> codes(Deliveries.Said said) {
        List<String> lines = said.out().lines().toList();
        assertThat(said.code()).as(said.out()).isEqualTo(lines.size() > 1 ? 5 : 0);
        return lines.subList(0, lines.size() - 1).stream()
                .map(line -> line.substring(0, line.indexOf(' ')))
                .distinct()
                .toList();
    }

    private static void sql(String... statements) {
        try (LedgerDatabase database = LedgerDatabase.open(deliveries.home().resolve("ledger"), Map.of())) {
            JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
            Stream.of(statements).forEach(jdbc::execute);
        }
    }

    private static Map<String, String> tree() throws IOException {
        try (Stream<Path> all = Files.walk(deliveries.home())) {
            return all.filter(Files::isRegularFile)
                    .filter(path -> !path.startsWith(deliveries.home().resolve("ledger")) && !path.endsWith("lock"))
                    .collect(Collectors.toMap(Path::toString, path -> OpenedLot.sha256(Deliveries.read(path))));
        }
    }

    @Test
    void anOrderIsGoodAndItsCheckChangesNothing() throws IOException {
        Map<String, String> before = tree();
        assertThat(byId().out())
                .isEqualToIgnoringNewLines(
                        "checked 6 modules in 2 lots: 0 findings; images were checked by their hashes alone:"
                                + " name the order's file, and its lots are made again and read");
        assertThat(byFile().out()).isEqualToIgnoringNewLines("checked 6 modules in 2 lots: 0 findings");
        assertThat(codes(byFile())).isEmpty();
        assertThat(tree()).isEqualTo(before);
    }

    @Test
    void aDeliveryThatIsGoneOrAnotherIsFound() throws IOException {
        Path aside = folder.resolve("aside");
        Files.move(deliveries.sealed(), aside);
        Deliveries.Said gone = byFile();
        assertThat(codes(gone)).containsExactly("DELIVERY_MISSING");
        assertThat(gone.out()).contains("DELIVERY_MISSING PO-7/deliveries/0001: ", "the manifest was not compared");
        Files.move(aside, deliveries.sealed());

        Path lot = deliveries.sealed().resolve("lot-0001.tar.gz.p7m");
        byte[] before = Files.readAllBytes(lot);
        byte[] flipped = before.clone();
        flipped[99] ^= 1;
        Files.write(lot, flipped);
        assertThat(codes(byId())).containsExactly("DELIVERY_REFUSED");
        Files.write(lot, before);

        assertThat(codes(deliveries.say(
                        "check",
                        Deliveries.ORDER,
                        "--trust",
                        deliveries.certificate("factory").toString())))
                .containsExactly("DELIVERY_REFUSED", "MANIFEST_SIGNATURE");
    }

    @Test
    void hashesThatTheLedgerHasOtherwiseAreFound() {
        for (String change : List.of(
                "UPDATE delivery SET sums_sha256 = TRANSLATE(sums_sha256, '0123456789abcdef', '123456789abcdef0')",
                "UPDATE lot SET sealed_sha256 = TRANSLATE(sealed_sha256, '0123456789abcdef', '123456789abcdef0') WHERE number = 1",
                "UPDATE lot SET gzip_sha256 = TRANSLATE(gzip_sha256, '0123456789abcdef', '123456789abcdef0') WHERE number = 1",
                "UPDATE lot SET sealed_size = sealed_size + 1 WHERE number = 1")) {
            keeping(List.of("delivery", "lot"), change, () -> assertThat(codes(byFile()))
                    .as(change)
                    .containsExactly("DELIVERY_DIFFERS"));
        }
        keeping(
                List.of("lot"),
                "UPDATE lot SET tar_sha256 = TRANSLATE(tar_sha256, '0123456789abcdef', '123456789abcdef0') WHERE number = 1",
                () -> assertThat(codes(byFile())).containsExactly("DELIVERY_DIFFERS", "LOT_RENDERS_OTHERWISE"));
    }

    /** Runs a change and takes it back. */
    private static void keeping(List<String> tables, String change, Runnable work) {
        for (String table : tables) {
            sql("CREATE TABLE kept_%s AS SELECT * FROM %s".formatted(table, table));
        }
        sql("SET REFERENTIAL_INTEGRITY FALSE", change, "SET REFERENTIAL_INTEGRITY TRUE");
        try {
            work.run();
        } finally {
            for (String table : tables) {
                sql(
                        "SET REFERENTIAL_INTEGRITY FALSE",
                        "DELETE FROM " + table,
                        "INSERT INTO %s SELECT * FROM kept_%s".formatted(table, table),
                        "DROP TABLE kept_" + table,
                        "SET REFERENTIAL_INTEGRITY TRUE");
            }
        }
    }

    @Test
    void aDacThatIsNotWhatItsColumnsTellIsFound() {
        for (String change : List.of(
                "UPDATE dac SET sha256 = TRANSLATE(sha256, '0123456789abcdef', '123456789abcdef0') WHERE seq = 3",
                "UPDATE dac SET serial = '4000' WHERE seq = 3",
                "UPDATE dac SET not_after = not_after - INTERVAL '1' DAY WHERE seq = 3",
                "UPDATE dac SET issuer_ski = TRANSLATE(issuer_ski, '0123456789abcdef', '123456789abcdef0')",
                "UPDATE dac SET spki_sha256 = TRANSLATE(spki_sha256, '0123456789abcdef', '123456789abcdef0') WHERE seq = 3",
                "UPDATE module SET public_key = (SELECT m.public_key FROM module m WHERE m.seq = 4) WHERE seq = 3",
                "UPDATE module SET spki_sha256 = TRANSLATE(spki_sha256, '0123456789abcdef', '123456789abcdef0') WHERE seq = 3")) {
            keeping(List.of("module", "dac"), change, () -> assertThat(codes(byId()))
                    .as(change)
                    .contains("LEDGER_ROW_DIFFERS")
                    .isSubsetOf("LEDGER_ROW_DIFFERS", "MANIFEST_DIFFERS"));
        }
    }

    @Test
    void aColumnThatIsNoLegalValueIsAFindingAndNotTheEnd() {
        for (String change : List.of(
                "UPDATE module SET module_id = 'A B', live_module_id = 'A B' WHERE seq = 2",
                "UPDATE module SET public_key = X'04' WHERE seq = 2",
                "UPDATE dac SET sha256 = 'nonsense' WHERE seq = 2",
                "UPDATE dac SET serial = 'abc' WHERE seq = 2")) {
            keeping(List.of("module", "dac"), change, () -> {
                Deliveries.Said said = byFile();
                assertThat(codes(said)).as(change).contains("LEDGER_ROW_DIFFERS");
                assertThat(said.out()).contains("LEDGER_ROW_DIFFERS PO-7:place 2: cannot be read: ");
            });
        }
        keeping(List.of("lot"), "UPDATE lot SET gzip_sha256 = 'xy' WHERE number = 1", () -> assertThat(codes(byFile()))
                .contains("DELIVERY_DIFFERS", "LOT_RENDERS_OTHERWISE"));
    }

    @Test
    void aDacThatTodaysRulesRefuseIsFound() {
        keeping(
                List.of("dac"),
                "UPDATE dac SET der = (SELECT d.der || X'00' FROM dac d WHERE d.seq = 4) WHERE seq = 3",
                () -> assertThat(codes(byId())).contains("DAC_MALFORMED"));
        keeping(
                List.of("dac"),
                "UPDATE dac SET der = SUBSTRING(der FROM 1 FOR OCTET_LENGTH(der) - 4) || X'01010101' WHERE seq = 3",
                () -> assertThat(codes(byId())).contains("DAC_PROFILE"));
    }

    @Test
    void aManifestThatTheLedgerDoesNotGiveIsFound() throws IOException {
        keeping(
                List.of("factory_partition"),
                "UPDATE factory_partition SET discriminator = MOD(discriminator + 1, 4096) WHERE seq = 2",
                () -> {
                    assertThat(codes(byFile())).containsExactly("MANIFEST_DIFFERS");
                    assertThat(byId().out())
                            .contains(
                                    "MANIFEST_DIFFERS PO-7/manifest.csv:row 3: the ledger has another discriminator\n");
                });
        Path manifest = deliveries.home().resolve("PO-7/manifest.csv");
        String before = Files.readString(manifest);
        Files.writeString(manifest, before.replace("PO-7", "PO-8"));
        assertThat(codes(byId())).containsExactly("MANIFEST_SIGNATURE");
        Files.delete(manifest);
        assertThat(codes(byId())).containsExactly("MANIFEST_SIGNATURE");
        Files.writeString(manifest, before);
    }

    @Test
    void aLotThatComesOutOtherwiseIsFound() {
        keeping(
                List.of("module"),
                "UPDATE module SET serial_number = 'X-1', live_serial = 'X-1' WHERE seq = 5",
                () -> assertThat(codes(byFile())).containsExactly("MANIFEST_DIFFERS", "LOT_RENDERS_OTHERWISE"));
        keeping(List.of("dac", "factory_partition"), "DELETE FROM dac WHERE seq = 5", () -> {
            Deliveries.Said said = byFile();
            assertThat(codes(said)).containsExactly("MANIFEST_DIFFERS", "LOT_RENDERS_OTHERWISE");
            assertThat(said.out()).contains("PO-7:delivery 0001, lot-0002: cannot be made again");
        });
    }

    /** The lot comes out as it was sealed, and what was sealed is read by the rules that hold today. */
    @Test
    void anImageThatTodaysRulesRefuseIsFound() {
        keeping(
                List.of("dac", "lot"),
                "UPDATE dac SET der = SUBSTRING(der FROM 1 FOR OCTET_LENGTH(der) - 4) || X'01010101'",
                () -> {
                    for (String line : byFile().out()
                            .lines()
                            .filter(text -> text.startsWith("LOT_RENDERS"))
                            .toList()) {
                        String lot = line.replaceFirst(".*lot-0*([0-9]+): .*", "$1");
                        String tar = line.replaceFirst(".*its tar is ([0-9a-f]{64}),.*", "$1");
                        sql("UPDATE lot SET tar_sha256 = '%s' WHERE number = %s".formatted(tar, lot));
                    }
                    assertThat(byFile().out())
                            .doesNotContain("LOT_RENDERS_OTHERWISE")
                            .contains("DAC_PROFILE PO-7:module ")
                            .containsPattern(
                                    "DAC_PROFILE PO-7:delivery 0001, lot-0001/data/modules/[^/]+/[^/]+-dac.der: ")
                            .containsPattern(
                                    "DAC_PROFILE PO-7:delivery 0001, lot-0002/data/modules/[^/]+/[^/]+-dac.der: ");
                });
    }

    @Test
    void aProductThatChangedIsNoFindingButAWrongArgument() throws IOException {
        String before = Files.readString(deliveries.product());
        Files.writeString(deliveries.product(), before.replace("Light 1", "Light 2"));
        try {
            assertThat(byFile().code()).isEqualTo(2);
            assertThat(byId().code()).isZero();
        } finally {
            Files.writeString(deliveries.product(), before);
        }
    }

    @Test
    void aClosedOrdersLotsAreLeftOutAndTheSummarySaysSo() {
        keeping(List.of("production_order"), "UPDATE production_order SET closed_at = opened_at", () -> {
            Deliveries.Said said = byFile();
            assertThat(codes(said)).isEmpty();
            assertThat(said.out()).contains("the order is closed and its key gone");
        });
    }
}
