package dev.mintmark;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Many threads that begin the same thing at the same moment. */
public final class Race {
    public static final int THREADS = 64;

    private Race() {}

    /** What one thread does. */
    public interface Runner<T> {
        /** @param thread from 0 */
        T run(int thread) throws Exception;
    }

    /** What each of them came to, by thread; throws what any of them threw. */
    public static <T> List<T> between(Runner<T> runner) throws Exception {
        CyclicBarrier start = new CyclicBarrier(THREADS);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<T>> running = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                int thread = i;
                running.add(threads.submit(() -> {
                    start.await();
                    return runner.run(thread);
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> each : running) {
                results.add(each.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
