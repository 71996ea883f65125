package dev.mintmark.audit;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.tlog.HashTile;
import dev.mintmark.format.tlog.MerkleTree;
import dev.mintmark.format.tlog.Tile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Builds the tiles of a tree from left to right; holds one unfinished tile of each level, and nothing of what lies behind. */
final class TileTower {
    /** Is given each tile once: when it is full, or, partial, at the end. */
    @FunctionalInterface
    interface Sink {
        void tile(Tile place, HashTile tile) throws IOException;
    }

    private final Sink sink;

    /** Of each level of tiles, lowest first, the hashes that have no full tile yet; at level 0 always empty. */
    private final List<List<Bytes>> unfinished = new ArrayList<>();

    /** Full tiles of level 0. */
    private long full;

    private HashTile last;

    TileTower(Sink sink) {
        this.sink = sink;
        for (int level = 0; level <= Tile.TOP + 1; level++) {
            unfinished.add(new ArrayList<>());
        }
    }

    /**
     * Goes on where a tree was left.
     *
     * @param full its full tiles of level 0
     * @param edges its partial tiles from level 1 on, as far up as it has hashes; those without any are empty
     */
    void resume(long full, List<List<Bytes>> edges) {
        this.full = full;
        for (int level = 1; level <= edges.size(); level++) {
            unfinished.get(level).addAll(edges.get(level - 1));
        }
    }

    /** Hashes of the next entries: 256, or fewer if they are the last. */
    void add(HashTile tile) throws IOException {
        sink.tile(new Tile(0, full, tile.width()), tile);
        if (tile.width() == Tile.FULL) {
            full++;
            push(1, tile.node(Tile.HEIGHT, 0));
        } else {
            last = tile;
        }
    }

    private void push(int level, Bytes hash) throws IOException {
        List<Bytes> hashes = unfinished.get(level);
        hashes.add(hash);
        if (hashes.size() == Tile.FULL) {
            HashTile tile = HashTile.of(hashes);
            sink.tile(new Tile(level, tiles(level) - 1, Tile.FULL), tile);
            hashes.clear();
            push(level + 1, tile.node(Tile.HEIGHT, 0));
        }
    }

    /** Gives away the partial tiles above level 0. */
    void finish() throws IOException {
        for (int level = 1; level < unfinished.size(); level++) {
            if (!unfinished.get(level).isEmpty()) {
                HashTile tile = HashTile.of(unfinished.get(level));
                sink.tile(new Tile(level, tiles(level), tile.width()), tile);
            }
        }
    }

    /** The root at a size since the last full tile. */
    Bytes root(long size) {
        return root(size, last);
    }

    /**
     * The root at a size that {@code next}, not yet added, reaches.
     */
    Bytes root(long size, HashTile next) {
        return MerkleTree.root((level, index) -> node(level, index, next), size);
    }

    private Bytes node(int level, long index, HashTile next) {
        int floor = level / Tile.HEIGHT;
        int height = level % Tile.HEIGHT;
        HashTile tile = floor == 0 ? next : HashTile.of(unfinished.get(floor));
        return tile.node(height, (int) (index - (tiles(floor) << Tile.HEIGHT - height)));
    }

    /** Full tiles of a level. */
    private long tiles(int level) {
        return full >> Tile.HEIGHT * level;
    }
}
