package dev.mintmark.format.tlog;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of the log by its place (C2SP tlog-tiles): up to 256 hashes of one level that lie side by side, or up to 256 entries.
 *
 * @param level 0 for hashes of entries, each next one for roots of the full tiles below; {@value #ENTRIES} for the entries
 * @param index among the tiles of the level
 * @param width hashes or entries in it, 1 to 256; fewer than 256 are a partial tile
 */
public record Tile(int level, long index, int width) {
    public static final int ENTRIES = -1;

    /** Levels of the tree within a tile. */
    public static final int HEIGHT = 8;

    public static final int FULL = 1 << HEIGHT;

    /** Tiles of a higher level are in no tree of up to {@link MerkleHash#MAX_SIZE} entries. */
    public static final int TOP = 7;

    private static final int DIGITS = 1000;
    private static final Pattern PATH =
            Pattern.compile("tile/(entries|[0-7])/((?:x[0-9]{3}/){0,5}[0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?");

    public Tile {
        if (level < ENTRIES || level > TOP || index < 0 || width < 1 || width > FULL) {
            throw new IllegalArgumentException("no tile %d/%d of width %d".formatted(level, index, width));
        }
    }

    /** How many hashes a tree has at a level of tiles, or how many entries. */
    public static long count(int level, long size) {
        return level > TOP ? 0 : size >> HEIGHT * Math.max(level, 0);
    }

    /** The tile at this place in a tree of this size, as wide as it is there; nothing where the tree does not reach. */
    public static Optional<Tile> inTree(int level, long index, long size) {
        long left = count(level, size) - index * FULL;
        return left <= 0 ? Optional.empty() : Optional.of(new Tile(level, index, (int) Math.min(left, FULL)));
    }

    /** {@code tile/<level>/<index>}, for a partial tile with {@code .p/<width>}; the index as in {@code x001/x234/067}. */
    public String path() {
        StringBuilder path = new StringBuilder("%03d".formatted(index % DIGITS));
        for (long rest = index / DIGITS; rest > 0; rest /= DIGITS) {
            path.insert(0, "x%03d/".formatted(rest % DIGITS));
        }
        path.insert(0, "tile/%s/".formatted(level == ENTRIES ? "entries" : Integer.toString(level)));
        return width == FULL
                ? path.toString()
                : path.append(".p/").append(width).toString();
    }

    /** Reads what {@link #path()} writes, and nothing else. */
    public static Optional<Tile> parse(String path) {
        Matcher parts = PATH.matcher(path);
        if (!parts.matches()) {
            return Optional.empty();
        }
        int level = parts.group(1).equals("entries") ? ENTRIES : Integer.parseInt(parts.group(1));
        long index = Long.parseLong(parts.group(2).replaceAll("[x/]", ""));
        int width = parts.group(3) == null ? FULL : Integer.parseInt(parts.group(3));
        return width > FULL
                ? Optional.empty()
                : Optional.of(new Tile(level, index, width))
                        .filter(tile -> tile.path().equals(path));
    }

    public boolean isFull() {
        return width == FULL;
    }
}
