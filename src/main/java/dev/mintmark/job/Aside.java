package dev.mintmark.job;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Work on a thread of its own beside the caller's. Neither is ever interrupted: that would close H2's file. */
final class Aside implements Closeable {
    private final CompletableFuture<Void> work;

    private Aside(CompletableFuture<Void> work) {
        this.work = work;
    }

    interface Work {
        void run() throws IOException;
    }

    /** @param name of the thread */
    static Aside start(String name, Work work) {
        Runnable task = () -> {
            try {
                work.run();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
        return new Aside(CompletableFuture.runAsync(task, run -> new Thread(run, name).start()));
    }

    /** Waits for the work's end, and throws what it threw. */
    @Override
    public void close() throws IOException {
        try {
            work.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof UncheckedIOException io) {
                throw io.getCause();
            }
            throw e.getCause() instanceof RuntimeException other ? other : e;
        }
    }
}
