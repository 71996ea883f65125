package dev.mintmark.csr;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Checks a submission on several threads and hands the results over in the submission's order, on the caller's thread. Holds
 * a bounded number of requests at a time, however slow the one who takes them.
 */
public final class ParallelCheck {
    private static final int BATCH = 64;
    private static final int BATCHES_AHEAD_PER_THREAD = 4;

    private final RequestCheck check;
    private final int threads;

    public ParallelCheck(RequestCheck check, int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("checking takes at least one thread");
        }
        this.check = check;
        this.threads = threads;
    }

    /**
     * @param surveyed what {@link Submission#survey()} said of it
     * @param consumer gets one result for each entry; what it throws ends the check and passes through
     * @throws IOException if the submission is not what was surveyed: it changed meanwhile, and the caller gives up what it took
     * @throws InterruptedException if the thread was interrupted; what is not handed over by then is dropped
     */
    public void check(
            Submission submission, SubmissionOutcome.Whole surveyed, Consumer<? super CheckedRequest> consumer)
            throws IOException, InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(threads, ParallelCheck::thread);
        try {
            Window window = new Window(pool, consumer);
            SubmissionOutcome outcome = submission.read(window::add);
            window.finish();
            if (!outcome.equals(surveyed)) {
                throw new IOException("%s changed while it was read".formatted(submission.name()));
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "csr-check");
        thread.setDaemon(true);
        return thread;
    }

    /** The requests that were read and not yet handed over. */
    private final class Window {
        private final ExecutorService pool;
        private final Consumer<? super CheckedRequest> consumer;
        private final Deque<Future<List<CheckedRequest>>> ahead = new ArrayDeque<>();
        private List<SubmissionEntry> batch = new ArrayList<>(BATCH);

        Window(ExecutorService pool, Consumer<? super CheckedRequest> consumer) {
            this.pool = pool;
            this.consumer = consumer;
        }

        void add(SubmissionEntry entry) throws InterruptedException {
            batch.add(entry);
            if (batch.size() == BATCH) {
                submit();
            }
        }

        void finish() throws InterruptedException {
            submit();
            while (!ahead.isEmpty()) {
                handOver();
            }
        }

        private void submit() throws InterruptedException {
            List<SubmissionEntry> full = batch;
            batch = new ArrayList<>(BATCH);
            ahead.add(pool.submit(() -> check.checkAll(full)));
            if (ahead.size() >= threads * BATCHES_AHEAD_PER_THREAD) {
                handOver();
            }
        }

        private void handOver() throws InterruptedException {
            if (Thread.interrupted()) {
                throw new InterruptedException("checking requests was interrupted");
            }
            try {
                ahead.remove().get().forEach(consumer);
            } catch (ExecutionException e) {
                throw new IllegalStateException("checking a request failed", e.getCause());
            }
        }
    }
}
