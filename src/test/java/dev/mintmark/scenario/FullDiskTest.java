package dev.mintmark.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mintmark.format.Bytes;
import dev.mintmark.store.LedgerDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** A home on a file system of its own, which is too small, or may not be written. */
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@EnabledIf(value = "canMount", disabledReason = "only root can mount a small file system")
class FullDiskTest {
    private static final int MODULES = 40;

    @TempDir
    Path folder;

    private Workplace place;
    private String order;

    static boolean canMount() throws IOException {
        Path folder = Files.createTempDirectory("mount");
        try (SmallDisk disk = SmallDisk.mount(folder, 100)) {
            return true;
        } catch (IOException e) {
            return false;
        } finally {
            Files.delete(folder);
        }
    }

    private void takeAPlace() throws Exception {
        place = new Workplace(folder);
        order = place.order("PO-1", MODULES, "lot-size: 10").toString();
        Requested.zip(place.inbox("PO-1").resolve("a.zip"), Requested.files(1, MODULES));
        Files.createDirectory(place.home().root());
    }

    /** More and more room, so that each run gets further; it is mostly the ledger that has none. */
    @Test
    void aRunWithoutRoomSaysSoAndTheNextOneWithMoreGoesOn() throws Exception {
        takeAPlace();
        List<String> reached = new ArrayList<>();
        try (SmallDisk disk = SmallDisk.mount(place.home().root(), 64)) {
            Map<String, Bytes> sealed = new TreeMap<>();
            Program.Result run = null;
            for (int kilobytes = 128; run == null || run.exit() != 0; kilobytes += 400) {
                assertThat(kilobytes).as("%s", run).isLessThan(40_000);
                disk.resize(kilobytes);
                run = place.within("run", order);
                if (run.exit() != 0) {
                    saysThatTheDiskIsFull(run);
                    reached.add(reached());
                    whatIsPublishedIsWhole(sealed);
                }
            }
            assertThat(run.out()).startsWith("PO-1: finished, 40 of 40 modules");
            disk.resize(60_000);
            assertThat(place.within("run", order).exit()).isZero();
            assertThat(Workplace.tree(place.folder("PO-1").delivery(1))).containsAllEntriesOf(sealed);
            isWhole(MODULES);
        }
        assertThat(reached).contains("ledger", "making");
    }

    /** The lots are sealed, and the room goes while the delivery is signed, or while it is handed over. */
    @ParameterizedTest
    @ValueSource(strings = {"UPDATE ON delivery", "INSERT ON checkpoint"})
    void aRunWhoseDiskFillsWhileItDeliversIsEndedByTheNextOne(String event) throws Exception {
        place = new Workplace(folder);
        order = place.order("PO-1", 2, "lot-size: 10").toString();
        Requested.zip(place.inbox("PO-1").resolve("a.zip"), Requested.files(1, 1));
        Files.createDirectory(place.home().root());
        try (SmallDisk disk = SmallDisk.mount(place.home().root(), 60_000)) {
            assertThat(place.within("run", order).exit()).isZero();
            Requested.zip(place.inbox("PO-1").resolve("b.zip"), Requested.files(2, 2));
            FillingDisk.filler = place.home().root().resolve("filler");
            sql("CREATE TRIGGER injected BEFORE %s FOR EACH ROW CALL '%s'"
                    .formatted(event, FillingDisk.class.getName()));

            Program.Result run = place.within("run", order);

            saysThatTheDiskIsFull(run);
            Files.delete(FillingDisk.filler);
            sql("DROP TRIGGER injected");
            Program.Result mended = place.within("run", order);
            assertThat(mended.exit()).as(mended.toString()).isZero();
            assertThat(mended.out()).startsWith("PO-1: finished, 2 of 2 modules");
            isWhole(2);
        }
    }

    private void sql(String statement) {
        try (LedgerDatabase database = LedgerDatabase.open(place.home().ledger(), Map.of())) {
            new JdbcTemplate(database.dataSource()).execute(statement);
        }
    }

    private void saysThatTheDiskIsFull(Program.Result run) {
        assertThat(run.exit()).as(run.toString()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .contains("the disk is full: " + place.home().root(), "make room there")
                .doesNotContain("Exception", "ERROR", "SQL");
    }

    private String reached() {
        if (Files.exists(place.folder("PO-1").delivery(1))) {
            return "delivered";
        }
        return Files.exists(place.home().keys().resolve("PO-1.key")) ? "making" : "ledger";
    }

    /** A delivery with its name has all its files, and they stay as they are. */
    private void whatIsPublishedIsWhole(Map<String, Bytes> sealed) throws IOException {
        Path delivery = place.folder("PO-1").delivery(1);
        if (Files.exists(delivery)) {
            Map<String, Bytes> now = Workplace.tree(delivery);
            assertThat(now).hasSize(4 + 5 + 2 + 4).containsAllEntriesOf(sealed);
            sealed.putAll(now);
        }
    }

    @Test
    void aHomeThatMayNotBeWrittenIsNamed() throws Exception {
        takeAPlace();
        try (SmallDisk disk = SmallDisk.mount(place.home().root(), 5_000)) {
            disk.readOnly();

            Program.Result run = place.within("run", order);

            assertThat(run.exit()).as(run.toString()).isEqualTo(1);
            assertThat(run.err())
                    .contains(
                            "mintmark: " + place.home().root(), "read-only file system", "must be able to write there")
                    .doesNotContain("Exception");
        }
    }

    /** The deliveries lie on a disk of their own, on which a second delivery has no place beside the first at first. */
    @Test
    void aDeliveryThatFindsNoPlaceIsMadeWhenThereIsSome() throws Exception {
        takeAPlace();
        order = place.order("PO-1", 2 * MODULES, "lot-size: 10").toString();
        assertThat(place.within("run", order).exit()).isZero();
        Requested.zip(place.inbox("PO-1").resolve("b.zip"), Requested.files(MODULES + 1, 2 * MODULES));
        Path deliveries = place.folder("PO-1").deliveries();
        Path aside = Files.move(deliveries.resolve("0001"), place.root().resolve("aside"));
        try (SmallDisk disk = SmallDisk.mount(deliveries, 5_000)) {
            Files.createDirectory(deliveries.resolve("0001"));
            int kilobytes = 0;
            for (String file : Workplace.tree(aside).keySet()) {
                Path copy = deliveries.resolve("0001").resolve(file);
                Files.createDirectories(copy.getParent());
                Files.copy(aside.resolve(file), copy);
                kilobytes += (int) (Files.size(copy) + 4095 >> 12 << 2);
            }
            disk.readOnly();
            failsIn("package", "0002.part: read-only file system");
            // two lots of four
            disk.resize(kilobytes + 48);
            failsIn("package", "the disk is full");
            // all lots, which take 20 KB each as those of the first delivery did, and one list
            disk.resize(kilobytes + 88);
            failsIn("deliver", "the disk is full");
            TreeMap<String, Bytes> lots = Workplace.tree(place.folder("PO-1").staging(2));
            lots.keySet().removeIf(file -> !file.endsWith(".p7m"));
            assertThat(lots).hasSize(4);
            disk.resize(5_000);

            Program.Result mended = place.within("run", order);

            assertThat(mended.exit()).as(mended.toString()).isZero();
            assertThat(mended.out()).startsWith("PO-1: finished, 80 of 80 modules");
            assertThat(Workplace.tree(place.folder("PO-1").delivery(2))).containsAllEntriesOf(lots);
            isWhole(2 * MODULES);
        }
    }

    private void failsIn(String step, String why) {
        Program.Result run = place.within("run", order);
        assertThat(run.exit()).as(run.toString()).isEqualTo(1);
        assertThat(run.err()).contains("the run failed in " + step, why).doesNotContain("Exception", "ERROR");
        assertThat(place.folder("PO-1").delivery(2)).doesNotExist();
    }

    private void isWhole(int modules) throws Exception {
        Set<String> ids =
                IntStream.rangeClosed(1, modules).mapToObj(Requested::id).collect(Collectors.toSet());
        new Aftermath(place, Path.of(order), ids).check();
    }
}
