package dev.mintmark.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mintmark.csr.SimulatedModules;
import dev.mintmark.durable.DurableFiles;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Kills runs of one order, over and over, until as many kills are spent as were asked for; a run that comes to its end is
 * checked by {@link Aftermath}, and the next begins in a home of its own.
 */
final class KilledRuns {
    private static final String ORDER = "KILL-1";

    /** Each is when something has just been done and the ledger may not know it, or the other way round. */
    static final List<String> TURNING_POINTS = List.of(
            "ledger",
            "ledger/mintmark.mv.db",
            "test-keys.part",
            "test-keys.part/site.key",
            "test-keys",
            "keys",
            "keys/*.key.part",
            "keys/*.key",
            "*/deliveries",
            "*/deliveries/0001.part",
            "*/deliveries/0001.part/lot-0001.*.part",
            "*/deliveries/0001.part/lot-0001.*.p7m",
            "*/deliveries/0001.part/lot-0004.*.p7m",
            "*/deliveries/0001.part/bundle.json",
            "*/deliveries/0001.part/SHA256SUMS",
            "*/deliveries/0001.part/SHA256SUMS.p7s",
            "*/deliveries/0001",
            "*/manifest.csv.part",
            "*/manifest.csv",
            "*/manifest.csv.p7s",
            "*/rejects.csv",
            "*/report.html.part",
            "*/report.html",
            "*/report.json");

    private final Path root;
    private final int modules;
    private final int lotSize;
    private final Random random;
    private final PrintStream log;
    private int homes;
    private int killed;

    /**
     * @param root an empty folder
     * @param random where moments come from; the modules are the same each time
     */
    KilledRuns(Path root, int modules, int lotSize, Random random, PrintStream log) {
        this.root = root;
        this.modules = modules;
        this.lotSize = lotSize;
        this.random = random;
        this.log = log;
    }

    /** Kills at {@code kills} random moments, then at each of the turning points. */
    void killAndCheck(int kills, List<String> turningPoints) throws Exception {
        long whole = unkilled();
        log.printf("a whole run of %d modules takes %d ms%n", modules, whole);
        while (killed < kills) {
            Workplace place = nextPlace();
            // few far apart or many close by: either way the home's last one falls anywhere in its run
            int planned = 1 + random.nextInt(6);
            long stretch = 2 * whole / planned;
            int i = 0;
            while (i < planned && killed < kills && kill(place, anywhereIn(stretch))) {
                i++;
            }
            finishAndCheck(place);
        }
        List<String> left = new ArrayList<>(turningPoints);
        while (!left.isEmpty()) {
            Workplace place = nextPlace();
            kill(place, new Killing.WhenThereIs(left.remove(0)));
            if (random.nextInt(3) == 0) {
                // at once after the restart: what the first kill left is being mended
                kill(place, anywhereIn(Math.min(whole, 4000)));
            }
            finishAndCheck(place);
        }
        log.printf("%d kills over %d homes, all whole%n", killed, homes);
    }

    private Killing anywhereIn(long millis) {
        return new Killing.After((long) (random.nextDouble() * millis));
    }

    int killed() {
        return killed;
    }

    private long unkilled() throws Exception {
        Workplace place = nextPlace();
        long start = System.nanoTime();
        Program.Result result = place.run("run", ORDER + ".yaml");
        long millis = (System.nanoTime() - start) / 1_000_000;
        assertThat(result.exit()).as(result.toString()).isZero();
        aftermath(place);
        return millis;
    }

    private void finishAndCheck(Workplace place) throws Exception {
        Program.Result result = place.run("run", ORDER + ".yaml");
        assertThat(result.exit()).as(result.toString()).isZero();
        assertThat(result.out()).startsWith(ORDER + ": finished, %1$,d of %1$,d modules".formatted(modules));
        aftermath(place);
    }

    /** False if the run was over before the moment came. */
    private boolean kill(Workplace place, Killing moment) throws Exception {
        try (Program program = place.start("run", ORDER + ".yaml")) {
            boolean came = moment.awaits(program, place.home().root());
            program.kill();
            Program.Result result = program.said();
            log.printf("home %d, kill %d: %s%s%n", homes, killed + 1, came ? "" : "over before ", moment);
            if (!came) {
                assertThat(result.exit()).as(result.toString()).isZero();
                return false;
            }
            killed++;
            return true;
        }
    }

    private Workplace nextPlace() throws IOException {
        Path folder = Files.createDirectory(root.resolve("home-" + ++homes));
        Workplace place = new Workplace(folder);
        place.order(ORDER, modules, "lot-size: " + lotSize);
        Path played = root.resolve("modules");
        if (Files.notExists(played)) {
            new SimulatedModules(new SplittableRandom(20260101)).write(played, modules);
        }
        Files.copy(played.resolve("submission.zip"), place.inbox(ORDER).resolve("submission.zip"));
        return place;
    }

    private void aftermath(Workplace place) throws Exception {
        Set<String> ids = new TreeSet<>();
        try (Stream<Path> keys = Files.list(root.resolve("modules/keys"))) {
            keys.forEach(key -> ids.add(key.getFileName().toString().replace(".pem", "")));
        }
        new Aftermath(place, place.root().resolve(ORDER + ".yaml"), ids).check();
        DurableFiles.deleteTree(place.root());
    }
}
