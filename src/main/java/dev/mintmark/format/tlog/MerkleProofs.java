package dev.mintmark.format.tlog;

import dev.mintmark.format.Bytes;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * Checks proofs of anybody's making. Nothing is given for a proof with a hash too many or too few, with a hash that has not
 * 32 bytes, or for sizes and places that are none.
 */
public final class MerkleProofs {
    private MerkleProofs() {}

    /** The root of the tree that has this leaf at this place (RFC 9162 2.1.3.2). */
    public static Optional<Bytes> rootOfInclusion(Bytes leafHash, long index, long size, List<Bytes> proof) {
        if (index < 0 || index >= size || size > MerkleHash.MAX_SIZE || !areHashes(proof) || !isHash(leafHash)) {
            return Optional.empty();
        }
        long node = index;
        long last = size - 1;
        Bytes root = leafHash;
        for (Bytes sibling : proof) {
            if (last == 0) {
                return Optional.empty();
            }
            if ((node & 1) == 1 || node == last) {
                root = MerkleHash.node(sibling, root);
                // a last node without sibling moves up unchanged
                int up = Long.numberOfTrailingZeros(node) + 1;
                node >>= up;
                last >>= up;
            } else {
                root = MerkleHash.node(root, sibling);
                node >>= 1;
                last >>= 1;
            }
        }
        return last == 0 ? Optional.of(root) : Optional.empty();
    }

    public static boolean verifyInclusion(Bytes leafHash, long index, long size, Bytes root, List<Bytes> proof) {
        return rootOfInclusion(leafHash, index, size, proof)
                .filter(root::equals)
                .isPresent();
    }

    /** Whether the tree extends the older one (RFC 9162 2.1.4.2). The empty tree is extended by every other, without proof. */
    public static boolean verifyConsistency(
            long oldSize, Bytes oldRoot, long newSize, Bytes newRoot, List<Bytes> proof) {
        if (oldSize < 0
                || oldSize > newSize
                || newSize > MerkleHash.MAX_SIZE
                || !isHash(oldRoot)
                || !isHash(newRoot)
                || !areHashes(proof)) {
            return false;
        }
        if (oldSize == newSize) {
            return proof.isEmpty() && oldRoot.equals(newRoot) && (oldSize > 0 || oldRoot.equals(MerkleHash.EMPTY));
        }
        if (oldSize == 0) {
            return proof.isEmpty() && oldRoot.equals(MerkleHash.EMPTY);
        }
        Iterator<Bytes> hashes = proof.iterator();
        int complete = Long.numberOfTrailingZeros(oldSize);
        long node = (oldSize - 1) >> complete;
        long last = (newSize - 1) >> complete;
        // an old tree that is complete is itself where the proof starts
        if (node != 0 && !hashes.hasNext()) {
            return false;
        }
        Bytes old = node == 0 ? oldRoot : hashes.next();
        Bytes extended = old;
        while (hashes.hasNext()) {
            Bytes sibling = hashes.next();
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                old = MerkleHash.node(sibling, old);
                extended = MerkleHash.node(sibling, extended);
                int up = Long.numberOfTrailingZeros(node) + 1;
                node >>= up;
                last >>= up;
            } else {
                extended = MerkleHash.node(extended, sibling);
                node >>= 1;
                last >>= 1;
            }
        }
        return last == 0 && old.equals(oldRoot) && extended.equals(newRoot);
    }

    /** The root of the tree that has these leaves from {@code first} on: the walk of {@link MerkleTree#rangeProof} again. */
    public static Optional<Bytes> rootOfRange(long first, List<Bytes> leafHashes, long size, List<Bytes> proof) {
        if (first < 0
                || size > MerkleHash.MAX_SIZE
                || leafHashes.isEmpty()
                || first > size - leafHashes.size()
                || !areHashes(leafHashes)
                || !areHashes(proof)) {
            return Optional.empty();
        }
        Iterator<Bytes> outside = proof.iterator();
        try {
            Bytes root = new Range(first, leafHashes, outside).root(0, size);
            return outside.hasNext() ? Optional.empty() : Optional.of(root);
        } catch (NoSuchElementException e) {
            return Optional.empty();
        }
    }

    private record Range(long first, List<Bytes> leafHashes, Iterator<Bytes> outside) {
        /** Never deeper than the 62 levels of the tree; splits only where it meets the leaves. */
        Bytes root(long from, long to) {
            if (to <= first || from >= first + leafHashes.size()) {
                return outside.next();
            }
            if (to - from == 1) {
                return leafHashes.get((int) (from - first));
            }
            long middle = from + MerkleTree.split(to - from);
            Bytes left = root(from, middle);
            return MerkleHash.node(left, root(middle, to));
        }
    }

    private static boolean isHash(Bytes hash) {
        return hash.size() == MerkleHash.LENGTH;
    }

    private static boolean areHashes(List<Bytes> hashes) {
        return hashes.stream().allMatch(MerkleProofs::isHash);
    }
}
