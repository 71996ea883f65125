package dev.mintmark.scenario;

import dev.mintmark.Mintmark;
import dev.mintmark.cli.MintmarkCommand;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The program in a process of its own, which can be killed, or within the tests', which is faster. */
final class Program implements AutoCloseable {
    /** Longest that any test waits for a process. */
    private static final int MINUTES = 15;

    private final Process process;
    private final Path folder;
    private final Path out;
    private final Path err;

    /** What a process said and how it ended. */
    record Result(int exit, String out, String err) {
        /** All of it, for a failing test to show. */
        @Override
        public String toString() {
            return "exit " + exit + "\n--- out\n" + out + "--- err\n" + err;
        }
    }

    private Program(Process process, Path folder, Path out, Path err) {
        this.process = process;
        this.folder = folder;
        this.out = out;
        this.err = err;
    }

    /** As {@link #start(Path, Map, String...)}, with a ledger in the home. */
    static Program start(Path folder, String... arguments) throws IOException {
        return start(folder, Map.of(), List.of(), List.of(), arguments);
    }

    /** Starts it in {@code folder} with no variables of ours but these; its temporary files go to {@code folder/tmp}. */
    static Program start(Path folder, Map<String, String> environment, String... arguments) throws IOException {
        return start(folder, environment, List.of(), List.of(), arguments);
    }

    /** As the next, with a ledger in the home. */
    static Program start(Path folder, List<String> wrapper, List<String> options, String... arguments)
            throws IOException {
        return start(folder, Map.of(), wrapper, options, arguments);
    }

    /**
     * @param wrapper what starts java
     * @param options of java's
     */
    static Program start(
            Path folder,
            Map<String, String> environment,
            List<String> wrapper,
            List<String> options,
            String... arguments)
            throws IOException {
        Path tmp = Files.createDirectories(folder.resolve("tmp"));
        Path said = Files.createDirectories(folder.resolve("said"));
        List<String> command = new ArrayList<>(wrapper);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-Djava.io.tmpdir=" + tmp));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Mintmark.class.getName()));
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile(said, "", ".out");
        Path err = Files.createTempFile(said, "", ".err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("MINTMARK_"));
        builder.environment().putAll(environment);
        return new Program(builder.start(), folder, out, err);
    }

    /** Runs it to its end, with a ledger in the home. */
    static Result run(Path folder, String... arguments) throws IOException, InterruptedException {
        return run(folder, Map.of(), arguments);
    }

    /** Runs it to its end. */
    static Result run(Path folder, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        try (Program program = start(folder, environment, arguments)) {
            return program.end();
        }
    }

    /** As {@link #within(Map, String...)}, with a ledger in the home. */
    static Result within(String... arguments) {
        return within(Map.of(), arguments);
    }

    /** Runs it within this process, whose folder stays the current one: for what a process adds nothing to. */
    static Result within(Map<String, String> environment, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream usualOut = System.out;
        PrintStream usualErr = System.err;
        Locale usual = Locale.getDefault();
        try {
            System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
            Locale.setDefault(Locale.ROOT);
            int exit = MintmarkCommand.execute(environment, arguments);
            return new Result(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(usualOut);
            System.setErr(usualErr);
            Locale.setDefault(usual);
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for its end, at most so long; true if it has ended. */
    boolean endsWithin(long millis) throws InterruptedException {
        return process.waitFor(millis, TimeUnit.MILLISECONDS);
    }

    /** SIGKILL: nothing of it runs any more when this returns. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** @param name as {@code kill} knows it: STOP, CONT, TERM */
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .start()
                .waitFor();
    }

    Result end() throws IOException, InterruptedException {
        if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
            kill();
            throw new IOException("no end after %d minutes in %s".formatted(MINUTES, folder));
        }
        return said();
    }

    /** What it has said so far; the exit code is -1 while it runs. */
    Result said() throws IOException {
        return new Result(process.isAlive() ? -1 : process.exitValue(), Files.readString(out), Files.readString(err));
    }

    /** Leaves no process behind. */
    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
