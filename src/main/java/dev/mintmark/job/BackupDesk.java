package dev.mintmark.job;

import dev.mintmark.durable.Access;
import dev.mintmark.durable.DurableFiles;
import dev.mintmark.input.FaultException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Where a second process asks the one that holds the home for a backup, because H2 lets nobody else read the ledger: a file
 * {@code backup.request} that names the asker and the backup, answered by {@code backup.answer}. They lie in the ledger's folder, which
 * is the owner's alone. The backup is written with the rights of the process that runs.
 */
public final class BackupDesk implements AutoCloseable {
    private static final long EVERY_MILLIS = 200;

    private final Home home;
    private final HomeBackup backup;
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "backup");
        thread.setDaemon(true);
        return thread;
    });

    /** Begins to answer. The caller holds the home. */
    public BackupDesk(Home home, HomeBackup backup) {
        this.home = home;
        this.backup = backup;
        ticker.scheduleWithFixedDelay(this::tick, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Asks whoever holds the home. */
    public static void ask(Home home, Path file) throws IOException {
        DurableFiles.createFolders(home.ledger(), Access.OWNER);
        withdraw(home);
        write(request(home), List.of(me(), file.toAbsolutePath().toString()));
    }

    /** Takes a request back, and an answer that nobody took. */
    public static void withdraw(Home home) throws IOException {
        Files.deleteIfExists(request(home));
        Files.deleteIfExists(answer(home));
    }

    /**
     * Whether the backup that this process asked for was made.
     *
     * @return false as long as there is no answer
     * @throws FaultException if it could not be made
     */
    public static boolean answered(Home home) throws IOException {
        Path file = answer(home);
        if (!Files.exists(file)) {
            return false;
        }
        List<String> lines = Files.readAllLines(file);
        if (!lines.get(0).equals(me())) {
            return false;
        }
        withdraw(home);
        if (lines.size() > 1) {
            throw new FaultException("", lines.get(1), "the run that holds the home could not write it");
        }
        return true;
    }

    private void tick() {
        try {
            if (Files.exists(request(home))) {
                serve(Files.readAllLines(request(home)));
            }
        } catch (IOException e) {
            // a run does not fail because nobody can ask it; the next tick looks again
            return;
        }
    }

    private void serve(List<String> asked) throws IOException {
        if (asked.size() != 2) {
            Files.deleteIfExists(request(home));
            return;
        }
        String asker = asked.get(0);
        List<String> answer;
        try {
            backup.write(Path.of(asked.get(1)));
            answer = List.of(asker);
        } catch (IOException | RuntimeException e) {
            answer = List.of(asker, e.toString().lines().findFirst().orElse("it failed"));
        }
        Files.deleteIfExists(request(home));
        write(answer(home), answer);
    }

    private static void write(Path file, List<String> lines) throws IOException {
        DurableFiles.write(file, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8), Access.OWNER);
    }

    private static String me() {
        return String.valueOf(ProcessHandle.current().pid());
    }

    private static Path request(Home home) {
        return home.ledger().resolve("backup.request");
    }

    private static Path answer(Home home) {
        return home.ledger().resolve("backup.answer");
    }

    /** Ends what is in hand, then answers no more: who still waits gets the home itself. */
    @Override
    public void close() {
        ticker.shutdown();
        try {
            ticker.awaitTermination(1, TimeUnit.HOURS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
