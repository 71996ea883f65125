package dev.mintmark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Runs the tools a factory has: openssl 3, sha256sum, tar, sh. */
public final class Commands {
    private Commands() {}

    /**
     * @param exit the exit code
     * @param output standard output and standard error together
     */
    public record Result(int exit, String output) {}

    /** Skips the test, saying why, where openssl is absent or older than 3.0, which knows no AuthEnvelopedData. */
    public static void assumeOpenssl() {
        Assumptions.assumeTrue(
                present(List.of("openssl", "version")).matches("(?s)OpenSSL [3-9].*"), "no openssl 3.0 or newer here");
    }

    /** Skips the test, saying why, where a tool of VERIFY.txt is absent. */
    public static void assumeShellTools() {
        assumeOpenssl();
        for (String tool : List.of("sha256sum", "tar")) {
            Assumptions.assumeFalse(present(List.of(tool, "--version")).isEmpty(), "no " + tool + " here");
        }
        Assumptions.assumeTrue(present(List.of("sh", "-c", "echo sh")).startsWith("sh"), "no sh here");
    }

    private static String present(List<String> command) {
        try {
            return run(Path.of("."), command).output();
        } catch (IOException e) {
            return "";
        }
    }

    /** Runs in {@code folder}; kills and fails after a minute. */
    public static Result run(Path folder, List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        try {
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException("no end after a minute: " + command);
            }
            return new Result(process.exitValue(), output);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            throw new IOException(e);
        }
    }

    public static Result run(Path folder, String... command) throws IOException {
        return run(folder, List.of(command));
    }
}
