package dev.mintmark.audit;

import dev.mintmark.audit.LogFinding.Code;
import dev.mintmark.durable.DurableFiles;
import dev.mintmark.format.Bytes;
import dev.mintmark.format.tlog.EntryBundle;
import dev.mintmark.format.tlog.MerkleHash;
import dev.mintmark.format.tlog.Tile;
import dev.mintmark.format.tlog.TlogException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Files that a log of this size has not. */
final class StrayCheck {
    private final LogFiles files;
    private final Findings findings;
    private final long size;

    StrayCheck(LogFiles files, Findings findings, long size) {
        this.files = files;
        this.findings = findings;
        this.size = size;
    }

    void check() throws IOException {
        if (!Files.isDirectory(files.folder())) {
            return;
        }
        try (Stream<Path> tree = Files.walk(files.folder())) {
            for (Iterator<Path> paths = tree.iterator(); paths.hasNext() && !findings.isFull(); ) {
                Path path = paths.next();
                if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                    check(path);
                }
            }
        }
    }

    private void check(Path file) throws IOException {
        String name = files.folder().relativize(file).toString().replace(File.separatorChar, '/');
        // what durable has not given its name yet is no file of the log's
        if (name.endsWith(DurableFiles.UNFINISHED) && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Optional<Tile> tile = Tile.parse(name);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                || tile.isEmpty()
                        && !name.equals(LogFiles.NEWEST)
                        && !name.matches(LogFiles.CHECKPOINTS + "/" + LogFiles.SIZE)) {
            findings.add(Code.UNEXPECTED_FILE, "%s is no file of a log".formatted(file));
        } else if (tile.isPresent()) {
            check(file, tile.get());
        }
    }

    private void check(Path file, Tile tile) throws IOException {
        Optional<Tile> there = Tile.inTree(tile.level(), tile.index(), size);
        if (there.isEmpty() || there.get().width() < tile.width()) {
            findings.add(Code.NOT_SIGNED, "%s lies behind the newest checkpoint".formatted(file));
        } else if (there.get().width() > tile.width() && !isStartOf(tile, there.get())) {
            findings.add(Code.UNEXPECTED_FILE, "%s is not the start of %s".formatted(file, files.of(there.get())));
        }
    }

    /** Narrower tiles of older sizes may lie about, but say the same. */
    private boolean isStartOf(Tile narrow, Tile wide) throws IOException {
        byte[] start = files.read(narrow).orElse(new byte[0]);
        byte[] whole = files.read(wide).orElse(new byte[0]);
        if (narrow.level() != Tile.ENTRIES) {
            return start.length == narrow.width() * MerkleHash.LENGTH
                    && start.length <= whole.length
                    && Arrays.equals(start, Arrays.copyOf(whole, start.length));
        }
        try {
            List<Bytes> entries = EntryBundle.read(whole, wide.width());
            return EntryBundle.read(start, narrow.width()).equals(entries.subList(0, narrow.width()));
        } catch (TlogException e) {
            return false;
        }
    }
}
