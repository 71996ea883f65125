package dev.mintmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;

/** The processor's time that one input of a few kilobytes may cost. The heap is bounded by that of the JVM. */
public final class Effort {
    private static final Duration MOST = Duration.ofSeconds(10);

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** What is tried. */
    @FunctionalInterface
    public interface Attempt {
        void run() throws Exception;
    }

    private Effort() {}

    public static void isBounded(Attempt attempt) throws Exception {
        long start = THREADS.getCurrentThreadCpuTime();
        attempt.run();
        assertThat(Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - start)).isLessThan(MOST);
    }
}
