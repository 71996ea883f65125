package dev.mintmark.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.mintmark.OtherProcess;
import dev.mintmark.durable.DurableFiles;
import dev.mintmark.format.Bytes;
import dev.mintmark.job.OrderFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Somebody has been at the home, or at the submissions, between two runs. */
class DisturbedHomeTest {
    @TempDir
    private Path root;

    private Workplace place;

    @BeforeEach
    void takeAPlace() throws Exception {
        place = new Workplace(root);
    }

    @Test
    void aLedgerOlderThanTheDeliveriesIssuesNothing() throws Exception {
        String order = twoOf("PO-1", 2);
        assertThat(place.within("run", order).exit()).isZero();
        TreeMap<String, Bytes> handedOver = Workplace.tree(place.folder("PO-1").root());
        DurableFiles.deleteTree(place.home().ledger());

        Program.Result again = place.within("run", order);

        assertThat(again.exit()).as(again.toString()).isEqualTo(2);
        assertThat(again.err()).contains("it is older than what was signed", "./mintmark recover");
        assertThat(Workplace.tree(place.folder("PO-1").root())).isEqualTo(handedOver);
    }

    /** The CSRs of the order that they do not know would get second certificates in the other. */
    @Test
    void ledgerAndLogOlderThanAnOrderTheyDoNotKnowIssueNothing() throws Exception {
        String first = twoOf("PO-1", 4);
        assertThat(place.within("run", first).exit()).isZero();
        Path copy = copyOfLedgerAndLog();
        String second = place.order("PO-2", 2).toString();
        Requested.zip(place.inbox("PO-2").resolve("1.zip"), Requested.files(3, 4));
        assertThat(place.within("run", second).exit()).isZero();
        putBack(copy);
        Requested.zip(place.inbox("PO-1").resolve("2.zip"), Requested.files(3, 4));

        Program.Result again = place.within("run", first);

        assertThat(again.exit()).as(again.toString()).isEqualTo(2);
        assertThat(again.err()).contains("PO-2/deliveries/0001/log/checkpoint", "./mintmark recover");
    }

    /** A delivery may be moved away, so the manifest too tells what was handed over. */
    @Test
    void ledgerAndLogOlderThanAManifestIssueNothing() throws Exception {
        String order = twoOf("PO-1", 4);
        assertThat(place.within("run", order).exit()).isZero();
        Path copy = copyOfLedgerAndLog();
        Requested.zip(place.inbox("PO-1").resolve("2.zip"), Requested.files(3, 4));
        assertThat(place.within("run", order).exit()).isZero();
        Files.move(place.folder("PO-1").delivery(2), root.resolve("shipped"));
        byte[] manifest = Files.readAllBytes(place.folder("PO-1").manifest());
        putBack(copy);

        Program.Result again = place.within("run", order);

        assertThat(again.exit()).as(again.toString()).isEqualTo(2);
        assertThat(again.err()).contains("PO-1/manifest.csv", "at place 4", "./mintmark recover");
        assertThat(place.folder("PO-1").manifest()).hasBinaryContent(manifest);
    }

    private Path copyOfLedgerAndLog() throws IOException {
        Path copy = root.resolve("copy");
        for (Path folder : List.of(place.home().ledger(), place.home().log())) {
            copy(folder, copy.resolve(folder.getFileName()));
        }
        return copy;
    }

    private void putBack(Path copy) throws IOException {
        for (Path folder : List.of(place.home().ledger(), place.home().log())) {
            DurableFiles.deleteTree(folder);
            copy(copy.resolve(folder.getFileName()), folder);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        for (String file : Workplace.tree(from).keySet()) {
            Files.createDirectories(to.resolve(file).getParent());
            Files.copy(from.resolve(file), to.resolve(file));
        }
    }

    @Test
    void aLostManifestIsMadeAgainAsItWas() throws Exception {
        String order = twoOf("PO-1", 2);
        place.within("run", order);
        byte[] manifest = Files.readAllBytes(place.folder("PO-1").manifest());
        Files.delete(place.folder("PO-1").manifest());
        Files.delete(place.folder("PO-1").manifestSignature());

        Program.Result again = place.within("run", order);

        assertThat(again.exit()).as(again.toString()).isZero();
        assertThat(place.folder("PO-1").manifest()).hasBinaryContent(manifest);
        assertThat(place.folder("PO-1").manifestSignature()).exists();
    }

    @Test
    void aManifestThatCannotBeWrittenStopsTheRunAfterTheDelivery() throws Exception {
        String order = twoOf("PO-1", 4);
        assertThat(place.within("run", order).exit()).isZero();
        OrderFolder folder = place.folder("PO-1");
        // where a manifest is, a folder cannot be renamed over it: that would hide a failure that was overlooked
        Files.delete(folder.manifest());
        Path inTheWay = DurableFiles.unfinished(folder.manifest());
        Files.createDirectories(inTheWay.resolve("somebody's"));
        Requested.zip(place.inbox("PO-1").resolve("2.zip"), Requested.files(3, 4));

        Program.Result stopped = place.within("run", order);

        assertThat(stopped.exit()).as(stopped.toString()).isEqualTo(1);
        assertThat(stopped.err()).contains("PO-1/manifest.csv.part");
        assertThat(folder.manifest()).doesNotExist();
        TreeMap<String, Bytes> handedOver = Workplace.tree(folder.delivery(2));
        assertThat(handedOver).isNotEmpty();
        DurableFiles.deleteTree(inTheWay);

        Program.Result again = place.within("run", order);

        assertThat(again.exit()).as(again.toString()).isZero();
        assertThat(Files.readAllLines(folder.manifest())).hasSize(5);
        assertThat(folder.manifestSignature()).exists();
        assertThat(Workplace.tree(folder.delivery(2))).isEqualTo(handedOver);
    }

    @Test
    void whatWasRefusedWhileTheOrderWasFullIsToldWhenItIsNoLonger() throws Exception {
        assertThat(place.within("run", twoOf("PO-1", 1)).exit()).isEqualTo(4);

        Program.Result grown = place.within("run", place.order("PO-1", 2).toString());

        assertThat(grown.exit()).as(grown.toString()).isZero();
        assertThat(grown.out()).contains("open, 1 of 2", "1 requests were refused while the order was full");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "no named pipes in folders")
    void aPipeAmongSubmissionsIsRefusedAndNotRead() throws Exception {
        String order = twoOf("PO-1", 2);
        Path pipe = place.inbox("PO-1").resolve("0.zip");
        assertThatCode(() -> assertThat(new ProcessBuilder("mkfifo", pipe.toString())
                                .start()
                                .waitFor())
                        .isZero())
                .doesNotThrowAnyException();

        Program.Result run = assertTimeoutPreemptively(Duration.ofMinutes(2), () -> place.within("run", order));

        assertThat(run.exit()).as(run.toString()).isEqualTo(4);
        assertThat(run.out()).contains("finished, 2 of 2");
        assertThat(Files.readString(place.folder("PO-1").rejects())).contains("0.zip,,SUBMISSION_UNSUPPORTED");
    }

    /** What the killed run wrote last says that it runs. */
    @Test
    void aKilledRunIsNotShownAsRunningWhileAnotherCommandHasTheHome() throws Exception {
        assertThat(place.within("run", twoOf("PO-1", 2)).exit()).isZero();
        String written =
                """
                {"process": %d, "running": {"order": "PO-1", "phase": "issue", "done": 1, "total": 2}, "orders": []}
                """;
        try (OtherProcess other = OtherProcess.holding(place.home().root())) {
            Files.writeString(
                    place.home().status(),
                    written.formatted(ProcessHandle.current().pid()));
            assertThat(place.within("status").out()).doesNotContain("running");

            Files.writeString(place.home().status(), written.formatted(other.pid()));
            assertThat(place.within("status").out()).startsWith("running: PO-1, issue, 1 of 2");
        }
    }

    /** An order of so many modules, and a submission of two. */
    private String twoOf(String id, int quantity) throws Exception {
        String order = place.order(id, quantity).toString();
        Requested.zip(place.inbox(id).resolve("1.zip"), Requested.files(1, 2));
        return order;
    }
}
