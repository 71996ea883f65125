package dev.mintmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

/** The time that one input of a few kilobytes may cost, on a busy machine. The heap is bounded by that of the JVM. */
public final class Effort {
    private static final Duration MOST = Duration.ofSeconds(10);

    /** What is tried. */
    @FunctionalInterface
    public interface Attempt {
        void run() throws Exception;
    }

    private Effort() {}

    public static void isBounded(Attempt attempt) throws Exception {
        long start = System.nanoTime();
        attempt.run();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(MOST);
    }
}
