package dev.mintmark.store;

import dev.mintmark.durable.DurableFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import java.util.Optional;
import org.h2.mvstore.MVStore;

/**
 * What is made beside the ledger's file to take its place, once H2 has closed that. It takes it only while nobody has the ledger open, nor had
 * since the copy was begun: H2's own lock ends with its closing. Closing it drops a copy that took no place.
 */
final class LedgerCopy implements AutoCloseable {
    private final Path copy;
    private final Path ledger;
    private final Path folder;
    private final Optional<Version> before;
    private Optional<Written> written = Optional.empty();

    /**
     * The copy, open while H2 changes it: an error of writing back is told once to each that has the file open, and to one that opens it later
     * never. What {@link MVStore#compact} writes is written before: that deletes what has the name.
     */
    private record Written(FileChannel channel, Object file) {}

    /** Which file it is, and whether anybody wrote it meanwhile. */
    private record Version(Object file, long size, FileTime modified) {
        static Version of(Path path) throws IOException {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            return new Version(attributes.fileKey(), attributes.size(), attributes.lastModifiedTime());
        }
    }

    private interface Making {
        void make(Path ledger, Path copy) throws IOException;
    }

    private LedgerCopy(LedgerPlace place, Making making) throws IOException {
        this.copy = place.copyFile();
        this.ledger = place.file();
        this.folder = place.folder();
        place.dropCopy();
        if (!place.hasEmbedded()) {
            this.before = Optional.empty();
            return;
        }
        this.before = Optional.of(Version.of(ledger));
        try {
            making.make(ledger, copy);
            opened();
        } catch (IOException | RuntimeException e) {
            place.dropCopy();
            throw e;
        }
    }

    /** The ledger as it is; nothing yet where there is none. What a killed process may have left is begun anew. */
    static LedgerCopy of(LedgerPlace place) throws IOException {
        return new LedgerCopy(place, (ledger, copy) -> Files.copy(ledger, copy));
    }

    /**
     * Without the space of pages that were written anew since.
     *
     * @throws RuntimeException if the database cannot be read, or there is no room
     */
    static LedgerCopy dense(LedgerPlace place) throws IOException {
        // absolute, for H2 takes "~" and what stands before a colon for its own
        return new LedgerCopy(
                place,
                (ledger, copy) -> MVStore.compact(
                        ledger.toAbsolutePath().toString(),
                        copy.toAbsolutePath().toString(),
                        false,
                        null));
    }

    /** Once H2 has it open: a first ledger's copy is there only then. */
    void opened() throws IOException {
        if (written.isEmpty()) {
            FileChannel channel = FileChannel.open(copy, StandardOpenOption.WRITE);
            written = Optional.of(new Written(channel, Version.of(copy).file()));
        }
    }

    /**
     * Puts it in the ledger's place.
     *
     * @throws LedgerBusyException if anybody has the ledger open, wrote it since, or began another copy: it stays as it is
     */
    void take() throws IOException {
        Written ours = written.orElseThrow(() -> new IllegalStateException("H2 had no copy open"));
        ours.channel().force(true);
        if (before.isEmpty()) {
            takeEmptyPlace(ours);
            return;
        }
        // in this process H2 would have it open: OverlappingFileLockException, an IllegalStateException
        try (FileChannel channel = FileChannel.open(ledger, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock == null || !isThere(ours) || !before.get().equals(Version.of(ledger))) {
                throw new LedgerBusyException(folder);
            }
            DurableFiles.publish(copy, ledger);
        }
    }

    private boolean isThere(Written ours) throws IOException {
        return Objects.equals(ours.file(), Version.of(copy).file());
    }

    /** By a second name, which unlike a rename replaces nothing. */
    private void takeEmptyPlace(Written ours) throws IOException {
        if (!isThere(ours) || Files.exists(ledger, LinkOption.NOFOLLOW_LINKS)) {
            throw new LedgerBusyException(folder);
        }
        try {
            Files.createLink(ledger, copy);
        } catch (FileAlreadyExistsException e) {
            throw new LedgerBusyException(folder);
        } catch (UnsupportedOperationException | FileSystemException e) {
            // a file system without such names
            DurableFiles.publish(copy, ledger);
            return;
        }
        DurableFiles.syncFolder(folder);
    }

    @Override
    public void close() throws IOException {
        try {
            if (written.isPresent()) {
                written.get().channel().close();
            }
        } finally {
            Files.deleteIfExists(copy);
        }
    }
}
