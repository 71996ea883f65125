package dev.mintmark.format.tlog;

import dev.mintmark.format.Bytes;

/** The hashes of a tree's complete subtrees, wherever they are kept. */
@FunctionalInterface
public interface NodeHashes {
    /**
     * The root of the subtree over the entries {@code index << level} to {@code (index + 1) << level}, which are all there.
     *
     * @param level 0 for a single entry
     */
    Bytes node(int level, long index);
}
