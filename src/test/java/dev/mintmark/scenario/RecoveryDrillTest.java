package dev.mintmark.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mintmark.Commands;
import dev.mintmark.Mintmark;
import dev.mintmark.durable.DurableFiles;
import dev.mintmark.format.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Backup and recovery in processes of their own: the page's drill, a backup during a run, and kills while it recovers. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "no SIGKILL")
class RecoveryDrillTest {
    @TempDir
    Path folder;

    private Iterator<String> page() throws IOException {
        String text = Files.readString(Path.of("docs", "operations.md"));
        String drill = text.substring(text.indexOf("## A drill"));
        return Pattern.compile("(?s)```console\n(.*?)```")
                .matcher(drill.substring(0, drill.indexOf("\n## ", 5)))
                .results()
                .map(fence -> fence.group(1))
                .iterator();
    }

    /** The page's lines with this test's folders in the place of a machine's. */
    private void run(String lines) throws IOException {
        String here = folder.toRealPath().toString();
        String script = lines.replace("/srv/mintmark", here + "/home")
                .replace("/srv/orders", here + "/orders")
                .replaceAll("(?<=[ ])/(backup|safe|handed-over)/", here + "/$1/");
        Commands.Result result = Commands.run(folder, "sh", "-ec", script);
        assertThat(result.exit()).as(script + result.output()).isZero();
    }

    private void launcher() throws IOException {
        Path launcher = folder.resolve("mintmark");
        Files.writeString(
                launcher,
                "#!/bin/sh\nexec '%s' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto -cp '%s' %s \"$@\" --quiet\n"
                        .formatted(
                                Path.of(System.getProperty("java.home"), "bin", "java"),
                                System.getProperty("java.class.path"),
                                Mintmark.class.getName()));
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void theDrillOfThePageLosesNothingThatWasHandedOver() throws Exception {
        Commands.assumeShellTools();
        for (String name : List.of("backup", "safe", "handed-over", "orders")) {
            Files.createDirectory(folder.resolve(name));
        }
        launcher();
        Workplace place = new Workplace(folder);
        order(place, "PO-1", 9);
        Requested.zip(place.inbox("PO-1").resolve("1.zip"), Requested.files(1, 4));
        Iterator<String> page = page();

        run(page.next());
        order(place, "PO-2", 3);
        Requested.zip(place.inbox("PO-1").resolve("2.zip"), Requested.files(5, 7));
        Requested.zip(place.inbox("PO-2").resolve("1.zip"), Requested.files(21, 22));
        run(page.next());
        Map<String, Bytes> manifests = manifests(place);
        Map<String, String> dacs = new HashMap<>();
        everyDac(place, dacs);

        yesterdaysLedgerIsRefused(place);
        run(page.next());
        assertThat(manifests(place)).isEqualTo(manifests);
        Requested.zip(place.inbox("PO-1").resolve("3.zip"), Requested.files(1, 8));
        Requested.zip(place.inbox("PO-2").resolve("2.zip"), Requested.files(1, 2));
        run(page.next());
        assertThat(page.hasNext()).isFalse();

        everyDac(place, dacs);
        assertThat(dacs).as("keys that have a DAC").hasSize(4 + 3 + 2 + 1);
        assertThat(place.within("status").out()).contains("PO-1: open, 8 of 9 modules", "PO-2: closed, 2 of 2 modules");
        for (String order : manifests.keySet()) {
            assertThat(place.within("check", order).exit()).as(order).isZero();
        }
    }

    private void order(Workplace place, String id, int quantity) throws IOException {
        Path order = place.order(id, quantity, "lot-size: 2");
        Files.writeString(
                folder.resolve("orders").resolve(id + ".yaml"),
                Files.readString(order)
                        .replace("product: ", "product: ../")
                        .replace("submission: ", "submission: ../"));
    }

    private static Map<String, Bytes> manifests(Workplace place) throws IOException {
        Map<String, Bytes> manifests = new TreeMap<>();
        for (String order : List.of("PO-1", "PO-2")) {
            manifests.put(
                    order, Bytes.sha256Of(Files.readAllBytes(place.folder(order).manifest())));
        }
        return manifests;
    }

    /** Adds every DAC in opened deliveries; a key must have the one that it always had. */
    private void everyDac(Workplace place, Map<String, String> dacs) throws IOException {
        Set<String> seen = new TreeSet<>();
        for (String order : List.of("PO-1", "PO-2")) {
            List<Path> deliveries;
            try (Stream<Path> all = Files.list(place.folder(order).deliveries())) {
                deliveries = all.toList();
            }
            for (Path delivery : deliveries) {
                Path out = folder.resolve("opened");
                int number = Integer.parseInt(delivery.getFileName().toString());
                for (Path lot : Delivered.open(place, order, number, out).lots()) {
                    for (Map<String, String> row : Delivered.csv(lot.resolve("data/manifest.csv"))) {
                        String key = row.get("spki_sha256");
                        assertThat(seen.add(key))
                                .as("second delivery of " + row)
                                .isTrue();
                        String before = dacs.putIfAbsent(key, row.get("dac_sha256"));
                        assertThat(before).isIn(null, row.get("dac_sha256"));
                    }
                }
                DurableFiles.deleteTree(out);
            }
        }
    }

    private void yesterdaysLedgerIsRefused(Workplace place) throws IOException {
        Path ledger = place.home().ledger().resolve("mintmark.mv.db");
        try (ZipFile zip = new ZipFile(folder.resolve("backup/night.zip").toFile());
                InputStream in = zip.getInputStream(zip.getEntry("ledger/mintmark.mv.db"))) {
            Files.write(ledger, in.readAllBytes());
        }
        Program.Result refused = place.within("run", folder.resolve("orders").toString());
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).contains("it is older than what was signed", "./mintmark recover");
    }

    @Test
    void aBackupOfARunUnderWayIsBroughtUpToItsEnd() throws Exception {
        Workplace place = new Workplace(folder);
        Path order = place.order("PO-1", 300, "lot-size: 20");
        // a second or more of packing, where a backup that was asked for is begun within 200 ms
        Path product = folder.resolve("product.yaml");
        Files.writeString(
                product, Files.readString(product).replace("iteration-count: 1000", "iteration-count: 60000"));
        Requested.zip(place.inbox("PO-1").resolve("1.zip"), Requested.files(1, 300));
        Path backup = folder.resolve("backup.zip");
        Program.Result made;
        try (Program run = place.start("run", order.toString())) {
            assertThat(new Killing.WhenThereIs("PO-1/deliveries/0001.part")
                            .awaits(run, place.home().root()))
                    .isTrue();
            made = place.within("backup", backup.toString());
            Program.Result ended = run.end();
            assertThat(ended.exit()).as(ended.toString()).isZero();
        }
        assertThat(made.out()).as(made.toString()).contains("made while a run goes on");
        Map<String, Bytes> log = Workplace.tree(place.home().log());
        DurableFiles.deleteTree(place.home().ledger());

        Program.Result recovered = place.within("recover", "--from", backup.toString());

        assertThat(recovered.exit()).as(recovered.toString()).isZero();
        // what the backup had and the log had not yet is matched, not done once more
        assertThat(recovered.out()).contains("1 delivered").doesNotContain("accepted");
        assertThat(Workplace.tree(place.home().log())).isEqualTo(log);
        Program.Result again = place.within("run", order.toString());
        assertThat(again.exit()).as(again.toString()).isZero();
        Set<String> modules = new TreeSet<>();
        for (int module = 1; module <= 300; module++) {
            modules.add(Requested.id(module));
        }
        new Aftermath(place, order, modules).check();
    }

    @Test
    void killedWhileItRecoversItIsRepeated() throws Exception {
        Workplace place = new Workplace(folder);
        Path order = place.order("PO-1", 300, "lot-size: 100");
        Requested.zip(place.inbox("PO-1").resolve("1.zip"), Requested.files(1, 100));
        assertThat(place.within("run", order.toString()).exit()).isZero();
        Path backup = folder.resolve("backup.zip");
        assertThat(place.within("backup", backup.toString()).exit()).isZero();
        Requested.zip(place.inbox("PO-1").resolve("2.zip"), Requested.files(101, 300));
        assertThat(place.within("run", order.toString()).exit()).isZero();
        Bytes manifest = Bytes.sha256Of(Files.readAllBytes(place.folder("PO-1").manifest()));
        DurableFiles.deleteTree(place.home().ledger());

        int kills = 0;
        boolean ended = false;
        for (long millis = 50; !ended; millis *= 2) {
            try (Program recover = place.start("recover", "--from", backup.toString())) {
                Killing moment = new Killing.After(millis);
                ended = !hasTheHome(recover, place)
                        || !moment.awaits(recover, place.home().root());
                recover.kill();
                assertThat(!ended || recover.said().exit() == 0)
                        .as(recover.said().toString())
                        .isTrue();
                kills += ended ? 0 : 1;
            }
        }

        assertThat(kills).isPositive();
        assertThat(place.within("recover").out()).startsWith("nothing to do");
        assertThat(place.within("run", order.toString()).exit()).isZero();
        assertThat(Bytes.sha256Of(Files.readAllBytes(place.folder("PO-1").manifest())))
                .isEqualTo(manifest);
        assertThat(place.within("audit", "verify").exit()).isZero();
        assertThat(place.within("check", order.toString()).exit()).isZero();
    }

    /** Waits until it begins: starting java takes most of the time of a process. False if it ended before. */
    private static boolean hasTheHome(Program program, Workplace place) throws IOException, InterruptedException {
        Path lock = place.home().root().resolve("lock");
        while (!Files.readString(lock).equals(program.pid() + "\n")) {
            if (program.endsWithin(5)) {
                return false;
            }
        }
        return true;
    }

    static boolean canTrace() {
        return Strace.missing().isEmpty();
    }

    @Tag("soak")
    @Test
    @EnabledIf("canTrace")
    void aDeliveryThatAKilledRunJustNamedIsEndedByTheNextRun() throws Exception {
        Workplace place = new Workplace(folder);
        Path order = place.order("PO-1", 12, "lot-size: 4");
        Requested.zip(place.inbox("PO-1").resolve("1.zip"), Requested.files(1, 4));
        assertThat(place.within("run", order.toString()).exit()).isZero();
        Path backup = folder.resolve("backup.zip");
        assertThat(place.within("backup", backup.toString()).exit()).isZero();
        Requested.zip(place.inbox("PO-1").resolve("2.zip"), Requested.files(5, 12));
        Path named = place.folder("PO-1").delivery(2);
        try (Program run = place.traced(
                Duration.ofMillis(20),
                call -> call.isRename() && call.target().equals(named),
                "run",
                order.toString())) {
            assertThat(run.end().exit()).isNotZero();
        }
        assertThat(named).isDirectory();
        DurableFiles.deleteTree(place.home().ledger());

        Program.Result recovered = place.within("recover", "--from", backup.toString());
        assertThat(recovered.exit()).as(recovered.toString()).isZero();
        Program.Result run = place.within("run", order.toString());

        assertThat(run.exit()).as(run.toString()).isZero();
        Program.Result check = place.within("check", order.toString());
        assertThat(check.exit()).as(check.toString()).isZero();
        assertThat(place.within("audit", "verify").exit()).isZero();
        assertThat(named.resolveSibling("0002.part")).doesNotExist();
    }
}
