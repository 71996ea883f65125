package dev.mintmark.scenario;

import dev.mintmark.Mintmark;
import dev.mintmark.cli.MintmarkCommand;
import dev.mintmark.format.lanes.NativeLibrary;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** The program in a process of its own, which can be killed, or within the tests', which is faster. */
final class Program implements AutoCloseable {
    /** Longest that any test waits for a process. */
    private static final int MINUTES = 15;

    private final Process process;
    private final Thread reader;
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

    private Program(Process process, Thread reader, Path folder, Path out, Path err) {
        this.process = process;
        this.reader = reader;
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
        Path out = said(folder, ".out");
        Path err = said(folder, ".err");
        List<String> command = new ArrayList<>(wrapper);
        command.addAll(command(folder, options, arguments));
        Process process = builder(folder, environment, out, command)
                .redirectError(err.toFile())
                .start();
        return new Program(process, new Thread(() -> {}), folder, out, err);
    }

    /**
     * Starts it under strace, and kills it as soon as {@code last} says so of a call that it made on a file in {@code folder}.
     *
     * @param hold how long each thread is held after a call, so that no other follows before the kill
     */
    static Program traced(Path folder, Duration hold, Predicate<DiskCall> last, String... arguments)
            throws IOException {
        Path out = said(folder, ".out");
        Path err = said(folder, ".err");
        List<String> command = Strace.prefix(err, hold);
        command.addAll(command(folder, List.of(), arguments));
        Process process = builder(folder, Map.of(), out, command).start();
        Strace strace = new Strace(folder, call -> {
            if (last.test(call)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
            }
        });
        Thread reader = new Thread(() -> strace.read(process), "strace");
        reader.start();
        return new Program(process, reader, folder, out, err);
    }

    private static Path said(Path folder, String ending) throws IOException {
        return Files.createTempFile(Files.createDirectories(folder.resolve("said")), "", ending);
    }

    private static List<String> command(Path folder, List<String> options, String... arguments) throws IOException {
        Path tmp = Files.createDirectories(folder.resolve("tmp"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Djava.io.tmpdir=" + tmp));
        String library = System.getProperty(NativeLibrary.PROPERTY, "");
        if (Files.isRegularFile(Path.of(library))) {
            // as the launcher has it
            command.add("-D" + NativeLibrary.PROPERTY + "=" + library);
        }
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Mintmark.class.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    private static ProcessBuilder builder(
            Path folder, Map<String, String> environment, Path out, List<String> command) {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectOutput(out.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("MINTMARK_"));
        builder.environment().putAll(environment);
        return builder;
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
            Locale.setDefault(Locale.US);
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
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
        reader.join();
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
        reader.join();
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
