package dev.mintmark.job;

import dev.mintmark.audit.LogCheck;
import dev.mintmark.audit.LogDamagedException;
import dev.mintmark.audit.LogFinding;
import dev.mintmark.audit.LogFolder;
import dev.mintmark.format.Bytes;
import dev.mintmark.format.tlog.Checkpoint;
import dev.mintmark.format.tlog.TlogException;
import dev.mintmark.format.tlog.VerifierKey;
import dev.mintmark.input.FaultException;
import dev.mintmark.order.KeyOrigin;
import dev.mintmark.order.Terms;
import dev.mintmark.site.Site;
import dev.mintmark.store.JdbcAudit;
import dev.mintmark.store.JdbcLog;
import dev.mintmark.store.Ledger;
import dev.mintmark.store.OrderRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * Audits a home: the log on disk as it was signed, the ledger's log rows against it, and the ledger's own rows against those.
 * Changes nothing. The caller holds the home.
 */
public final class LedgerAudit {

    /** No more than a person reads. */
    private static final int MOST = 100;

    private final Ledger ledger;
    private final JdbcAudit rows;
    private final LogFolder folder;
    private final VerifierKey key;
    private final LogCheck onDisk;
    private final List<Finding> findings = new ArrayList<>();
    private final ToldRows told;

    /**
     * @throws FaultException if nothing was logged yet, or the site names no log signer
     */
    public LedgerAudit(Home home, Site site, Ledger ledger) {
        this.ledger = ledger;
        this.rows = ledger.audit();
        this.folder = new LogFolder(home.log());
        this.told = new ToldRows(ledger, this::add);
        this.key = LogProofs.key(home, site, ledger);
        this.onDisk = new LogCheck(home.log(), key);
    }

    /** What the ledger's rows may be, beside what {@link LogFinding.Code} says of the log on disk. Stable names. */
    public enum Code {
        /** An entry's row is not what was signed under its number. */
        ROW_CHANGED,
        /** A number that was signed has no entry's row. */
        ROW_MISSING,
        /** An entry's row was put among those that have numbers. */
        ROW_UNNUMBERED,
        /** The ledger lists another head of the log than was signed. */
        CHECKPOINT_DIFFERS,
        /** A DAC in the ledger has no entry. */
        DAC_NOT_LOGGED,
        /** A DAC in the ledger is not the one that its entry tells of. */
        DAC_DIFFERS,
        /** An entry tells of a DAC that the ledger does not have. */
        DAC_NOT_IN_LEDGER,
        /** Submissions, modules or refused requests of the ledger are not those that the log tells of. */
        INTAKE_DIFFERS,
        /** A delivery in the ledger, or its lots, are not those that the log tells of. */
        DELIVERY_DIFFERS,
        /** What was signed once more is not what the log tells of; or a DAC is both signed here and adopted, or told as the other. */
        SIGNING_DIFFERS,
        /** An order in the ledger is not as the log tells. */
        ORDER_DIFFERS,
        /** The log tells of no such order. */
        ORDER_NOT_LOGGED,
        /** The ledger has no such order. */
        ORDER_NOT_IN_LEDGER,
        /** A DAC that nobody began to sign. */
        NOT_SIGNED_FOR
    }

    /**
     * Something that is not as it was signed.
     *
     * @param code a {@link Code} or a {@link LogFinding.Code}
     * @param entry number of the entry, from 0
     */
    public record Finding(String code, OptionalLong entry, String text) {}

    /**
     * @param entries numbered
     * @param waiting entries that the next run numbers
     * @param signed distinct certificates that were signed, or were about to be
     * @param adopted DACs in the ledger that another CA signed
     * @param reSigned signatures made once more
     * @param notStored of {@code signed}, those lost with their process: the next run signs them again
     * @param dacs in the ledger
     * @param logged DACs in the log, those told of by a manifest's hashes among them
     * @param lost whether the checkpoint held is one that was lost, and recorded as lost when the ledger was recovered
     */
    public record Report(
            String origin,
            long entries,
            long waiting,
            long signed,
            long adopted,
            long reSigned,
            long notStored,
            long dacs,
            long logged,
            boolean lost,
            List<Finding> findings) {
        public Report {
            findings = List.copyOf(findings);
        }
    }

    /**
     * @param held the file of a checkpoint that somebody has
     * @throws FaultException if that is none
     */
    public Report verify(Optional<Path> held) throws IOException {
        onDisk.verify().forEach(this::add);
        boolean lost = held.isPresent() && isRecordedLoss(read(held.get()));
        if (held.isPresent() && !lost) {
            onDisk.against(read(held.get())).forEach(this::add);
        }
        JdbcLog.Identity identity = ledger.log().identity().orElseThrow();
        long signed = newest();
        if (identity.size() < signed) {
            add(
                    Code.CHECKPOINT_DIFFERS,
                    "the ledger numbers %d entries, %d are signed".formatted(identity.size(), signed));
        }
        checkpoints(signed);
        LeafAudit leaves = new LeafAudit(ledger, folder, signed, told, this::add);
        leaves.check(identity.size());
        long stray = rows.unnumbered();
        if (stray > 0) {
            add(
                    Code.ROW_UNNUMBERED,
                    "%d entries lie among those that are numbered and have no number".formatted(stray));
        }
        rows.ofUnknownOrders(order -> add(Code.ORDER_NOT_IN_LEDGER, "the log tells of order %s".formatted(order)));
        rows.waiting(leaves::read);
        told.finish();
        SigningAudit signing = new SigningAudit(ledger, told, (code, text) -> add(code, OptionalLong.empty(), text));
        for (OrderRow order : ledger.orders().orders()) {
            signing.check(order.id(), KeyOrigin.of(Terms.parse(order.terms())));
        }
        return new Report(
                identity.origin(),
                identity.size(),
                rows.waiting(),
                signing.signed(),
                signing.adopted(),
                signing.reSigned(),
                signing.notStored(),
                rows.dacs(),
                rows.dacEntries() + told.dacsByManifest(),
                lost,
                findings);
    }

    /** Signed by this log's key, and named by an entry of the log: this one and no other. */
    private boolean isRecordedLoss(Checkpoint held) {
        return held.isSignedBy(key)
                && ledger.orders().orders().stream()
                        .flatMap(order -> ledger.recovery(order.id()).lost().stream())
                        .anyMatch(loss ->
                                loss.size() == held.size() && loss.root().equals(held.root()));
    }

    private static Checkpoint read(Path held) throws IOException {
        try {
            return Checkpoint.parse(Files.readAllBytes(held));
        } catch (NoSuchFileException e) {
            throw new FaultException(held.toString(), "is not there", "a delivery's is log/checkpoint in its folder");
        } catch (TlogException e) {
            throw new FaultException(
                    held.toString(),
                    "is no checkpoint: " + e.getMessage(),
                    "a delivery's is log/checkpoint in its folder");
        }
    }

    private void add(LogFinding finding) {
        add(new Finding(finding.code().name(), finding.entry(), finding.text()));
    }

    private void add(Code code, String text) {
        add(new Finding(code.name(), OptionalLong.empty(), text));
    }

    private void add(Code code, OptionalLong entry, String text) {
        add(new Finding(code.name(), entry, text));
    }

    private void add(Finding finding) {
        if (findings.size() < MOST) {
            findings.add(finding);
        }
    }

    /** Entries that are signed. What is damaged on disk its own check has told of: then the ledger says how many. */
    private long newest() throws IOException {
        try {
            return folder.newest().map(Checkpoint::size).orElse(0L);
        } catch (LogDamagedException e) {
            return ledger.log().checkpoints().stream()
                    .mapToLong(JdbcLog.CheckpointRow::size)
                    .max()
                    .orElse(0);
        }
    }

    private void checkpoints(long newest) throws IOException {
        List<JdbcLog.CheckpointRow> listed = ledger.log().checkpoints();
        for (JdbcLog.CheckpointRow row : listed) {
            if (row.size() > newest) {
                add(
                        Code.CHECKPOINT_DIFFERS,
                        "the ledger has a checkpoint of %d entries, the log on disk one of %d"
                                .formatted(row.size(), newest));
            }
        }
        Map<Long, Bytes> roots =
                listed.stream().collect(Collectors.toMap(JdbcLog.CheckpointRow::size, JdbcLog.CheckpointRow::root));
        try {
            for (Checkpoint signed : folder.checkpoints()) {
                if (!roots.getOrDefault(signed.size(), signed.root()).equals(signed.root())) {
                    add(
                            Code.CHECKPOINT_DIFFERS,
                            "the ledger has another root of %d entries than was signed".formatted(signed.size()));
                }
            }
        } catch (LogDamagedException e) {
            // one that cannot be read: told by the log's own check
        }
    }
}
