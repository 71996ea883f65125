package dev.mintmark.audit;

import dev.mintmark.durable.Access;
import dev.mintmark.durable.DurableFiles;
import dev.mintmark.format.tlog.Checkpoint;
import dev.mintmark.format.tlog.EntryBundle;
import dev.mintmark.format.tlog.HashTile;
import dev.mintmark.format.tlog.SignedNote;
import dev.mintmark.format.tlog.Tile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The names of the log's files, and their bytes. */
final class LogFiles {
    /** Under it the size of a checkpoint, in twelve digits. */
    static final String CHECKPOINTS = "checkpoints";

    static final String NEWEST = "checkpoint";

    static final String SIZE = "[0-9]{12}";

    private final Path folder;
    private final Set<Path> unsynced = new LinkedHashSet<>();

    LogFiles(Path folder) {
        this.folder = folder;
    }

    Path folder() {
        return folder;
    }

    Path of(Tile tile) {
        return folder.resolve(tile.path());
    }

    Path newest() {
        return folder.resolve(NEWEST);
    }

    Path checkpoint(long size) {
        return folder.resolve(CHECKPOINTS).resolve("%012d".formatted(size));
    }

    /** The sizes that there are checkpoints of by their names, ascending. */
    List<Long> checkpointSizes() throws IOException {
        Path checkpoints = folder.resolve(CHECKPOINTS);
        if (!Files.isDirectory(checkpoints)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(checkpoints)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches(SIZE))
                    .map(Long::valueOf)
                    .sorted()
                    .toList();
        }
    }

    /** Whole, or nothing where there is no such file. A file that is longer than its kind may be is cut behind that. */
    Optional<byte[]> read(Tile tile) throws IOException {
        return read(of(tile), tile.level() == Tile.ENTRIES ? EntryBundle.MAX_LENGTH : HashTile.MAX_LENGTH);
    }

    Optional<byte[]> readCheckpoint(Path file) throws IOException {
        return read(file, SignedNote.MAX_LENGTH);
    }

    private static Optional<byte[]> read(Path file, int longest) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Optional.of(in.readNBytes(longest + 1));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Writes a tile or bundle unless it is there already. Its name is durable after {@link #sync()}. */
    void put(Tile tile, byte[] content) throws IOException {
        Path file = of(tile);
        Path parent = file.getParent();
        DurableFiles.createFolders(parent, Access.UMASK);
        if (read(tile).filter(there -> Arrays.equals(there, content)).isEmpty()) {
            DurableFiles.writeUnlisted(file, content, Access.UMASK);
        }
        unsynced.add(parent);
    }

    /** Makes the names of all that was put durable. */
    void sync() throws IOException {
        for (Path parent : unsynced) {
            DurableFiles.syncFolder(parent);
        }
        unsynced.clear();
    }

    /** Under its size first: from then on it counts as signed. */
    void put(Checkpoint checkpoint) throws IOException {
        DurableFiles.createFolders(folder.resolve(CHECKPOINTS), Access.UMASK);
        for (Path file : List.of(checkpoint(checkpoint.size()), newest())) {
            if (readCheckpoint(file)
                    .filter(there -> Arrays.equals(there, checkpoint.encode()))
                    .isEmpty()) {
                DurableFiles.write(file, checkpoint.encode(), Access.UMASK);
            }
        }
    }
}
