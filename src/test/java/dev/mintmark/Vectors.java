package dev.mintmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * Data of the Matter SDK and of Espressif's tools, which is not ours to publish: it lies beside the checkout, where it was
 * put, or tests that want it are skipped.
 */
public final class Vectors {
    private static final Path ROOT = Path.of("..", "shared", "vectors");

    private Vectors() {}

    public static Path path(String relative) {
        Assumptions.assumeTrue(Files.isDirectory(ROOT), "no vectors beside the checkout (" + ROOT + ")");
        return ROOT.resolve(relative);
    }

    public static byte[] bytes(String relative) {
        try {
            return Files.readAllBytes(path(relative));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String text(String relative) {
        return new String(bytes(relative), StandardCharsets.UTF_8);
    }
}
