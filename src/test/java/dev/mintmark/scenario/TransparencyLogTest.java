package dev.mintmark.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mintmark.Commands;
import dev.mintmark.csr.SimulatedModules;
import dev.mintmark.durable.DurableFiles;
import dev.mintmark.input.FaultException;
import dev.mintmark.job.Home;
import dev.mintmark.job.LedgerAudit;
import dev.mintmark.job.Production;
import dev.mintmark.job.RunWatch;
import dev.mintmark.job.StopSignal;
import dev.mintmark.order.ReadOrders;
import dev.mintmark.site.Site;
import dev.mintmark.store.Ledger;
import dev.mintmark.store.LedgerDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** One order delivered twice, and what its log shows. */
class TransparencyLogTest {
    /** The first entry that has no leaf. */
    private static final String LEFT_OVER =
            "(SELECT MIN(entry_id) FROM log_entry WHERE entry_id NOT IN (SELECT entry_id FROM log_leaf))";

    private static final String ORDER = "PO-1";

    @TempDir
    static Path folder;

    private static Workplace place;
    private static Path afterTheFirst;

    @TempDir
    Path temp;

    @BeforeAll
    static void twoDeliveries() throws Exception {
        place = new Workplace(folder);
        place.order(ORDER, 5, "lot-size: 2");
        submit(3, 1);
        assertThat(place.within("run", folder.resolve("PO-1.yaml").toString()).exit())
                .isZero();
        afterTheFirst = Files.createDirectory(folder.resolve("after-the-first"));
        copy(place.home().root(), afterTheFirst);
        submit(2, 2);
        assertThat(place.within("run", folder.resolve("PO-1.yaml").toString()).exit())
                .isZero();
    }

    private static void submit(int modules, int seed) throws IOException {
        Path played = folder.resolve("played-" + seed);
        new SimulatedModules(new SplittableRandom(seed)).write(played, modules);
        Files.copy(played.resolve("submission.zip"), place.inbox(ORDER).resolve(seed + ".zip"));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> tree = Files.walk(from)) {
            for (Path each : tree.toList()) {
                Path target = to.resolve(from.relativize(each).toString());
                if (!Files.isDirectory(each)) {
                    Files.createDirectories(target.getParent());
                    Files.copy(each, target);
                }
            }
        }
    }

    private Home copied() throws IOException {
        Path home = temp.resolve("home");
        copy(place.home().root(), home);
        return new Home(home);
    }

    private static Program.Result at(Home home, String... arguments) {
        return Program.within(Stream.concat(
                        Stream.of(arguments), Stream.of("--home", home.root().toString(), "--quiet"))
                .toArray(String[]::new));
    }

    @Test
    void theLogIsWholeAndExtendsWhatTheFactoryHolds() {
        for (String delivery : List.of("0001", "0002")) {
            Program.Result audit = place.within(
                    "audit",
                    "verify",
                    "--against",
                    place.folder(ORDER)
                            .deliveries()
                            .resolve(delivery)
                            .resolve("log/checkpoint")
                            .toString());
            assertThat(audit.exit()).as(audit.toString()).isZero();
            assertThat(audit.out())
                    .contains("5 certificates signed, 5 DACs in the ledger, 5 in the log; 0 signed once more")
                    .contains(" 0 findings");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ROW_CHANGED       | UPDATE log_entry SET content = REPLACE(content, 'PO-1', 'PO-2') WHERE kind = 'submission'",
                "ROW_CHANGED       | UPDATE log_leaf SET entry_id = 100000 + leaf_index WHERE leaf_index < 2; "
                        + "UPDATE log_leaf SET entry_id = " + LEFT_OVER + " WHERE leaf_index = 1; "
                        + "UPDATE log_leaf SET entry_id = " + LEFT_OVER + " WHERE leaf_index = 0",
                "ROW_CHANGED       | INSERT INTO log_leaf SELECT leaf_index + 1, entry_id + 100000 FROM log_leaf WHERE entry_id = (SELECT MIN(entry_id) FROM log_entry WHERE last_seq > first_seq); INSERT INTO log_entry (entry_id, order_id, kind, content) SELECT entry_id + 100000, order_id, 'submission', '{}' FROM log_entry WHERE entry_id = (SELECT MIN(entry_id) FROM log_entry WHERE last_seq > first_seq)",
                "ROW_MISSING       | DELETE FROM log_entry WHERE kind = 'delivered'",
                "ROW_MISSING       | DELETE FROM log_entry WHERE first_seq = 1",
                "DAC_NOT_LOGGED    | DELETE FROM log_entry WHERE first_seq = 3",
                "DAC_NOT_LOGGED    | UPDATE log_entry SET last_seq = 1 WHERE first_seq = 1",
                "ROW_MISSING       | DELETE FROM log_leaf WHERE leaf_index = 2",
                "ROW_UNNUMBERED    | DELETE FROM log_leaf WHERE leaf_index = 2",
                "DAC_NOT_IN_LEDGER | DELETE FROM factory_partition WHERE seq = 4; DELETE FROM dac WHERE seq = 4",
                "ROW_MISSING       | DELETE FROM factory_partition WHERE seq = 4; DELETE FROM dac WHERE seq = 4",
                "DAC_DIFFERS       | UPDATE dac SET serial = '4142' WHERE seq = 2",
                "DAC_DIFFERS       | UPDATE dac SET serial = 'not hex' WHERE seq = 2",
                "DAC_DIFFERS       | UPDATE dac SET der = X'3000' WHERE seq = 2",
                "DAC_DIFFERS       | UPDATE dac SET sha256 = REPEAT('0', 64) WHERE seq = 2",
                "DAC_DIFFERS       | UPDATE dac SET issued_at = issued_at - INTERVAL '1' DAY WHERE seq = 5",
                "DAC_DIFFERS       | UPDATE module SET module_id = 'other', live_module_id = 'other' WHERE seq = 5",
                "NOT_SIGNED_FOR    | DELETE FROM signing WHERE first_seq = 1",
                "SIGNING_DIFFERS   | INSERT INTO signing SELECT order_id, first_seq, last_seq, 2, begun_at FROM signing WHERE first_seq = 1",
                "ORDER_DIFFERS     | UPDATE production_order SET quantity = quantity + 1",
                "ORDER_DIFFERS     | UPDATE production_order SET spares = spares + 1",
                "ORDER_DIFFERS     | UPDATE production_order SET accepted = accepted - 1",
                "ORDER_DIFFERS     | UPDATE production_order SET reference = 'another'",
                "ORDER_DIFFERS     | UPDATE production_order SET terms = REPLACE(terms, 'issuer', 'granter')",
                "ORDER_DIFFERS     | UPDATE production_order SET key_check = REPEAT('0', 64)",
                "ORDER_DIFFERS     | UPDATE production_order SET opened_at = opened_at - INTERVAL '1' DAY",
                "ORDER_NOT_LOGGED  | INSERT INTO production_order SELECT 'PO-2', 'po-2', reference, quantity, spares, 0, 0, terms, key_check, 0, opened_at, NULL, NULL FROM production_order",
                "INTAKE_DIFFERS    | UPDATE submission SET name = 'other.zip' WHERE number = 2",
                "INTAKE_DIFFERS    | UPDATE submission SET repeated = 7 WHERE number = 1",
                "INTAKE_DIFFERS    | INSERT INTO submission SELECT order_id, 3, name, REPEAT('0', 64), taken_at, 0, 0, 0, 2 FROM submission WHERE number = 1",
                "INTAKE_DIFFERS    | UPDATE module SET serial_number = 'OTHER', live_serial = 'OTHER' WHERE seq = 1",
                "INTAKE_DIFFERS    | ALTER TABLE dac DROP CONSTRAINT dac_key; UPDATE module SET spki_sha256 = REPEAT('0', 64) WHERE seq = 1",
                "INTAKE_DIFFERS    | UPDATE module SET submission = 2 WHERE seq = 1",
                "INTAKE_DIFFERS    | UPDATE module SET superseded_by = 5, live_serial = NULL, live_module_id = NULL, live_mac = NULL WHERE seq = 1",
                "INTAKE_DIFFERS    | INSERT INTO reject VALUES ('PO-1', 1, 1, 's', 'm', 'POP_INVALID', 'r')",
                "DELIVERY_DIFFERS  | UPDATE delivery SET sums_sha256 = REPEAT('0', 64) WHERE number = 1",
                "DELIVERY_DIFFERS  | UPDATE delivery SET delivered_at = NULL WHERE number = 2",
                "DELIVERY_DIFFERS  | UPDATE delivery SET modules = 4 WHERE number = 1",
                "DELIVERY_DIFFERS  | UPDATE delivery SET planned_at = planned_at - INTERVAL '1' DAY",
                "DELIVERY_DIFFERS  | UPDATE lot SET sealed_sha256 = REPEAT('0', 64) WHERE delivery = 1 AND number = 2",
                "DELIVERY_DIFFERS  | UPDATE lot SET sealed_size = sealed_size + 1 WHERE delivery = 2",
                "DELIVERY_DIFFERS  | UPDATE lot SET state = 'PLANNED' WHERE delivery = 2",
                "DELIVERY_DIFFERS  | UPDATE lot SET last_seq = 1 WHERE delivery = 1 AND number = 1",
                "DELIVERY_DIFFERS  | INSERT INTO lot SELECT order_id, delivery, 9, 90, 91, state, tar_sha256, gzip_sha256, sealed_sha256, sealed_size, 0 FROM lot WHERE delivery = 1 AND number = 1",
                "CHECKPOINT_DIFFERS| UPDATE checkpoint SET root = REPEAT('0', 64)"
            })
    void whatWasChangedInTheLedgerIsFound(String code, String sql) throws Exception {
        Home home = copied();
        try (LedgerDatabase database = LedgerDatabase.open(home.ledger(), Map.of())) {
            JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
            for (String statement : sql.split(";")) {
                if (statement.startsWith("ALTER")) {
                    jdbc.execute(statement);
                } else {
                    assertThat(jdbc.update(statement)).isPositive();
                }
            }
            LedgerAudit.Report report =
                    new LedgerAudit(home, Site.empty(temp), new Ledger(database)).verify(Optional.empty());
            assertThat(report.findings()).extracting(LedgerAudit.Finding::code).contains(code);
        }
    }

    @Test
    void aLedgerOlderThanItsLogOrItsDeliveriesIsRefused() throws Exception {
        Home home = copied();
        DurableFiles.deleteTree(home.ledger());
        copy(afterTheFirst.resolve("ledger"), home.ledger());
        String order = folder.resolve("PO-1.yaml").toString();

        Program.Result byTheLog = at(home, "run", order);
        DurableFiles.deleteTree(home.log());
        Program.Result byTheDelivery = at(home, "run", order);

        assertThat(byTheLog.exit()).isEqualTo(2);
        assertThat(byTheLog.err())
                .containsPattern(
                        "log/checkpoints/\\d{12}: is of a log of \\d+ entries, the ledger has \\d+: it is older")
                .contains("./mintmark recover");
        assertThat(byTheDelivery.exit()).isEqualTo(2);
        assertThat(byTheDelivery.err())
                .containsPattern("deliveries/0002/log/checkpoint: is of a log of \\d+ entries, the ledger has \\d+");
    }

    @Test
    void aLostLogFolderIsMadeAgainTheSame() throws Exception {
        Home home = copied();
        Map<String, dev.mintmark.format.Bytes> before = Workplace.tree(home.log());
        DurableFiles.deleteTree(home.log());

        Program.Result again = at(home, "run", folder.resolve("PO-1.yaml").toString());

        assertThat(again.exit()).as(again.toString()).isZero();
        assertThat(Workplace.tree(home.log())).isEqualTo(before);
    }

    @Test
    void aDamagedCheckpointIsMadeAgain() throws Exception {
        Home home = copied();
        Map<String, dev.mintmark.format.Bytes> before = Workplace.tree(home.log());
        Path checkpoint = home.log().resolve("checkpoint");
        Files.writeString(checkpoint, Files.readString(checkpoint).replaceFirst("\n\\d", "\n9"));

        Program.Result again = at(home, "run", folder.resolve("PO-1.yaml").toString());

        assertThat(again.exit()).as(again.toString()).isZero();
        assertThat(Workplace.tree(home.log())).isEqualTo(before);
    }

    @Test
    void anEntryChangedOnDiskIsNotBlamedOnTheLedger() throws Exception {
        Home home = copied();
        Path entries;
        try (Stream<Path> files = Files.walk(home.log().resolve("tile/entries"))) {
            entries = files.filter(Files::isRegularFile).findFirst().orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(entries);
        bytes[20] ^= 1;
        Files.write(entries, bytes);
        try (LedgerDatabase database = LedgerDatabase.open(home.ledger(), Map.of())) {
            LedgerAudit.Report report =
                    new LedgerAudit(home, Site.empty(temp), new Ledger(database)).verify(Optional.empty());
            assertThat(report.findings())
                    .extracting(LedgerAudit.Finding::code)
                    .contains("ENTRY_CHANGED")
                    .doesNotContain("ROW_CHANGED");
        }
    }

    @Test
    void aClockThatWasSetBackIsRefused() throws Exception {
        Home home = copied();
        Instant now = Instant.now();
        try (Production early = at(home, now.minus(Duration.ofMinutes(30)));
                Production right = at(home, now)) {
            Site site = Site.empty(folder.resolve("site.yaml"));
            ReadOrders none = new ReadOrders(List.of(), List.of());
            assertThatThrownBy(() -> early.check(none, site, Map.of()))
                    .isInstanceOf(FaultException.class)
                    .hasMessageContaining("the clock says");
            right.check(none, site, Map.of());
        }
    }

    private static String script() throws IOException {
        String page = Files.readString(Path.of("docs", "formats", "log-entries.md"));
        String fence = "```sh\n";
        return page.substring(page.indexOf(fence) + fence.length(), page.lastIndexOf("```"));
    }

    private Production at(Home home, Instant now) throws IOException {
        Home own = new Home(Files.createTempDirectory(temp, "home"));
        copy(home.root(), own.root());
        return Production.open(
                own,
                RunWatch.all(List.of()),
                new StopSignal(),
                Clock.fixed(now, ZoneOffset.UTC),
                new SecureRandom(),
                Map.of());
    }

    @Test
    void aProofIsCheckedByTheScriptOfThePageAndOpenssl() throws Exception {
        Commands.assumeOpenssl();
        Commands.assumeShellTools();
        String module = Delivered.csv(place.folder(ORDER).manifest()).get(3).get("module_id");
        Path proof = temp.resolve("p.tlog-proof");
        assertThat(place.within("audit", "prove", module, "--out", proof.toString())
                        .exit())
                .isZero();
        Files.writeString(temp.resolve("prove.sh"), script());
        String signer = place.home().testKeys().resolve("log-signer.crt.pem").toString();

        Commands.Result good = Commands.run(temp, "sh", "prove.sh", "p.tlog-proof", "p.tlog-proof.entry", signer);
        Path entry = temp.resolve("p.tlog-proof.entry");
        assertThat(Files.readString(entry)).contains("\"module_id\":\"" + module + "\"");
        Files.writeString(entry, Files.readString(entry).replace("\"seq\":4", "\"seq\":5"));
        Commands.Result changed = Commands.run(temp, "sh", "prove.sh", "p.tlog-proof", "p.tlog-proof.entry", signer);

        assertThat(good.exit()).as(good.output()).isZero();
        assertThat(changed.exit()).as(changed.output()).isNotZero();
    }
}
