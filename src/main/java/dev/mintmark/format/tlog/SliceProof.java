package dev.mintmark.format.tlog;

import dev.mintmark.format.Bytes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * That entries from anywhere in a log, and smaller heads of it, are all in one tree: the roots of the complete subtrees that
 * cannot be computed from the entries. Whoever checks hashes level by level, pair by pair, and needs no more than the pairs.
 */
public final class SliceProof {
    /**
     * The root of the complete subtree over the entries {@code index << level} to before {@code (index + 1) << level}.
     *
     * @param hash 32 bytes
     */
    public record Node(int level, long index, Bytes hash) {}

    private SliceProof() {}

    /**
     * The nodes to be given, by level and index.
     *
     * @param entries indices below {@code size}
     * @param heads sizes of smaller trees that must be seen to be its beginnings, each 1 to {@code size}
     */
    public static List<Node> of(NodeHashes hashes, Collection<Long> entries, Collection<Long> heads, long size) {
        List<Node> given = new ArrayList<>();
        TreeSet<Long> known = new TreeSet<>(entries);
        TreeSet<Long> sizes = new TreeSet<>(heads);
        sizes.add(size);
        for (int level = 0; size >> level > 0; level++) {
            TreeSet<Long> all = new TreeSet<>(known);
            for (long head : sizes) {
                if ((head >> level & 1) == 1) {
                    all.add((head >> level) - 1);
                }
            }
            // the last of an odd number has no sibling: it is a part of the tree's right edge
            long alone = (size >> level & 1) == 1 ? (size >> level) - 1 : -1;
            TreeSet<Long> above = new TreeSet<>();
            for (long index : List.copyOf(all)) {
                if (index != alone) {
                    all.add(index ^ 1);
                    above.add(index >> 1);
                }
            }
            for (long index : all) {
                if (!known.contains(index)) {
                    given.add(new Node(level, index, hashes.node(level, index)));
                }
            }
            known = above;
        }
        return given;
    }
}
