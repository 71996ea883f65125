package dev.mintmark.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mintmark.durable.DurableFiles;
import dev.mintmark.format.Bytes;
import dev.mintmark.order.OrderId;
import dev.mintmark.store.Ledger;
import dev.mintmark.store.LedgerDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A home that lost its ledger a day after its backup. Of order PO-1 a delivery was made before, and after it a second one from a
 * further submission, with refusals and a spare; PO-2 was begun after it.
 */
class RecoveryTest {
    @TempDir
    static Path made;

    @TempDir
    Path folder;

    private Workplace place;

    @BeforeAll
    static void twoDays() throws Exception {
        Workplace place = new Workplace(made);
        place.order("PO-1", 8, "lot-size: 2", "spares: 1");
        place.order("PO-2", 2);
        Requested.zip(place.inbox("PO-1").resolve("1.zip"), Requested.files(1, 3));
        assertThat(place.within("run", place.root().resolve("PO-1.yaml").toString())
                        .exit())
                .isZero();
        Program.Result backup =
                place.within("backup", place.root().resolve("backup.zip").toString());
        assertThat(backup.exit()).as(backup.toString()).isZero();
        copy(place.home().log(), place.root().resolve("old-log"));
        Map<String, byte[]> more = Requested.files(4, 6);
        more.put("bad.pem", "no request".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        Requested.zip(place.inbox("PO-1").resolve("2.zip"), more);
        Requested.zip(place.inbox("PO-2").resolve("1.zip"), Requested.files(11, 12));
        Program.Result second = runAll(place);
        assertThat(second.exit()).as(second.toString()).isEqualTo(4);
        assertThat(place.within("close", "PO-2", "--reason", "sold").exit()).isZero();
    }

    @BeforeEach
    void theDayAfter() throws IOException {
        place = new Workplace(made).copy(folder);
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

    private static Program.Result runAll(Workplace place) {
        return place.within(
                "run",
                place.root().resolve("PO-1.yaml").toString(),
                place.root().resolve("PO-2.yaml").toString());
    }

    private Program.Result recover(String... more) {
        List<String> words = new ArrayList<>(List.of("recover"));
        words.addAll(List.of(more));
        return place.within(words.toArray(String[]::new));
    }

    private Path backup() {
        return place.root().resolve("backup.zip");
    }

    private Map<String, Bytes> manifests() throws IOException {
        Map<String, Bytes> manifests = new TreeMap<>();
        for (String order : List.of("PO-1", "PO-2")) {
            manifests.put(
                    order, Bytes.sha256Of(Files.readAllBytes(place.folder(order).manifest())));
        }
        return manifests;
    }

    private void auditIsClean() {
        Program.Result audit = place.within("audit", "verify");
        assertThat(audit.exit()).as(audit.toString()).isZero();
    }

    /** Every DAC that was ever handed over, by its key; a second one for a key fails. */
    private void noKeyHasTwoDacs() throws IOException {
        Map<String, String> dacs = new HashMap<>();
        for (String order : List.of("PO-1", "PO-2")) {
            List<Path> deliveries;
            try (Stream<Path> all = Files.list(place.folder(order).deliveries())) {
                deliveries = all.sorted().toList();
            }
            for (Path delivery : deliveries) {
                int number = Integer.parseInt(delivery.getFileName().toString());
                Path out = folder.resolve("opened-%s-%d".formatted(order, number));
                for (Path lot : Delivered.open(place, order, number, out).lots()) {
                    for (Map<String, String> row : Delivered.csv(lot.resolve("data/manifest.csv"))) {
                        String other = dacs.put(row.get("spki_sha256"), row.get("dac_sha256"));
                        assertThat(other).as("first DAC of %s", row).isNull();
                    }
                }
                DurableFiles.deleteTree(out);
            }
        }
        try (LedgerDatabase database = LedgerDatabase.open(place.home().ledger(), Map.of())) {
            Ledger ledger = new Ledger(database);
            for (String order : List.of("PO-1", "PO-2")) {
                ledger.dacs(new OrderId(order)).stored(0, 1000).forEach(row -> {
                    dev.mintmark.store.StoredDac stored = (dev.mintmark.store.StoredDac) row;
                    assertThat(dacs)
                            .containsEntry(
                                    stored.dac().spkiSha256().hex(),
                                    stored.sha256().hex());
                });
            }
        }
    }

    @Test
    void anOldLedgerIsBroughtUpToItsLog() throws Exception {
        Map<String, Bytes> before = manifests();
        Map<String, Bytes> log = Workplace.tree(place.home().log());
        DurableFiles.deleteTree(place.home().ledger());

        Program.Result recovered = recover("--from", backup().toString());

        assertThat(recovered.exit()).as(recovered.toString()).isZero();
        assertThat(recovered.out())
                .contains("put back: the ledger")
                .contains("2 submission", "5 dac", "1 order-opened", "1 order-closed", "2 delivered", "1 rejected")
                .contains("5 partitions' hashes");
        assertThat(Workplace.tree(place.home().log())).as("what was signed").isEqualTo(log);
        auditIsClean();
        assertThat(place.within("check", "PO-1").exit()).isZero();
        assertThat(place.within("status", "PO-2").out()).startsWith("PO-2: closed, 2 of 2 modules");
        Program.Result run = runAll(place);
        assertThat(run.exit()).as(run.toString()).isZero();
        assertThat(manifests()).isEqualTo(before);
        assertThat(recover().out()).startsWith("nothing to do");
        noKeyHasTwoDacs();
        Requested.zip(place.inbox("PO-1").resolve("3.zip"), Requested.files(1, 8));
        assertThat(place.within("run", place.root().resolve("PO-1.yaml").toString())
                        .out())
                .startsWith("PO-1: finished, 8 of 8 modules");
        assertThat(place.within("check", place.root().resolve("PO-1.yaml").toString())
                        .exit())
                .isZero();
        noKeyHasTwoDacs();
        auditIsClean();
    }

    /** Ledger and log of yesterday; today's keys and deliveries. */
    private void yesterdaysLog() throws IOException {
        DurableFiles.deleteTree(place.home().ledger());
        DurableFiles.deleteTree(place.home().log());
        assertThat(recover("--from", backup().toString()).exit()).isZero();
    }

    @Test
    void whatNoLogTellsIsTakenFromTheSignedManifests() throws Exception {
        Map<String, Bytes> before = manifests();
        DurableFiles.deleteTree(place.home().ledger());
        DurableFiles.deleteTree(place.home().log());

        Program.Result recovered = recover("--from", backup().toString());

        assertThat(recovered.exit()).as(recovered.toString()).isZero();
        assertThat(recovered.out())
                .contains("PO-1, delivery 0002: 3 modules known from its manifest alone")
                .contains("PO-2, delivery 0001: 2 modules known from its manifest alone")
                .contains("is lost");
        auditIsClean();
        Program.Result run = runAll(place);
        assertThat(run.exit()).as(run.toString()).isZero();
        assertThat(manifests()).isEqualTo(before);
        assertThat(place.within("check", "PO-1").out()).contains("known by their hashes only");
        assertThat(place.within("check", "PO-1").exit()).isZero();
        assertThat(place.within("status").out()).contains("PO-1: open, 6 of 8 modules", "PO-2: closed, 2 of 2 modules");
        noKeyHasTwoDacs();
        Requested.zip(place.inbox("PO-1").resolve("3.zip"), Requested.files(1, 8));
        Program.Result rest =
                place.within("run", place.root().resolve("PO-1.yaml").toString());
        assertThat(rest.out()).as(rest.toString()).startsWith("PO-1: finished, 8 of 8 modules");
        Program.Result check =
                place.within("check", place.root().resolve("PO-1.yaml").toString());
        assertThat(check.exit()).as(check.toString()).isZero();
        noKeyHasTwoDacs();
        auditIsClean();
        assertThat(recover().out()).startsWith("nothing to do");
    }

    @Test
    void theLostCheckpointIsARecordedLossAndNothingElseIs() throws Exception {
        Path lost = place.folder("PO-1").delivery(2).resolve("log/checkpoint");
        Path newest = place.root().resolve("newest");
        Files.copy(place.home().log().resolve("checkpoint"), newest);
        yesterdaysLog();

        Program.Result recorded = place.within("audit", "verify", "--against", lost.toString());
        Program.Result other = place.within("audit", "verify", "--against", newest.toString());

        assertThat(recorded.exit()).as(recorded.toString()).isZero();
        assertThat(recorded.out()).contains("the checkpoint held was lost, and the log says so");
        assertThat(other.exit()).isEqualTo(5);
        assertThat(other.out()).contains("HELD_CONTRADICTED");
        Files.copy(newest, lost, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        Program.Result run = runAll(place);
        assertThat(run.exit()).as(run.toString()).isEqualTo(2);
    }

    @Test
    void whatWasRecoveredFromManifestsIsRecoveredAgainFromTheLog() throws Exception {
        yesterdaysLog();
        DurableFiles.deleteTree(place.home().ledger());

        Program.Result recovered = recover();

        assertThat(recovered.exit()).as(recovered.toString()).isZero();
        assertThat(recovered.out()).contains("recovered-modules", "2 recovered");
        auditIsClean();
        assertThat(runAll(place).exit()).isZero();
        noKeyHasTwoDacs();
    }

    @Test
    void aManifestThatNobodySignedIsNotBuiltOn() throws Exception {
        Path manifest = place.folder("PO-1").manifest();
        Files.writeString(manifest, Files.readString(manifest).replace(Requested.id(5), Requested.id(55)));
        DurableFiles.deleteTree(place.home().ledger());
        DurableFiles.deleteTree(place.home().log());

        Program.Result recovered = recover("--from", backup().toString());

        assertThat(recovered.exit()).isEqualTo(2);
        assertThat(recovered.err()).contains("is not signed by this site's bundle signer");
        assertThat(runAll(place).exit()).as("an old ledger is still refused").isEqualTo(2);
    }

    @Test
    void aDamagedLogAndAnAlteredBackupAreNotBuiltOn() throws Exception {
        DurableFiles.deleteTree(place.home().ledger());
        byte[] zip = Files.readAllBytes(backup());
        zip[contentOfFirstEntry(zip)] ^= 1;
        Path altered = Files.write(place.root().resolve("altered.zip"), zip);
        Path bundle = place.home().log().resolve("tile/entries/000.p");
        Path entries;
        try (Stream<Path> all = Files.list(bundle)) {
            entries = all.findFirst().orElseThrow();
        }

        Program.Result byBackup = recover("--from", altered.toString());
        Files.writeString(
                entries,
                Files.readString(entries, java.nio.charset.StandardCharsets.ISO_8859_1)
                        .replace("sold", "lost"),
                java.nio.charset.StandardCharsets.ISO_8859_1);
        Program.Result byLog = recover("--from", backup().toString());

        assertThat(byBackup.exit()).as(byBackup.toString()).isEqualTo(2);
        assertThat(byBackup.err()).contains("is no whole backup");
        assertThat(byLog.exit()).as(byLog.toString()).isEqualTo(2);
        assertThat(byLog.err()).contains("ENTRY_CHANGED");
    }

    /** Past the local header (APPNOTE.TXT 4.3.7): name and extra field, whose lengths it says, then the content. */
    private static int contentOfFirstEntry(byte[] zip) {
        return 30 + (zip[26] & 0xFF) + (zip[28] & 0xFF) + 8;
    }

    @Test
    void aHomeWithNothingIsRefusedWithAHint() {
        Program.Result recovered =
                Program.within("recover", "--home", folder.resolve("none").toString());

        assertThat(recovered.exit()).isEqualTo(2);
        assertThat(recovered.err()).contains("has neither ledger nor log").contains("mintmark recover --from FILE");
        assertThat(folder.resolve("none")).doesNotExist();
    }

    @Test
    void theKeyOfAnOrderThatWasClosedSinceIsDestroyedAgain() throws Exception {
        Path key = place.home().keys().resolve("PO-2.key");
        Files.copy(place.home().keys().resolve("PO-1.key"), key, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        DurableFiles.deleteTree(place.home().ledger());

        Program.Result recovered = recover("--from", backup().toString());

        assertThat(recovered.out()).contains("PO-2 is closed: its key is destroyed again");
        assertThat(key).doesNotExist();
    }

    @Test
    void aBackupHoldsNoKeyThatOpensAnother() throws Exception {
        List<String> names;
        try (java.util.zip.ZipFile zip = new java.util.zip.ZipFile(backup().toFile())) {
            names = zip.stream().map(java.util.zip.ZipEntry::getName).toList();
        }

        assertThat(names).contains("keys/PO-1.key", "ledger/mintmark.mv.db", "SHA256SUMS");
        assertThat(names).noneMatch(name -> name.contains("site") || name.contains("test-keys"));
        assertThat(java.nio.file.attribute.PosixFilePermissions.toString(Files.getPosixFilePermissions(backup())))
                .isEqualTo("rw-------");
        assertThat(place.within("backup", backup().toString()).err()).contains("is there already");
    }
}
