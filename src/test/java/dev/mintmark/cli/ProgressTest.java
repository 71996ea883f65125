package dev.mintmark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mintmark.cli.Progress.Display;
import dev.mintmark.job.Phase;
import dev.mintmark.order.OrderId;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final ByteArrayOutputStream captured = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(captured, true, StandardCharsets.UTF_8);
    private long now;

    @Test
    void aPipeGetsALineEveryFiveSecondsAndOneAtTheEnd() {
        Progress progress = progress(Display.LINES, 80);
        progress.begin(new OrderId("PO-1"), Phase.ISSUE, 10_000, 0);
        for (int second = 1; second <= 10; second++) {
            pass(1_000);
            progress.advance(1_000);
        }
        progress.end();

        assertThat(shown())
                .isEqualTo(
                        """
                        PO-1: issue 5,000 of 10,000 DACs, 1,000/s, 0:05 left
                        PO-1: issue 10,000 of 10,000 DACs, 1,000/s
                        PO-1: issue 10,000 of 10,000 DACs in 0:10, 1,000/s
                        """);
    }

    @Test
    void aPipeNeverGetsACarriageReturnOrAnEscape() {
        Progress progress = progress(Display.LINES, 80);
        run(progress);

        assertThat(shown()).doesNotContain("\r", "\u001b").isNotEmpty();
    }

    @Test
    void whatAnEarlierRunDidDoesNotCountForTheSpeed() {
        Progress progress = progress(Display.LINES, 80);
        progress.begin(new OrderId("PO-1"), Phase.PACKAGE, 10_000, 8_000);
        pass(10_000);
        progress.advance(1_000);

        assertThat(shown()).isEqualTo("PO-1: package 9,000 of 10,000 modules, 100/s, 0:10 left\n");
    }

    @Test
    void anUnknownTotalIsNotShown() {
        Progress progress = progress(Display.LINES, 80);
        progress.begin(new OrderId("PO-1"), Phase.INTAKE, 0, 0);
        pass(5_000);
        progress.advance(50);

        assertThat(shown()).isEqualTo("PO-1: intake 50 CSRs, 10/s\n");
    }

    @Test
    void aBarIsDrawnOverAndLeavesOneLine() {
        Progress progress = progress(Display.BAR, 80);
        progress.begin(new OrderId("PO-1"), Phase.ISSUE, 1_000, 0);
        pass(1_000);
        progress.advance(500);
        pass(1_000);
        progress.advance(500);
        progress.end();

        assertThat(frames())
                .containsExactly(
                        "",
                        "PO-1: issue [#####-----] 500 of 1,000 DACs, 500/s, 0:01 left",
                        "PO-1: issue [##########] 1,000 of 1,000 DACs, 500/s",
                        "",
                        "PO-1: issue 1,000 of 1,000 DACs in 0:02, 500/s\n");
    }

    @Test
    void aBarIsDrawnTenTimesASecondAtMost() {
        Progress progress = progress(Display.BAR, 80);
        progress.begin(new OrderId("PO-1"), Phase.ISSUE, 1_000, 0);
        for (int i = 0; i < 1_000; i++) {
            pass(1);
            progress.advance(1);
        }

        assertThat(frames()).hasSize(11);
    }

    @Test
    void noFrameIsWiderThanTheTerminal() {
        for (int columns : List.of(20, 33, 50, 70, 80, 200)) {
            captured.reset();
            run(progress(Display.BAR, columns));

            assertThat(shown().split("\r"))
                    .filteredOn(frame -> !frame.endsWith("\n"))
                    .hasSizeGreaterThan(100)
                    .allSatisfy(frame -> assertThat(frame.length()).isLessThan(columns));
        }
    }

    @Test
    void aNarrowTerminalLosesTheSpeedFirstThenTheBar() {
        assertThat(halfway(70)).isEqualTo("PO-1: issue [####----] 5,000 of 10,000 DACs, 5,000/s, 0:01 left");
        assertThat(halfway(60)).isEqualTo("PO-1: issue [###----] 5,000 of 10,000 DACs, 0:01 left");
        assertThat(halfway(50)).isEqualTo("PO-1: issue 5,000 of 10,000 DACs, 0:01 left");
    }

    private String halfway(int columns) {
        captured.reset();
        Progress progress = progress(Display.BAR, columns);
        progress.begin(new OrderId("PO-1"), Phase.ISSUE, 10_000, 0);
        pass(1_000);
        progress.advance(5_000);
        return frames().get(1);
    }

    @Test
    void aShorterFrameCoversTheLongerOne() {
        Progress progress = progress(Display.BAR, 200);
        progress.begin(new OrderId("PO-1"), Phase.INTAKE, 0, 0);
        pass(1_000);
        progress.advance(1_000_000);
        pass(3_600_000);
        progress.advance(1);

        String[] frames = shown().split("\r");
        assertThat(frames[2]).hasSameSizeAs(frames[1]).endsWith(" ");
    }

    @Test
    void aMessageStandsOnALineOfItsOwn() {
        Progress progress = progress(Display.BAR, 80);
        progress.begin(new OrderId("PO-1"), Phase.ISSUE, 10, 0);
        pass(1_000);
        progress.advance(1);
        progress.say("order \"PO-2\" is waiting");

        assertThat(shown()).endsWith(" \rorder \"PO-2\" is waiting\n");
    }

    @Test
    void theNextPhaseEndsTheOneBefore() {
        Progress progress = progress(Display.LINES, 80);
        progress.begin(new OrderId("PO-1"), Phase.INTAKE, 3, 0);
        progress.advance(3);
        progress.begin(new OrderId("PO-1"), Phase.ISSUE, 2, 0);
        progress.close();
        progress.advance(1);

        assertThat(shown()).isEqualTo("PO-1: intake 3 of 3 CSRs in 0:00\nPO-1: issue 0 of 2 DACs in 0:00\n");
    }

    @Test
    void hoursAreShownWhenThereAreAny() {
        Progress progress = progress(Display.LINES, 80);
        progress.begin(new OrderId("PO-1"), Phase.PACKAGE, 7, 0);
        pass(3_605_000);
        progress.end();

        assertThat(shown()).isEqualTo("PO-1: package 0 of 7 modules in 1:00:05\n");
    }

    @Test
    void quietIsSilentButForMessages() {
        Progress progress = progress(Display.NONE, 80);
        run(progress);
        assertThat(shown()).isEmpty();

        progress.say("order \"PO-2\" failed");
        assertThat(shown()).isEqualTo("order \"PO-2\" failed\n");
    }

    @Test
    void onlyTheLauncherMakesItATerminal() {
        assertThat(Display.ofStandardError(false)).isEqualTo(Display.LINES);
        assertThat(Display.ofStandardError(true)).isEqualTo(Display.NONE);
        System.setProperty("mintmark.terminal", "true");
        try {
            assertThat(Display.ofStandardError(false)).isEqualTo(Display.BAR);
            assertThat(Display.ofStandardError(true)).isEqualTo(Display.NONE);
        } finally {
            System.clearProperty("mintmark.terminal");
        }
    }

    @Test
    void manyThreadsLoseNoCount() throws InterruptedException {
        Progress progress = progress(Display.LINES, 80);
        progress.begin(new OrderId("PO-1"), Phase.PACKAGE, 80_000, 0);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Thread thread = new Thread(() -> {
                for (int n = 0; n < 10_000; n++) {
                    progress.advance(1);
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        progress.end();

        assertThat(shown()).isEqualTo("PO-1: package 80,000 of 80,000 modules in 0:00\n");
    }

    private void run(Progress progress) {
        for (Phase phase : Phase.values()) {
            progress.begin(new OrderId("PO-2026-11-0042"), phase, 10_000, 0);
            for (int i = 0; i < 100; i++) {
                pass(200);
                progress.advance(100);
            }
            progress.end();
        }
    }

    private Progress progress(Display display, int columns) {
        return new Progress(out, display, columns, () -> now);
    }

    private void pass(long millis) {
        now += TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private String shown() {
        return captured.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    private List<String> frames() {
        List<String> frames = new ArrayList<>();
        for (String frame : shown().split("\r")) {
            frames.add(frame.endsWith("\n") ? frame : frame.stripTrailing());
        }
        return frames;
    }
}
