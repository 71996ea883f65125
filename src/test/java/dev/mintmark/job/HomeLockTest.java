package dev.mintmark.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mintmark.OtherProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HomeLockTest {
    @TempDir
    private Path folder;

    @Test
    void oneProcessAtATimeHoldsAHomeAndOneThatWasKilledHoldsNone() throws Exception {
        Home home = new Home(folder.resolve("deep").resolve("home"));
        OtherProcess other = OtherProcess.holding(home.root());

        assertThat(HomeLock.isHeld(home)).isTrue();
        assertThatThrownBy(() -> HomeLock.acquire(home, Duration.ofMillis(150)))
                .isInstanceOf(HomeBusyException.class)
                .hasMessage("%s is in use by another mintmark, process %d", home.root(), other.pid());

        other.close();
        assertThat(HomeLock.isHeld(home)).isFalse();
        try (HomeLock held = HomeLock.acquire(home, Duration.ZERO)) {
            assertThat(home.root().resolve("lock"))
                    .content()
                    .isEqualTo(ProcessHandle.current().pid() + "\n");
        }
        HomeLock.acquire(home, Duration.ZERO).close();
    }

    /** It waits for the other one to end. */
    @Test
    void whoWaitsGetsTheHomeAsSoonAsItIsFree() throws Exception {
        Home home = new Home(folder);
        OtherProcess other = OtherProcess.holding(folder);
        Thread end = new Thread(() -> {
            try {
                other.close();
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        end.start();

        HomeLock.acquire(home, Duration.ofSeconds(30)).close();

        end.join();
    }

    @Test
    void askingWhetherAHomeIsHeldMakesNothing() throws Exception {
        Home none = new Home(folder.resolve("none"));

        assertThat(HomeLock.isHeld(none)).isFalse();
        assertThat(Files.exists(none.root())).isFalse();
    }
}
