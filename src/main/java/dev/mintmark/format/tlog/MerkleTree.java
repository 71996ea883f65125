package dev.mintmark.format.tlog;

import dev.mintmark.format.Bytes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Roots and proofs of a tree of which the complete subtrees are known. */
public final class MerkleTree {
    private MerkleTree() {}

    /** The tree's root (RFC 9162 2.1.1): 32 bytes. */
    public static Bytes root(NodeHashes hashes, long size) {
        requireSize(size);
        return size == 0 ? MerkleHash.EMPTY : subtree(hashes, 0, size);
    }

    /**
     * That an entry is in the tree (RFC 9162 2.1.3.1): from the leaf's sibling up.
     *
     * @param index of the entry, below {@code size}
     */
    public static List<Bytes> inclusion(NodeHashes hashes, long index, long size) {
        requireSize(size);
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("entry %d is not among %d".formatted(index, size));
        }
        List<Bytes> proof = new ArrayList<>();
        long from = 0;
        long to = size;
        while (to - from > 1) {
            long middle = from + split(to - from);
            if (index < middle) {
                proof.add(subtree(hashes, middle, to));
                to = middle;
            } else {
                proof.add(subtree(hashes, from, middle));
                from = middle;
            }
        }
        Collections.reverse(proof);
        return proof;
    }

    /**
     * That a tree extends a smaller one (RFC 9162 2.1.4.1). Empty where the smaller is empty or as large.
     *
     * @param oldSize at most {@code newSize}
     */
    public static List<Bytes> consistency(NodeHashes hashes, long oldSize, long newSize) {
        requireSize(newSize);
        if (oldSize < 0 || oldSize > newSize) {
            throw new IllegalArgumentException("a tree of %d is none before %d".formatted(oldSize, newSize));
        }
        List<Bytes> proof = new ArrayList<>();
        if (oldSize == 0) {
            return proof;
        }
        long from = 0;
        long to = newSize;
        while (to != oldSize) {
            long middle = from + split(to - from);
            if (oldSize <= middle) {
                proof.add(subtree(hashes, middle, to));
                to = middle;
            } else {
                proof.add(subtree(hashes, from, middle));
                from = middle;
            }
        }
        if (from != 0) {
            proof.add(subtree(hashes, from, to));
        }
        Collections.reverse(proof);
        return proof;
    }

    /**
     * That the entries from {@code first} to before {@code end} are in the tree: the roots, left to right, of the maximal
     * subtrees wholly outside of them. At most 122 hashes, however many entries.
     *
     * @param end behind {@code first}, at most {@code size}
     */
    public static List<Bytes> rangeProof(NodeHashes hashes, long first, long end, long size) {
        requireSize(size);
        if (first < 0 || first >= end || end > size) {
            throw new IllegalArgumentException("no entries from %d to %d among %d".formatted(first, end, size));
        }
        List<Bytes> proof = new ArrayList<>();
        outside(hashes, first, end, 0, size, proof);
        return proof;
    }

    private static void outside(NodeHashes hashes, long first, long end, long from, long to, List<Bytes> proof) {
        if (to <= first || from >= end) {
            proof.add(subtree(hashes, from, to));
        } else if (from < first || to > end) {
            long middle = from + split(to - from);
            outside(hashes, first, end, from, middle, proof);
            outside(hashes, first, end, middle, to, proof);
        }
    }

    /** The root over {@code from} to before {@code to}, a subtree that RFC 9162's splitting meets: folded from complete ones. */
    private static Bytes subtree(NodeHashes hashes, long from, long to) {
        long rest = to - from;
        long end = to;
        Bytes root = null;
        while (rest > 0) {
            int level = Long.numberOfTrailingZeros(rest);
            end -= 1L << level;
            Bytes left = hashes.node(level, end >> level);
            root = root == null ? left : MerkleHash.node(left, root);
            rest &= rest - 1;
        }
        return root;
    }

    /** The largest power of two below {@code width}, which is 2 or more. */
    static long split(long width) {
        return Long.highestOneBit(width - 1);
    }

    private static void requireSize(long size) {
        if (size < 0 || size > MerkleHash.MAX_SIZE) {
            throw new IllegalArgumentException("no tree has %d entries".formatted(size));
        }
    }
}
