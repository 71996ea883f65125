package dev.mintmark.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run killed at whatever moment costs time and nothing else. A few kills of a short run in each build; for many of a long one:
 *
 * <pre>mvn -q test -Dtest=KillTest -Dkills=20 -Dmodules=5000 -Dpoints=24</pre>
 *
 * <p>{@code -Dseed} repeats the moments of an earlier run, as far as moments can be repeated.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "no SIGKILL")
class KillTest {
    @TempDir
    Path folder;

    @Test
    void aKilledRunGoesOnAndNothingIsMadeTwice() throws Exception {
        long seed = Long.getLong("seed", System.nanoTime());
        int kills = Integer.getInteger("kills", 3);
        int modules = Integer.getInteger("modules", 400);
        int points = Integer.getInteger("points", 2);
        System.out.printf("seed %d, %d kills, %d turning points, %d modules%n", seed, kills, points, modules);
        Random random = new Random(seed);
        List<String> turningPoints = new ArrayList<>(KilledRuns.TURNING_POINTS);
        Collections.shuffle(turningPoints, random);
        KilledRuns runs = new KilledRuns(folder, modules, modules / 10, random, System.out);

        runs.killAndCheck(kills, turningPoints.subList(0, Math.min(points, turningPoints.size())));

        assertThat(runs.killed()).as("with seed %d", seed).isPositive();
    }
}
