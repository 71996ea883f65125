package dev.mintmark.audit;

import dev.mintmark.audit.LogFinding.Code;
import dev.mintmark.format.tlog.Checkpoint;
import dev.mintmark.format.tlog.TlogException;
import dev.mintmark.format.tlog.VerifierKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The checkpoints of a log: each signed, each naming the one before, the newest twice. */
final class CheckpointCheck {
    private final LogFiles files;
    private final VerifierKey key;
    private final Findings findings;

    CheckpointCheck(LogFiles files, VerifierKey key, Findings findings) {
        this.files = files;
        this.key = key;
        this.findings = findings;
    }

    /** Those that the key signed, by size. */
    NavigableMap<Long, Checkpoint> signed() throws IOException {
        NavigableMap<Long, Checkpoint> signed = new TreeMap<>();
        List<Long> sizes = files.checkpointSizes();
        Optional<Long> before = Optional.empty();
        for (long size : sizes) {
            Path file = files.checkpoint(size);
            Optional<Checkpoint> checkpoint = read(file);
            if (checkpoint.isPresent() && checkpoint.get().size() != size) {
                findings.add(
                        Code.CHECKPOINT_INVALID,
                        "%s is of %d entries".formatted(file, checkpoint.get().size()));
            } else if (checkpoint.isPresent()) {
                signed.put(size, checkpoint.get());
                if (!Previous.follows(checkpoint.get(), before)) {
                    order(checkpoint.get(), before);
                }
            }
            before = Optional.of(size);
        }
        newest(signed);
        return signed;
    }

    private void order(Checkpoint checkpoint, Optional<Long> before) {
        Optional<Long> named = Previous.of(checkpoint);
        if (named.isPresent() && named.get() < checkpoint.size() && named.get() > before.orElse(-1L)) {
            findings.add(
                    Code.CHECKPOINT_MISSING,
                    "%s is missing: that of %d entries follows it"
                            .formatted(files.checkpoint(named.get()), checkpoint.size()));
        } else {
            findings.add(
                    Code.CHECKPOINT_ORDER,
                    "%s does not name the one before it".formatted(files.checkpoint(checkpoint.size())));
        }
    }

    /** The copy under the name that others look for. */
    private void newest(NavigableMap<Long, Checkpoint> signed) throws IOException {
        Optional<byte[]> copy = files.readCheckpoint(files.newest());
        if (copy.isEmpty()) {
            findings.add(Code.CHECKPOINT_MISSING, "%s is missing".formatted(files.newest()));
            return;
        }
        if (!signed.isEmpty()
                && Arrays.equals(copy.get(), signed.lastEntry().getValue().encode())) {
            return;
        }
        Optional<Checkpoint> checkpoint = read(files.newest());
        if (checkpoint.isEmpty()) {
            return;
        }
        long size = checkpoint.get().size();
        if (!signed.isEmpty() && size < signed.lastKey()) {
            findings.add(
                    Code.CHECKPOINT_OLD,
                    "%s is of %d entries, but %d are signed".formatted(files.newest(), size, signed.lastKey()));
        } else {
            findings.add(
                    Code.CHECKPOINT_MISSING, "%s is not that of %s".formatted(files.checkpoint(size), files.newest()));
            signed.putIfAbsent(size, checkpoint.get());
        }
    }

    private Optional<Checkpoint> read(Path file) throws IOException {
        try {
            Checkpoint checkpoint = Checkpoint.parse(files.readCheckpoint(file).orElse(new byte[0]));
            if (checkpoint.isSignedBy(key) && checkpoint.signatures().size() == 1) {
                return Optional.of(checkpoint);
            }
            findings.add(Code.CHECKPOINT_INVALID, "%s is not signed by %s, and by it alone".formatted(file, key));
        } catch (TlogException e) {
            findings.add(Code.CHECKPOINT_INVALID, "%s is not a checkpoint: %s".formatted(file, e.getMessage()));
        }
        return Optional.empty();
    }
}
