package dev.mintmark.audit;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.tlog.Checkpoint;
import dev.mintmark.format.tlog.EntryBundle;
import dev.mintmark.format.tlog.HashTile;
import dev.mintmark.format.tlog.MerkleHash;
import dev.mintmark.format.tlog.MerkleTree;
import dev.mintmark.format.tlog.Tile;
import dev.mintmark.format.tlog.TlogException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes the tiles and bundles of entries that were added. */
final class LogGrowth {
    /** Entries asked for at once: 16 bundles. */
    private static final int BATCH = 16 * Tile.FULL;

    private final LogFiles files;
    private final LogEntries source;

    LogGrowth(LogFiles files, LogEntries source) {
        this.files = files;
        this.source = source;
    }

    /**
     * Afterwards all of the first {@code size} entries are on disk, synced.
     *
     * @throws LogDamagedException if the source has other entries than those that were signed; what was signed is as before then
     */
    void grow(Optional<Checkpoint> signed, long size) throws IOException {
        long done = signed.map(Checkpoint::size).orElse(0L);
        boolean whole = signed.isEmpty() || edgeIs(signed.get());
        if (!whole) {
            requireSame(signed.get());
        }
        if (done == size && whole) {
            return;
        }
        write(whole ? done : 0, size);
        files.sync();
        if (signed.isPresent() && !root(size, done).equals(signed.get().root())) {
            throw contradicts(signed.get());
        }
    }

    /** Whether the partial tiles and the partial bundle are there and hash to the root: all that growing builds on. */
    private boolean edgeIs(Checkpoint signed) throws IOException {
        try {
            if (!root(signed.size(), signed.size()).equals(signed.root())) {
                return false;
            }
            Optional<Tile> last = Tile.inTree(Tile.ENTRIES, Math.max(signed.size() - 1, 0) / Tile.FULL, signed.size());
            return last.isEmpty()
                    || leaves(EntryBundle.read(
                                    files.read(last.get()).orElseGet(() -> new byte[0]),
                                    last.get().width()))
                            .equals(HashTile.read(
                                    files.read(new Tile(
                                                    0,
                                                    last.get().index(),
                                                    last.get().width()))
                                            .orElseGet(() -> new byte[0]),
                                    last.get().width()));
        } catch (TlogException | UncheckedIOException e) {
            return false;
        }
    }

    /** Reads all that was signed once more before anything is written over. */
    private void requireSame(Checkpoint signed) throws IOException {
        TileTower tower = new TileTower((place, tile) -> {});
        for (long first = 0; first < signed.size(); first += BATCH) {
            for (List<Bytes> bundle : bundles(first, signed.size())) {
                tower.add(leaves(bundle));
            }
        }
        if (!tower.root(signed.size()).equals(signed.root())) {
            throw contradicts(signed);
        }
    }

    private void write(long done, long size) throws IOException {
        TileTower tower = new TileTower((place, tile) -> files.put(place, tile.content()));
        tower.resume(done / Tile.FULL, edges(done));
        // the bundle that is not full yet is read and written again
        for (long first = done / Tile.FULL * Tile.FULL; first < size; first += BATCH) {
            long index = first / Tile.FULL;
            for (List<Bytes> bundle : bundles(first, size)) {
                files.put(new Tile(Tile.ENTRIES, index++, bundle.size()), EntryBundle.write(bundle));
                tower.add(leaves(bundle));
            }
        }
        tower.finish();
    }

    private List<List<Bytes>> edges(long size) {
        List<List<Bytes>> edges = new ArrayList<>();
        TileHashes hashes = new TileHashes(files, size);
        for (int level = 1; Tile.count(level, size) > 0; level++) {
            List<Bytes> edge = new ArrayList<>();
            long end = Tile.count(level, size);
            for (long index = end / Tile.FULL * Tile.FULL; index < end; index++) {
                edge.add(hashes.node(level * Tile.HEIGHT, index));
            }
            edges.add(edge);
        }
        return edges;
    }

    /** Up to {@value #BATCH} entries from {@code first} on, a bundle's each. */
    private List<List<Bytes>> bundles(long first, long size) {
        int count = (int) Math.min(BATCH, size - first);
        List<Bytes> entries = source.read(first, count);
        if (entries.size() != count) {
            throw new IllegalStateException(
                    "asked for %d entries from %d on, got %d".formatted(count, first, entries.size()));
        }
        List<List<Bytes>> bundles = new ArrayList<>();
        for (int from = 0; from < count; from += Tile.FULL) {
            bundles.add(entries.subList(from, Math.min(from + Tile.FULL, count)));
        }
        return bundles;
    }

    static HashTile leaves(List<Bytes> entries) {
        return HashTile.of(entries.stream()
                .map(entry -> MerkleHash.leaf(entry.toByteArray()))
                .toList());
    }

    /** From the tiles of a log of {@code size} entries, the root over the first {@code at}. */
    private Bytes root(long size, long at) {
        return MerkleTree.root(new TileHashes(files, size), at);
    }

    private LogDamagedException contradicts(Checkpoint signed) {
        return new LogDamagedException(
                "the ledger's entries are not those signed in %s".formatted(files.checkpoint(signed.size())));
    }
}
