package dev.mintmark.audit;

import dev.mintmark.audit.LogFinding.Code;
import dev.mintmark.format.Bytes;
import dev.mintmark.format.tlog.Checkpoint;
import dev.mintmark.format.tlog.EntryBundle;
import dev.mintmark.format.tlog.HashTile;
import dev.mintmark.format.tlog.MerkleHash;
import dev.mintmark.format.tlog.Tile;
import dev.mintmark.format.tlog.TlogException;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;

/** Goes through a log from its first entry to its last: entries against hashes, hashes against tiles above, roots. */
final class TileCheck {
    /** In the place of hashes that nothing is left of. */
    private static final Bytes UNKNOWN = Bytes.of(new byte[MerkleHash.LENGTH]);

    private final LogFiles files;
    private final Findings findings;
    private final NavigableMap<Long, Checkpoint> signed;

    /** The size up to which all roots are good. */
    private long good;

    private boolean rootsDiffer;

    TileCheck(LogFiles files, Findings findings, NavigableMap<Long, Checkpoint> signed) {
        this.files = files;
        this.findings = findings;
        this.signed = signed;
    }

    void check(long size) throws IOException {
        TileTower tower = new TileTower(this::above);
        long done = 0;
        roots(tower, null, -1, 0);
        while (done < size && !findings.isFull()) {
            Tile bundle = Tile.inTree(Tile.ENTRIES, done / Tile.FULL, size).orElseThrow();
            HashTile tile = leaves(bundle);
            long end = done + bundle.width();
            // at the end of a full tile its root stands in the tile above
            long last = bundle.isFull() ? end - 1 : end;
            roots(tower, tile, done, last);
            tower.add(tile);
            roots(tower, null, last, end);
            done = end;
        }
        if (done == size) {
            tower.finish();
        }
    }

    /** Compares with the checkpoints of sizes above {@code from}, up to {@code to}. */
    private void roots(TileTower tower, HashTile next, long from, long to) {
        for (Checkpoint checkpoint : signed.subMap(from, false, to, true).values()) {
            if (rootsDiffer) {
                return;
            }
            if (tower.root(checkpoint.size(), next).equals(checkpoint.root())) {
                good = checkpoint.size();
            } else {
                rootsDiffer = true;
                findings.add(
                        Code.ROOT_DIFFERS,
                        good,
                        "the entries from %d on are not those signed in %s"
                                .formatted(good, files.checkpoint(checkpoint.size())));
            }
        }
    }

    /** The hashes on disk; those of the entries, where there are none. */
    private HashTile leaves(Tile bundle) throws IOException {
        Optional<List<Bytes>> entries = entries(bundle);
        Optional<HashTile> tile = tile(new Tile(0, bundle.index(), bundle.width()));
        Optional<HashTile> hashed = entries.map(LogGrowth::leaves);
        if (tile.isPresent() && hashed.isPresent() && !tile.get().equals(hashed.get())) {
            long entry = bundle.index() * Tile.FULL + firstDifference(tile.get(), hashed.get());
            findings.add(
                    Code.ENTRY_CHANGED,
                    entry,
                    "%s: entry %d is not the one its hash was taken of".formatted(files.of(bundle), entry));
        }
        return tile.or(() -> hashed).orElseGet(() -> HashTile.of(Collections.nCopies(bundle.width(), UNKNOWN)));
    }

    private Optional<List<Bytes>> entries(Tile bundle) throws IOException {
        long first = bundle.index() * Tile.FULL;
        Optional<byte[]> content = files.read(bundle);
        if (content.isEmpty()) {
            findings.add(Code.ENTRIES_MISSING, first, "%s is missing".formatted(files.of(bundle)));
            return Optional.empty();
        }
        try {
            return Optional.of(EntryBundle.read(content.get(), bundle.width()));
        } catch (TlogException e) {
            findings.add(Code.ENTRIES_UNREADABLE, first, "%s %s".formatted(files.of(bundle), e.getMessage()));
            return Optional.empty();
        }
    }

    /** A tile above the first level, against what was hashed from the tiles below it. */
    private void above(Tile place, HashTile expected) throws IOException {
        if (place.level() == 0) {
            return;
        }
        Optional<HashTile> tile = tile(place);
        if (tile.isPresent() && !tile.get().equals(expected)) {
            int hash = firstDifference(tile.get(), expected);
            findings.add(
                    Code.TILE_CHANGED,
                    firstEntry(place) + ((long) hash << Tile.HEIGHT * place.level()),
                    "%s: hash %d is not that of the tile below".formatted(files.of(place), hash));
        }
    }

    private Optional<HashTile> tile(Tile place) throws IOException {
        Optional<byte[]> content = files.read(place);
        if (content.isEmpty()) {
            findings.add(Code.TILE_MISSING, firstEntry(place), "%s is missing".formatted(files.of(place)));
            return Optional.empty();
        }
        try {
            return Optional.of(HashTile.read(content.get(), place.width()));
        } catch (TlogException e) {
            findings.add(Code.TILE_UNREADABLE, firstEntry(place), "%s %s".formatted(files.of(place), e.getMessage()));
            return Optional.empty();
        }
    }

    private static long firstEntry(Tile place) {
        return place.index() << Tile.HEIGHT * (place.level() + 1);
    }

    private static int firstDifference(HashTile one, HashTile other) {
        int index = 0;
        while (one.hash(index).equals(other.hash(index))) {
            index++;
        }
        return index;
    }
}
