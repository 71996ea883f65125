package dev.mintmark.format.tlog;

import dev.mintmark.format.Bytes;

/** A tree that grows leaf by leaf, of which only the right edge is kept: the roots of its complete subtrees. */
public final class MerkleFrontier {
    private final Bytes[] complete = new Bytes[Long.SIZE];
    private long size;

    /**
     * @param leafHash of the entry that comes next
     */
    public void add(Bytes leafHash) {
        Bytes root = leafHash;
        int level = 0;
        for (; (size >> level & 1) == 1; level++) {
            root = MerkleHash.node(complete[level], root);
        }
        complete[level] = root;
        size++;
    }

    public long size() {
        return size;
    }

    /** The root of the tree as it is now. */
    public Bytes root() {
        return MerkleTree.root((level, index) -> complete[level], size);
    }
}
