package dev.mintmark.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a power cut may take is what was not synced. So the order of writes, syncs and renames of a real run is looked at:
 * nothing gets its name before its content is on the disk, and nothing is published that the ledger on the disk does not know.
 */
@EnabledIf(value = "canTrace", disabledReason = "needs strace, and leave to trace")
class PowerCutTest {
    private static final int MODULES = 40;

    @TempDir
    Path folder;

    private final List<DiskCall> calls = new ArrayList<>();
    private Path home;

    static boolean canTrace() {
        return Strace.missing().isEmpty();
    }

    @Test
    void whatHasItsNameIsOnTheDiskAndSoIsTheLedgerThatKnowsIt() throws Exception {
        Workplace place = new Workplace(folder);
        Path order = place.order("PO-1", MODULES, "lot-size: 10");
        Requested.zip(place.inbox("PO-1").resolve("a.zip"), Requested.files(1, MODULES));
        home = place.home().root();
        try (Program run = place.traced(Duration.ZERO, call -> !calls.add(call), "run", order.toString())) {
            Program.Result result = run.end();
            assertThat(result.exit()).as(result.toString()).isZero();
        }
        calls.removeIf(call -> !call.target().startsWith(home));

        everyRenamedFileWasWrittenAndThenSynced();
        everyChangeOfAFolderIsSyncedBeforeAnythingElseIsPublished();
        everyFileOfADeliveryWasSyncedBeforeTheFolderGotItsName();
        theLedgerOnDiskKnowsWhatIsPublished();
        theLedgerGetsItsNameWholeAndHasItOnTheDiskBeforeAnythingIsPublished();
    }

    private void everyRenamedFileWasWrittenAndThenSynced() {
        Set<String> renamed = new TreeSet<>();
        for (int i = 0; i < calls.size(); i++) {
            DiskCall rename = calls.get(i);
            if (rename.isRename() && calls.subList(0, i).stream().anyMatch(writes(rename.path()))) {
                int write = last(i, writes(rename.path()));
                assertThat(last(i, syncs(rename.path())))
                        .as("sync of %s before its rename", rename.path())
                        .isGreaterThan(write);
                renamed.add(home.relativize(rename.target()).toString());
            }
        }
        assertThat(renamed)
                .contains(
                        "keys/PO-1.key",
                        "PO-1/deliveries/0001.part/lot-0001.tar.gz.p7m",
                        "PO-1/deliveries/0001.part/lot-0004.tar.gz.p7m",
                        "PO-1/deliveries/0001.part/SHA256SUMS.p7s",
                        "PO-1/manifest.csv",
                        "PO-1/manifest.csv.p7s",
                        "PO-1/report.html");
    }

    /** A rename or a new folder is lost if the folder it happened in is not synced. */
    private void everyChangeOfAFolderIsSyncedBeforeAnythingElseIsPublished() {
        int seen = 0;
        for (int i = 0; i < calls.size(); i++) {
            DiskCall change = calls.get(i);
            boolean changes = change.isRename() || change.name().equals("mkdir");
            if (changes && change.target().startsWith(home) && !change.target().equals(home)) {
                Path changed = change.target().getParent();
                List<DiskCall> after = calls.subList(i + 1, calls.size()).stream()
                        .filter(call -> call.thread() == change.thread())
                        .filter(call ->
                                syncs(changed).test(call) || !call.target().startsWith(home.resolve("ledger")))
                        .toList();
                assertThat(after).as("after %s", change).isNotEmpty();
                seen++;
                if (changed.startsWith(home.resolve("log/tile"))) {
                    // these are synced together: nobody reads them before a checkpoint speaks of them
                    assertThat(after.stream().takeWhile(syncs(changed).negate()))
                            .as("after %s", change)
                            .noneMatch(call ->
                                    call.isRename() && call.target().toString().contains("/log/checkpoint"));
                    continue;
                }
                assertThat(syncs(changed))
                        .as("after %s: %s", change, after.get(0))
                        .accepts(after.get(0));
            }
        }
        assertThat(seen).isGreaterThan(20);
    }

    private void everyFileOfADeliveryWasSyncedBeforeTheFolderGotItsName() {
        Path staging = home.resolve("PO-1/deliveries/0001.part");
        int published = only(renames(staging));
        Set<Path> written = new TreeSet<>();
        calls.stream()
                .filter(call -> call.isRename() && call.target().startsWith(staging))
                .forEach(call -> written.add(call.target()));
        // lots, lists and what goes with them; and of the log checkpoint, signer and a proof a lot
        assertThat(written).hasSize(4 + 5 + 2 + 4);
        int lastChange =
                last(published, call -> call.isRename() && call.target().startsWith(staging));
        assertThat(last(published, syncs(staging))).isGreaterThan(lastChange);
        assertThat(calls.subList(published, calls.size()))
                .as("once it has its name, nothing in it changes")
                .noneMatch(call -> call.isWrite() && call.target().startsWith(home.resolve("PO-1/deliveries")));
    }

    /** All that this thread committed before, and of what is published all that anybody did. */
    private void theLedgerOnDiskKnowsWhatIsPublished() {
        Path staging = home.resolve("PO-1/deliveries/0001.part");
        List<Integer> lots = Stream.of(1, 2, 3, 4)
                .map(lot -> only(renames(staging.resolve("lot-%04d.tar.gz.p7m.part".formatted(lot)))))
                .toList();
        for (int lot : lots) {
            int commit = last(
                    lot,
                    writes(ledger()).and(call -> call.thread() == calls.get(lot).thread()));
            assertThat(last(lot, syncs(ledger()))).as("%s", calls.get(lot)).isGreaterThan(commit);
        }
        int published = only(renames(staging));
        assertThat(last(published, syncs(ledger())))
                .as("sync of the ledger before the delivery has its name")
                .isGreaterThan(last(published, writes(ledger())));
        // and that it was handed over is on the disk too, when the run says so
        int end = calls.size();
        assertThat(last(end, syncs(ledger()))).isGreaterThan(published);
    }

    private void theLedgerGetsItsNameWholeAndHasItOnTheDiskBeforeAnythingIsPublished() {
        Path copy = ledger().resolveSibling("copy.mv.db");
        List<Integer> copies = IntStream.range(0, calls.size())
                .filter(i -> renames(copy).test(calls.get(i)))
                .boxed()
                .toList();
        assertThat(copies).isNotEmpty();
        for (int taken : copies) {
            assertThat(last(taken, syncs(copy))).isGreaterThan(last(taken, writes(copy)));
        }
        int made = copies.get(0);
        assertThat(calls.subList(0, made)).noneMatch(writes(ledger()));
        int synced = made
                + calls.subList(made, calls.size())
                        .indexOf(calls.subList(made, calls.size()).stream()
                                .filter(syncs(ledger().getParent()))
                                .findFirst()
                                .orElseThrow());
        assertThat(synced).isLessThan(only(renames(home.resolve("keys/PO-1.key.part"))));
    }

    private Path ledger() {
        return home.resolve("ledger/mintmark.mv.db");
    }

    private static Predicate<DiskCall> writes(Path file) {
        return call -> call.isWrite() && call.path().equals(file);
    }

    private static Predicate<DiskCall> syncs(Path file) {
        return call -> call.isSync() && call.path().equals(file);
    }

    private static Predicate<DiskCall> renames(Path file) {
        return call -> call.isRename() && call.path().equals(file);
    }

    /** Place of the last such call before place {@code end}; -1 if there is none. */
    private int last(int end, Predicate<DiskCall> which) {
        for (int i = end - 1; i >= 0; i--) {
            if (which.test(calls.get(i))) {
                return i;
            }
        }
        return -1;
    }

    private int only(Predicate<DiskCall> which) {
        assertThat(calls.stream().filter(which)).hasSize(1);
        return last(calls.size(), which);
    }
}
