package dev.mintmark.job;

import dev.mintmark.audit.DacIssued;
import dev.mintmark.audit.LogEntry;
import dev.mintmark.audit.LogFolder;
import dev.mintmark.format.Bytes;
import dev.mintmark.format.tlog.MerkleHash;
import dev.mintmark.job.LedgerAudit.Code;
import dev.mintmark.store.JdbcLog;
import dev.mintmark.store.Ledger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The log's rows against what was signed, and what they tell of against the ledger's own rows. */
final class LeafAudit {
    private static final int PAGE = 1024;

    private final Ledger ledger;
    private final LogFolder folder;
    private final long signed;
    private final ToldRows told;
    private final ToldRows.Sink findings;

    /** @param signed how many entries are */
    LeafAudit(Ledger ledger, LogFolder folder, long signed, ToldRows told, ToldRows.Sink findings) {
        this.ledger = ledger;
        this.folder = folder;
        this.signed = signed;
        this.told = told;
        this.findings = findings;
    }

    private void add(Code code, OptionalLong entry, String text) {
        findings.finding(code, entry, text);
    }

    /** @param size entries that the ledger numbers */
    void check(long size) {
        for (long first = 0; first < Math.max(size, signed); first += PAGE) {
            List<Bytes> bytes = onDisk(first, (int) Math.min(PAGE, Math.max(0, signed - first)));
            long next = first;
            for (JdbcLog.Leaf leaf : ledger.log().leaves(first, PAGE)) {
                missing(next, leaf.index());
                if (leaf.index() < next) {
                    add(Code.ROW_CHANGED, OptionalLong.of(leaf.index()), "it has more than one row");
                }
                next = Math.max(next, leaf.index() + 1);
                int place = (int) (leaf.index() - first);
                compare(leaf, place < bytes.size() ? Optional.of(bytes.get(place)) : Optional.empty());
            }
            missing(next, Math.min(first + PAGE, Math.max(size, signed)));
        }
    }

    private void missing(long from, long to) {
        if (from < to) {
            add(
                    Code.ROW_MISSING,
                    OptionalLong.of(from),
                    to - from == 1
                            ? "its row is not in the ledger"
                            : "its row and the next %d are not in the ledger".formatted(to - from - 1));
        }
    }

    /** None where the disk's cannot be read: the log's own check has told of that. */
    private List<Bytes> onDisk(long first, int count) {
        try {
            return folder.entries(first, count);
        } catch (IOException e) {
            return List.of();
        }
    }

    /**
     * What a DAC's row says is what was signed, if they are equal; all else is read, and its rows are looked at.
     *
     * @param signed as far as the disk's can be read
     */
    private void compare(JdbcLog.Leaf leaf, Optional<Bytes> signed) {
        boolean differs = signed.isPresent() && !signed.equals(leaf.content()) && !hasSignedHash(leaf);
        if (leaf.isDac()) {
            if (differs || leaf.content().isEmpty()) {
                add(Code.DAC_DIFFERS, OptionalLong.of(leaf.index()), "the ledger's DAC is not what was signed");
            }
            return;
        }
        if (differs) {
            add(Code.ROW_CHANGED, OptionalLong.of(leaf.index()), "its row is not what was signed");
        }
        read(
                OptionalLong.of(leaf.index()),
                (differs ? signed : leaf.content()).or(() -> signed).orElseThrow());
    }

    /** Then it is the entry on disk that was changed, which the log's own check tells. */
    private boolean hasSignedHash(JdbcLog.Leaf leaf) {
        try {
            return leaf.index() < signed
                    && leaf.content().map(Bytes::toByteArray).map(MerkleHash::leaf).stream()
                            .anyMatch(folder.hashes(signed).node(0, leaf.index())::equals);
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    /** An entry that has no number yet. */
    void read(Bytes content) {
        read(OptionalLong.empty(), content);
    }

    private void read(OptionalLong number, Bytes content) {
        try {
            LogEntry entry = LogEntry.read(content);
            if (entry instanceof DacIssued) {
                // signed as a DAC's, and now a row that is none
                add(Code.DAC_DIFFERS, number, "the ledger has no DAC in its place");
            } else {
                told.told(number, entry);
            }
        } catch (IllegalArgumentException e) {
            add(Code.ROW_CHANGED, number, e.getMessage());
        }
    }
}
