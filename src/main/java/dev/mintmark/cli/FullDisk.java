package dev.mintmark.cli;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds out whether a failure comes from a disk without room. The system says so of a file; of the ledger the database says
 * whatever it could not do next, so the disk is asked as well.
 */
final class FullDisk {
    /** Bytes; the ledger wants more than this for its next commits. */
    private static final long TOO_LITTLE = 256 << 10;

    /** Of Linux and macOS (ENOSPC, EDQUOT), and of Windows. */
    private static final Pattern SAID = Pattern.compile(
            "no space left on device|disk quota exceeded|not enough space on the disk", Pattern.CASE_INSENSITIVE);

    private FullDisk() {}

    /**
     * The folder without room behind a failure; empty if there is room.
     *
     * @param home where the ledger is
     */
    static Optional<Path> behind(Throwable failure, Path home) {
        Set<Throwable> causes = Collections.newSetFromMap(new IdentityHashMap<>());
        gather(failure, causes);
        for (Throwable cause : causes) {
            if (cause.getMessage() != null && SAID.matcher(cause.getMessage()).find()) {
                return Optional.of(
                        cause instanceof FileSystemException file && file.getFile() != null
                                ? parent(Path.of(file.getFile()))
                                : home);
            }
        }
        try {
            return Files.isDirectory(home) && Files.getFileStore(home).getUsableSpace() < TOO_LITTLE
                    ? Optional.of(home)
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static void gather(Throwable failure, Set<Throwable> causes) {
        if (failure != null && causes.add(failure)) {
            gather(failure.getCause(), causes);
            Stream.of(failure.getSuppressed()).forEach(other -> gather(other, causes));
        }
    }

    private static Path parent(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return folder == null ? file : folder;
    }
}
