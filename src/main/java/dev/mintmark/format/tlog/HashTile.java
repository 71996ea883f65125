package dev.mintmark.format.tlog;

import dev.mintmark.format.Bytes;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The content of a tile of hashes: 1 to 256 of them, one behind the other (C2SP tlog-tiles, "Merkle Tree"). */
public final class HashTile {
    /** Most bytes of a tile. */
    public static final int MAX_LENGTH = Tile.FULL * MerkleHash.LENGTH;

    /** By height, the complete subtrees over the hashes, side by side; those above the lowest when first asked for. */
    private final List<byte[]> heights = new ArrayList<>();

    private HashTile(byte[] hashes) {
        heights.add(hashes);
    }

    /**
     * @param hashes 1 to 256
     */
    public static HashTile of(List<Bytes> hashes) {
        ByteArrayOutputStream content = new ByteArrayOutputStream(hashes.size() * MerkleHash.LENGTH);
        for (Bytes hash : hashes) {
            if (hash.size() != MerkleHash.LENGTH) {
                throw new IllegalArgumentException("a hash has %d bytes".formatted(MerkleHash.LENGTH));
            }
            content.writeBytes(hash.toByteArray());
        }
        if (hashes.isEmpty() || hashes.size() > Tile.FULL) {
            throw new IllegalArgumentException("a tile has 1 to 256 hashes, not " + hashes.size());
        }
        return new HashTile(content.toByteArray());
    }

    /**
     * @param width hashes that must be in it
     * @throws TlogException if the content is longer or shorter
     */
    public static HashTile read(byte[] content, int width) throws TlogException {
        if (content.length != width * MerkleHash.LENGTH) {
            throw new TlogException(
                    "has %d bytes, not %d hashes of %d".formatted(content.length, width, MerkleHash.LENGTH));
        }
        return new HashTile(content.clone());
    }

    public byte[] content() {
        return nodes(0).clone();
    }

    public int width() {
        return nodes(0).length / MerkleHash.LENGTH;
    }

    public Bytes hash(int index) {
        return node(0, index);
    }

    /** The root of the complete subtree of this height over the tile's hashes; height 8 is the root of a full tile. */
    public Bytes node(int height, int index) {
        int at = index * MerkleHash.LENGTH;
        return Bytes.of(Arrays.copyOfRange(nodes(height), at, at + MerkleHash.LENGTH));
    }

    private synchronized byte[] nodes(int height) {
        while (heights.size() <= height) {
            heights.add(MerkleHash.parents(heights.get(heights.size() - 1)));
        }
        return heights.get(height);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HashTile that && Arrays.equals(nodes(0), that.nodes(0));
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(nodes(0));
    }
}
