package dev.mintmark.audit;

import dev.mintmark.audit.LogFinding.Code;
import dev.mintmark.format.Bytes;
import dev.mintmark.format.tlog.Checkpoint;
import dev.mintmark.format.tlog.MerkleTree;
import dev.mintmark.format.tlog.VerifierKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;

/**
 * Whether the log on disk is what was signed: every entry against its hash, every tile against the one below, and the whole
 * against every checkpoint. Needs the log's folder and its key, and holds a tile of each level at a time.
 */
public final class LogCheck {
    private final LogFiles files;
    private final VerifierKey key;

    public LogCheck(Path folder, VerifierKey key) {
        this.files = new LogFiles(folder);
        this.key = key;
    }

    /** All that is wrong, or the first {@value Findings#MOST} of it; empty for a log that is as it was signed. */
    public List<LogFinding> verify() throws IOException {
        Findings findings = new Findings();
        NavigableMap<Long, Checkpoint> signed = new CheckpointCheck(files, key, findings).signed();
        long size = signed.isEmpty() ? 0 : signed.lastKey();
        new TileCheck(files, findings, signed).check(size);
        new StrayCheck(files, findings, size).check();
        return findings.all();
    }

    /**
     * Whether the log still extends a checkpoint that somebody holds. To be believed when {@link #verify} finds nothing.
     *
     * @return one finding, or none
     */
    public List<LogFinding> against(Checkpoint held) throws IOException {
        if (!held.isSignedBy(key)) {
            return contradicted("the checkpoint held is not signed by %s".formatted(key));
        }
        NavigableMap<Long, Checkpoint> signed = new CheckpointCheck(files, key, new Findings()).signed();
        Map.Entry<Long, Checkpoint> newest = signed.lastEntry();
        if (newest == null || newest.getKey() < held.size()) {
            return contradicted("the checkpoint held is of %d entries, the log has %d"
                    .formatted(held.size(), newest == null ? 0 : newest.getKey()));
        }
        try {
            Bytes root = MerkleTree.root(new TileHashes(files, newest.getKey()), held.size());
            return root.equals(held.root())
                    ? List.of()
                    : contradicted("the first %d entries of the log are not those of the checkpoint held"
                            .formatted(held.size()));
        } catch (UncheckedIOException e) {
            return contradicted(e.getCause().getMessage());
        }
    }

    private static List<LogFinding> contradicted(String text) {
        return List.of(LogFinding.of(Code.HELD_CONTRADICTED, text));
    }
}
