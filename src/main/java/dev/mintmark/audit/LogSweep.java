package dev.mintmark.audit;

import dev.mintmark.durable.DurableFiles;
import dev.mintmark.format.tlog.Tile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Removes what a log that has grown needs no more: narrower partial tiles, and what a killed run wrote beyond its end. */
final class LogSweep {
    private final LogFiles files;

    LogSweep(LogFiles files) {
        this.files = files;
    }

    /** Looks only at what came with the newest checkpoint: it is called before the next one is begun, and after. */
    void sweep() throws IOException {
        List<Long> sizes = files.checkpointSizes();
        if (sizes.isEmpty()) {
            return;
        }
        long size = sizes.get(sizes.size() - 1);
        long before = sizes.size() == 1 ? 0 : sizes.get(sizes.size() - 2);
        for (int level = Tile.ENTRIES; level <= Tile.TOP; level++) {
            long last = Tile.count(level, size) / Tile.FULL;
            for (long index = Tile.count(level, before) / Tile.FULL; index < last; index++) {
                DurableFiles.deleteTree(partials(level, index));
            }
            sweepBeyond(level, last);
            sweepLast(level, last, Tile.inTree(level, last, size));
        }
    }

    /** From the right: a kill then leaves no gap that would hide the rest, because tiles are written from the left. */
    private void sweepBeyond(int level, long last) throws IOException {
        long end = last + 1;
        while (Files.exists(full(level, end)) || Files.exists(partials(level, end))) {
            end++;
        }
        for (long index = end - 1; index > last; index--) {
            DurableFiles.deleteTree(partials(level, index));
            Files.deleteIfExists(full(level, index));
        }
    }

    private void sweepLast(int level, long last, Optional<Tile> partial) throws IOException {
        Files.deleteIfExists(full(level, last));
        if (partial.isEmpty()) {
            DurableFiles.deleteTree(partials(level, last));
        } else if (Files.isDirectory(partials(level, last))) {
            try (Stream<Path> found = Files.list(partials(level, last))) {
                for (Path file : found.toList()) {
                    if (!file.equals(files.of(partial.get()))) {
                        Files.delete(file);
                    }
                }
            }
        }
    }

    private Path full(int level, long index) {
        return files.of(new Tile(level, index, Tile.FULL));
    }

    private Path partials(int level, long index) {
        return files.of(new Tile(level, index, 1)).getParent();
    }
}
