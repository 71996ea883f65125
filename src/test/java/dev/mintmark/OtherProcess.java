package dev.mintmark;

import dev.mintmark.job.Home;
import dev.mintmark.job.HomeLock;
import dev.mintmark.store.LedgerDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A second JVM that holds a home's lock and its ledger until it is closed. */
public final class OtherProcess implements AutoCloseable {
    private static final String READY = "held";

    private final Process process;

    private OtherProcess(Process process) {
        this.process = process;
    }

    /** Returns once it holds them. */
    public static OtherProcess holding(Path home) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherProcess.class.getName(),
                        home.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
        String line = output.readLine();
        while (line != null && !line.equals(READY)) {
            line = output.readLine();
        }
        if (line == null) {
            throw new IOException("the other process ended by itself");
        }
        return new OtherProcess(process);
    }

    public long pid() {
        return process.pid();
    }

    /** Kills it, as the kernel would: it gets no chance to tidy up. */
    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Holds, says so and waits to be killed, or for the end of its parent. */
    public static void main(String[] arguments) throws Exception {
        Home home = new Home(Path.of(arguments[0]));
        try (HomeLock lock = HomeLock.acquire(home, Duration.ofSeconds(1));
                LedgerDatabase database = LedgerDatabase.open(home.ledger(), Map.of())) {
            System.out.println(READY);
            while (System.in.read() >= 0) {
                continue;
            }
        }
    }
}
