package dev.mintmark.cli;

import dev.mintmark.job.StopSignal;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns SIGTERM and SIGINT into a stop between two units of work. The JVM has begun to shut down by then, so the process ends
 * by halting with the run's own exit code.
 */
final class Interruption implements AutoCloseable {
    /** Longer than the longest unit of work, a lot of the largest size at the most iterations. */
    private static final Duration GRACE = Duration.ofMinutes(5);

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook;
    private volatile int code = ExitCode.FAILED.number();

    Interruption(StopSignal stop) {
        hook = new Thread(
                () -> {
                    System.err.println("mintmark: stopping after the work in hand; the next run goes on from there");
                    stop.ask();
                    await();
                    Runtime.getRuntime().halt(code);
                },
                "stop");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void await() {
        try {
            if (!ended.await(GRACE.toSeconds(), TimeUnit.SECONDS)) {
                code = ExitCode.STOPPED.number();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Remembers how the run ended. */
    int ended(int exitCode) {
        code = exitCode;
        return exitCode;
    }

    @Override
    public void close() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // shutting down: the hook halts with the code in a moment
            return;
        }
    }
}
