package dev.mintmark.audit;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.tlog.MerkleHash;
import dev.mintmark.format.tlog.NodeHashes;
import java.util.List;

/** The tree over entries as their source has them, whatever lies on disk: each node asked for is made anew from all below it. */
public final class SourceHashes implements NodeHashes {
    /** Leaves read at once: 2 to this power. */
    private static final int BATCH_LEVEL = 10;

    private final LogEntries source;

    public SourceHashes(LogEntries source) {
        this.source = source;
    }

    @Override
    public Bytes node(int level, long index) {
        if (level > BATCH_LEVEL) {
            return MerkleHash.node(node(level - 1, 2 * index), node(level - 1, 2 * index + 1));
        }
        List<Bytes> hashes = source.read(index << level, 1 << level).stream()
                .map(entry -> MerkleHash.leaf(entry.toByteArray()))
                .toList();
        if (hashes.size() != 1 << level) {
            throw new IllegalStateException("the source has fewer entries than it says");
        }
        return complete(hashes);
    }

    private static Bytes complete(List<Bytes> hashes) {
        int half = hashes.size() / 2;
        return half == 0
                ? hashes.get(0)
                : MerkleHash.node(complete(hashes.subList(0, half)), complete(hashes.subList(half, hashes.size())));
    }
}
