package dev.mintmark.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run killed at whatever moment costs time and nothing else. A few kills of a short run in each build; many of long ones in
 * the profile {@code soak}, which {@code -Dkills}, {@code -Dmodules} and {@code -Dpoints} make shorter or longer.
 *
 * <p>{@code -Dseed} repeats the moments of an earlier run, as far as moments can be repeated.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "no SIGKILL")
class KillTest {
    @TempDir
    Path folder;

    @Test
    void aKilledRunGoesOnAndNothingIsMadeTwice() throws Exception {
        kill(2, 400, 1);
    }

    @Tag("soak")
    @Test
    void longRunsKilledTwoHundredTimesGoOnAndNothingIsMadeTwice() throws Exception {
        kill(
                Integer.getInteger("kills", 200),
                Integer.getInteger("modules", 5000),
                Integer.getInteger("points", KilledRuns.TURNING_POINTS.size()));
    }

    private void kill(int kills, int modules, int points) throws Exception {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.printf("seed %d, %d kills, %d turning points, %d modules%n", seed, kills, points, modules);
        Random random = new Random(seed);
        List<String> turningPoints = new ArrayList<>(KilledRuns.TURNING_POINTS);
        Collections.shuffle(turningPoints, random);
        KilledRuns runs = new KilledRuns(folder, modules, modules / 10, random, System.out);

        runs.killAndCheck(kills, turningPoints.subList(0, Math.min(points, turningPoints.size())));

        assertThat(runs.killed()).as("with seed %d", seed).isPositive();
    }
}
