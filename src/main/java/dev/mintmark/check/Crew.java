package dev.mintmark.check;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Works on all processors and hands results over on the caller's thread, in the order in which the work was given. Holds a
 * bounded amount of work at a time.
 */
public final class Crew implements AutoCloseable {
    private static final int AHEAD_PER_THREAD = 16;

    private final int threads = Runtime.getRuntime().availableProcessors();
    private final ExecutorService pool = Executors.newFixedThreadPool(threads, work -> {
        Thread thread = new Thread(work, "check");
        thread.setDaemon(true);
        return thread;
    });

    /** One run of work of the same kind. */
    public final class Task<T> {
        private final Deque<Future<T>> ahead = new ArrayDeque<>();
        private final Consumer<T> results;

        private final int atOnce;

        private Task(int atOnce, Consumer<T> results) {
            this.atOnce = atOnce;
            this.results = results;
        }

        /** Gives work; may hand over results first. */
        public void add(Callable<T> work) {
            if (ahead.size() >= atOnce) {
                handOver();
            }
            ahead.add(pool.submit(work));
        }

        /** Hands over all that is left. */
        public void finish() {
            while (!ahead.isEmpty()) {
                handOver();
            }
        }

        private void handOver() {
            try {
                results.accept(ahead.remove().get());
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException failure
                        ? failure
                        : new IllegalStateException("a check failed", e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("the check was interrupted", e);
            }
        }
    }

    /** @param results is called on the thread that gives the work */
    public <T> Task<T> task(Consumer<T> results) {
        return new Task<>(threads * AHEAD_PER_THREAD, results);
    }

    /** As {@link #task}, of work whose results are large: no more of them are held than processors work. */
    public <T> Task<T> largeTask(Consumer<T> results) {
        return new Task<>(threads, results);
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
