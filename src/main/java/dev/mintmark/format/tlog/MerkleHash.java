package dev.mintmark.format.tlog;

import dev.mintmark.format.Bytes;
import java.security.MessageDigest;

/** The hashes of a Merkle tree (RFC 9162 2.1.1), SHA-256: 32 bytes each. */
public final class MerkleHash {
    public static final int LENGTH = 32;

    /** The root of the tree without entries: SHA-256 of nothing. */
    public static final Bytes EMPTY = Bytes.sha256Of(new byte[0]);

    /** Largest number of entries of a tree here; sums and doubles of it stay within a long. */
    public static final long MAX_SIZE = 1L << 62;

    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    private MerkleHash() {}

    /** SHA-256(0x00 || entry). */
    public static Bytes leaf(byte[] entry) {
        MessageDigest sha256 = Bytes.sha256();
        sha256.update(LEAF);
        return Bytes.of(sha256.digest(entry));
    }

    /** SHA-256(0x01 || left || right). */
    public static Bytes node(Bytes left, Bytes right) {
        MessageDigest sha256 = Bytes.sha256();
        sha256.update(NODE);
        sha256.update(left.toByteArray());
        return Bytes.of(sha256.digest(right.toByteArray()));
    }

    /** The parents of hashes that lie side by side: half as many, a last one without sibling has none. */
    static byte[] parents(byte[] hashes) {
        MessageDigest sha256 = Bytes.sha256();
        byte[] parents = new byte[hashes.length / (2 * LENGTH) * LENGTH];
        for (int at = 0; at < parents.length; at += LENGTH) {
            sha256.update(NODE);
            sha256.update(hashes, 2 * at, 2 * LENGTH);
            System.arraycopy(sha256.digest(), 0, parents, at, LENGTH);
        }
        return parents;
    }
}
