package dev.mintmark.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mintmark.durable.DurableFiles;
import dev.mintmark.store.LedgerDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** A run killed right after a given rename, sync or commit costs time and nothing else. */
@EnabledIf(value = "canTrace", disabledReason = "needs strace, and leave to trace")
class KilledAtCallsTest {
    private static final int MODULES = 40;

    /** A kill comes sooner than this after the call that it is to follow. */
    private static final Duration HOLD = Duration.ofMillis(20);

    /** A machine that is busy with other things may let a thread go on before the kill. */
    private static final int TRIES = 3;

    @TempDir
    Path folder;

    private Workplace place;
    private int places;

    static boolean canTrace() {
        return Strace.missing().isEmpty();
    }

    @BeforeEach
    void newPlace() throws Exception {
        place = new Workplace(Files.createDirectory(folder.resolve("place-" + ++places)));
        place.order(Moment.ORDER, MODULES, "lot-size: 10");
        Requested.zip(place.inbox(Moment.ORDER).resolve("a.zip"), Requested.files(1, MODULES));
    }

    /** One after the other in one home, the first of them twice in a row: a context that Batch keeps would be lost by that. */
    @Test
    void aRunKilledAgainAndAgainGoesOnEachTime() throws Exception {
        for (Moment moment : List.of(
                Moment.BEFORE_THE_FIRST_COMMIT,
                Moment.BEFORE_THE_FIRST_COMMIT,
                Moment.LOT_RENAMED_WITHOUT_ROW,
                Moment.DELIVERY_WITHOUT_ROW)) {
            assertThat(isKilledAt(moment)).as("killed at %s", moment).isTrue();
        }
        finishes();
    }

    @Tag("soak")
    @ParameterizedTest
    @EnumSource(Moment.class)
    void aRunKilledAtThisMomentGoesOn(Moment moment) throws Exception {
        boolean hit = isKilledAt(moment);
        finishes();
        for (int i = 1; i < TRIES && !hit; i++) {
            newPlace();
            hit = isKilledAt(moment);
            finishes();
        }
        assertThat(hit).as("killed at %s", moment).isTrue();
    }

    @Tag("soak")
    @ParameterizedTest
    @EnumSource(Moment.class)
    void aRunKilledTwiceAtThisMomentGoesOn(Moment moment) throws Exception {
        isKilledAt(moment);
        // not each comes a second time
        isKilledAt(moment);
        finishes();
    }

    @Test
    void aRunKilledAfterSomeCallGoesOn() throws Exception {
        Random random = new Random(Long.getLong("seed", System.nanoTime()));
        // a run makes some 720 of them
        killedAfterCall(1 + random.nextInt(700));
    }

    /** Every rename, sync, new folder and commit of a whole run. */
    @Tag("soak")
    @Test
    void aRunKilledAfterEachOfItsCallsGoesOn() throws Exception {
        int call = 1;
        while (killedAfterCall(call)) {
            call++;
            newPlace();
        }
        System.out.printf("killed after each of %d calls, all whole%n", call - 1);
        assertThat(call).isGreaterThan(600);
    }

    /** False if the run made fewer. */
    private boolean killedAfterCall(int count) throws Exception {
        List<DiskCall> calls = new ArrayList<>();
        Predicate<DiskCall> last = call -> {
            boolean counts = call.target().startsWith(place.home().root())
                    && !call.target().startsWith(place.home().status())
                    && (call.isRename() || call.isSync() || !call.name().equals("write"));
            return counts && calls.add(call) && calls.size() == count;
        };
        boolean killed;
        try (Program run = place.traced(HOLD, last, "run", Moment.ORDER + ".yaml")) {
            killed = run.end().exit() != 0;
        }
        System.out.printf("call %d, %s%n", count, killed ? calls.get(count - 1) : "over before");
        finishes();
        DurableFiles.deleteTree(place.root());
        return killed;
    }

    private boolean isKilledAt(Moment moment) throws Exception {
        Seen seen = new Seen(place.home().root());
        Predicate<DiskCall> last = call -> {
            seen.add(call);
            return moment.isHere(seen);
        };
        try (Program run = place.traced(HOLD, last, "run", Moment.ORDER + ".yaml")) {
            Program.Result result = run.end();
            if (result.exit() == 0) {
                return false;
            }
            assertThat(result.exit()).as("%s, %s", moment, result).isGreaterThan(128);
        }
        return isLeft(moment);
    }

    /** Looks into a copy: opening the ledger would change what the next run meets. */
    private boolean isLeft(Moment moment) throws Exception {
        Path copy = Files.createTempDirectory(folder, "ledger");
        Path ledger = place.home().ledger().resolve("mintmark.mv.db");
        if (Files.exists(ledger)) {
            Files.copy(ledger, copy.resolve("mintmark.mv.db"));
        }
        try (LedgerDatabase database = LedgerDatabase.open(copy, Map.of())) {
            return moment.left(place, new JdbcTemplate(database.dataSource()));
        }
    }

    private void finishes() throws Exception {
        Path order = place.root().resolve(Moment.ORDER + ".yaml");
        Program.Result result = place.within("run", order.toString());
        assertThat(result.exit()).as(result.toString()).isZero();
        assertThat(result.out()).startsWith("PO-1: finished, 40 of 40 modules");
        Set<String> modules =
                IntStream.rangeClosed(1, MODULES).mapToObj(Requested::id).collect(Collectors.toSet());
        new Aftermath(place, order, modules).check();
    }
}
