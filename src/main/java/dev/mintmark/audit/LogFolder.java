package dev.mintmark.audit;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.tlog.Checkpoint;
import dev.mintmark.format.tlog.CheckpointSigner;
import dev.mintmark.format.tlog.EntryBundle;
import dev.mintmark.format.tlog.MerkleTree;
import dev.mintmark.format.tlog.NodeHashes;
import dev.mintmark.format.tlog.Tile;
import dev.mintmark.format.tlog.TlogException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The log on disk, {@code <home>/log/}: tiles and entry bundles in C2SP's layout, and every checkpoint that was signed. One
 * process at a time writes it.
 */
public final class LogFolder {
    private final LogFiles files;

    /**
     * @param folder need not be there yet
     */
    public LogFolder(Path folder) {
        this.files = new LogFiles(folder);
    }

    /**
     * Makes the log as long as {@code size} and signs that. Writes what is missing on disk, from the newest checkpoint on, or
     * all where the right edge is not what that checkpoint says; then, when all is synced, the checkpoint. Killed at any
     * moment, it does the rest when called again; with the size that the log has, it signs nothing new.
     *
     * @param origin the log's name, and that of the signer's key
     * @return the newest checkpoint
     * @throws LogDamagedException if nothing can be signed that agrees with what was signed before
     */
    public Checkpoint extend(LogEntries source, long size, String origin, CheckpointSigner signer) throws IOException {
        if (!origin.equals(signer.verifierKey().name())) {
            throw new IllegalArgumentException("the log \"%s\" is not that of the key \"%s\""
                    .formatted(origin, signer.verifierKey().name()));
        }
        Optional<Checkpoint> newest = newest();
        if (newest.isPresent()) {
            requireBefore(newest.get(), size, signer);
        }
        LogSweep sweep = new LogSweep(files);
        sweep.sweep();
        new LogGrowth(files, source).grow(newest, size);
        Checkpoint head =
                newest.filter(checkpoint -> checkpoint.size() == size).orElseGet(() -> sign(newest, size, signer));
        files.put(head);
        sweep.sweep();
        return head;
    }

    private void requireBefore(Checkpoint newest, long size, CheckpointSigner signer) throws LogDamagedException {
        if (!newest.isSignedBy(signer.verifierKey())) {
            throw new LogDamagedException("%s is not signed by the log signer %s"
                    .formatted(files.checkpoint(newest.size()), signer.verifierKey()));
        }
        if (newest.size() > size) {
            throw new LogDamagedException("%s has a checkpoint of %d entries, the ledger has %d only"
                    .formatted(files.folder(), newest.size(), size));
        }
    }

    /** What is signed is what lies on disk. */
    private Checkpoint sign(Optional<Checkpoint> newest, long size, CheckpointSigner signer) {
        Bytes root = MerkleTree.root(new TileHashes(files, size), size);
        return Checkpoint.sign(size, root, Previous.line(newest), signer);
    }

    /** The checkpoint of the greatest size that was signed; nothing for a log that has none. Its signature is not checked. */
    public Optional<Checkpoint> newest() throws IOException {
        List<Long> sizes = files.checkpointSizes();
        Optional<Checkpoint> newest = checkpoint(files.newest());
        if (sizes.isEmpty() || newest.isPresent() && newest.get().size() > sizes.get(sizes.size() - 1)) {
            return newest;
        }
        return checkpoint(files.checkpoint(sizes.get(sizes.size() - 1)));
    }

    /** All that were signed, by size. */
    public List<Checkpoint> checkpoints() throws IOException {
        List<Checkpoint> checkpoints = new ArrayList<>();
        for (long size : files.checkpointSizes()) {
            checkpoint(files.checkpoint(size)).ifPresent(checkpoints::add);
        }
        return checkpoints;
    }

    private Optional<Checkpoint> checkpoint(Path file) throws IOException {
        Optional<byte[]> content = files.readCheckpoint(file);
        if (content.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Checkpoint.parse(content.get()));
        } catch (TlogException e) {
            throw new LogDamagedException("%s is not a checkpoint: %s".formatted(file, e.getMessage()));
        }
    }

    /**
     * The tree, for roots and proofs of any size up to the newest checkpoint's. May be asked by several threads; throws
     * {@link UncheckedIOException} where a tile cannot be read.
     *
     * @param size at most that of the newest checkpoint
     */
    public NodeHashes hashes(long size) throws IOException {
        return new TileHashes(files, requireSigned(size));
    }

    /**
     * Entries as they lie on disk.
     *
     * @param first number of the first
     * @throws LogDamagedException if a bundle is missing or cannot be read
     */
    public List<Bytes> entries(long first, int count) throws IOException {
        long size = requireSigned(first + count);
        List<Bytes> entries = new ArrayList<>(count);
        while (entries.size() < count) {
            long next = first + entries.size();
            Tile bundle = Tile.inTree(Tile.ENTRIES, next / Tile.FULL, size).orElseThrow();
            int from = (int) (next % Tile.FULL);
            int to = Math.min(bundle.width(), from + count - entries.size());
            entries.addAll(bundle(bundle).subList(from, to));
        }
        return entries;
    }

    private List<Bytes> bundle(Tile bundle) throws IOException {
        byte[] content = files.read(bundle)
                .orElseThrow(() -> new LogDamagedException("%s is missing".formatted(files.of(bundle))));
        try {
            return EntryBundle.read(content, bundle.width());
        } catch (TlogException e) {
            throw new LogDamagedException("%s %s".formatted(files.of(bundle), e.getMessage()));
        }
    }

    private long requireSigned(long size) throws IOException {
        long signed = newest().map(Checkpoint::size).orElse(0L);
        if (size < 0 || size > signed) {
            throw new IllegalArgumentException("%d entries are signed, not %d".formatted(signed, size));
        }
        return signed;
    }
}
