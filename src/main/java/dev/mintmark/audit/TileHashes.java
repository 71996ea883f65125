package dev.mintmark.audit;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.tlog.HashTile;
import dev.mintmark.format.tlog.NodeHashes;
import dev.mintmark.format.tlog.Tile;
import dev.mintmark.format.tlog.TlogException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The tree on disk: tiles are read when they are asked for, and the last used are kept. */
final class TileHashes implements NodeHashes {
    /** 2 MB of them with the hashes between: a proof needs at most two tiles of each level. */
    private static final int KEPT = 128;

    private final LogFiles files;
    private final long size;
    private final Map<Tile, HashTile> kept = new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Tile, HashTile> eldest) {
            return size() > KEPT;
        }
    };

    /**
     * @param size of the log's newest checkpoint: it says how wide its partial tiles are
     */
    TileHashes(LogFiles files, long size) {
        this.files = files;
        this.size = size;
    }

    @Override
    public Bytes node(int level, long index) {
        int floor = level / Tile.HEIGHT;
        int height = level % Tile.HEIGHT;
        long first = index << height;
        Tile place = Tile.inTree(floor, first / Tile.FULL, size)
                .filter(tile -> (index + 1 << height) <= Tile.count(floor, size))
                .orElseThrow(() -> new IllegalArgumentException(
                        "a log of %d entries has no node %d at level %d".formatted(size, index, level)));
        return tile(place).node(height, (int) (first % Tile.FULL) >> height);
    }

    private synchronized HashTile tile(Tile place) {
        HashTile tile = kept.get(place);
        if (tile == null) {
            try {
                tile = read(place);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            kept.put(place, tile);
        }
        return tile;
    }

    private HashTile read(Tile place) throws IOException {
        byte[] content = files.read(place)
                .orElseThrow(() -> new LogDamagedException("%s is missing".formatted(files.of(place))));
        try {
            return HashTile.read(content, place.width());
        } catch (TlogException e) {
            throw new LogDamagedException("%s %s".formatted(files.of(place), e.getMessage()));
        }
    }
}
