package dev.mintmark.scenario;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs a command under strace, which tells of each call that changes or syncs what lies below a folder. */
final class Strace {
    private static final String CALLS =
            "fsync,fdatasync,rename,renameat,renameat2,link,linkat,mkdir,write,pwrite64,openat,unlink";

    /** The writes too are held, and there are thousands of them elsewhere than in the home. */
    private static final String HELD = "fsync,fdatasync,rename,renameat,renameat2,link,linkat,mkdir,pwrite64";

    private static final Pattern LINE = Pattern.compile("(?:\\[pid +)?(\\d+)]? +(.*)");
    private static final Pattern UNFINISHED = Pattern.compile("(.*) ?<unfinished \\.\\.\\.>");
    private static final Pattern RESUMED = Pattern.compile("<\\.\\.\\. \\w+ resumed>(.*)");
    private static final Pattern CALL = Pattern.compile("(\\w+)\\((.*)\\) += (\\d+).*");
    private static final Pattern PATH = Pattern.compile("[<\"](/[^>\"]*)[>\"]");
    private static final Pattern OFFSET = Pattern.compile(".*, (\\d+)");

    private final Path folder;
    private final Consumer<DiskCall> watch;
    private final Map<Integer, String> begun = new HashMap<>();

    /** @param watch is told of each call once it is done, while the thread that made it is still held */
    Strace(Path folder, Consumer<DiskCall> watch) {
        this.folder = folder;
        this.watch = watch;
    }

    /** Why it cannot be used here; empty if it can. */
    static Optional<String> missing() {
        try {
            Process process = new ProcessBuilder("strace", "-f", "-o", "/dev/null", "true")
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0
                    ? Optional.empty()
                    : Optional.of("strace is not allowed to trace here: " + said.strip());
        } catch (IOException e) {
            return Optional.of("no strace here");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }

    /**
     * What to put in front of a command. What strace tells comes on the standard error; the command's own goes to {@code err}.
     *
     * @param hold how long a thread is held after each call: what a watcher does within it falls between two calls
     */
    static List<String> prefix(Path err, Duration hold) {
        List<String> prefix = new ArrayList<>(List.of("strace", "-f", "--seccomp-bpf", "-qq", "-y", "-s", "0"));
        prefix.addAll(List.of("-o", "/dev/stderr", "-e", "signal=none", "-e", "trace=" + CALLS));
        if (!hold.isZero()) {
            prefix.addAll(List.of("-e", "inject=%s:delay_exit=%d".formatted(HELD, hold.toNanos() / 1000)));
        }
        prefix.addAll(List.of("sh", "-c", "exec \"$@\" 2>" + err, "sh"));
        return prefix;
    }

    /** Reads to the end what strace tells. */
    void read(Process process) {
        process.errorReader(StandardCharsets.UTF_8).lines().forEach(this::line);
    }

    private void line(String line) {
        Matcher numbered = LINE.matcher(line);
        if (!numbered.matches()) {
            return;
        }
        int thread = Integer.parseInt(numbered.group(1));
        String text = numbered.group(2);
        Matcher unfinished = UNFINISHED.matcher(text);
        if (unfinished.matches()) {
            begun.put(thread, unfinished.group(1));
            return;
        }
        Matcher resumed = RESUMED.matcher(text);
        if (resumed.matches()) {
            text = begun.remove(thread) + resumed.group(1);
        }
        Matcher call = CALL.matcher(text);
        if (call.matches()) {
            call(thread, call.group(1), call.group(2), Long.parseLong(call.group(3)));
        }
    }

    private void call(int thread, String name, String arguments, long result) {
        List<Path> paths = new ArrayList<>();
        Matcher path = PATH.matcher(arguments);
        while (path.find()) {
            paths.add(Path.of(path.group(1)));
        }
        if (name.equals("openat")) {
            // the first is where the process stands
            if (!arguments.contains("O_CREAT")) {
                return;
            }
            paths.remove(0);
        }
        if (paths.isEmpty() || !paths.get(0).startsWith(folder)) {
            return;
        }
        Matcher offset = OFFSET.matcher(arguments);
        boolean placed = name.equals("pwrite64") && offset.matches();
        watch.accept(new DiskCall(
                thread,
                name,
                paths,
                name.contains("write") ? result : 0,
                placed ? Long.parseLong(offset.group(1)) : 0));
    }
}
