package dev.mintmark.job;

import dev.mintmark.audit.Accepted;
import dev.mintmark.audit.AskedAgain;
import dev.mintmark.audit.LogEntry;
import dev.mintmark.audit.LogFolder;
import dev.mintmark.audit.RecoveredModules;
import dev.mintmark.audit.Rejected;
import dev.mintmark.audit.SubmissionSigned;
import dev.mintmark.audit.SubmissionTaken;
import dev.mintmark.audit.Superseded;
import dev.mintmark.csr.Refused;
import dev.mintmark.csr.RejectCode;
import dev.mintmark.csr.SubmissionHeader;
import dev.mintmark.format.Bytes;
import dev.mintmark.format.attestation.SubjectPublicKey;
import dev.mintmark.issue.AcceptedModule;
import dev.mintmark.order.OrderId;
import dev.mintmark.store.Ledger;
import dev.mintmark.store.SubmissionRow;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What was decided about submissions, once more. A submission's own entry ends it, and its row must be there first. */
final class IntakeReplay {
    private static final int PAGE = 1024;

    private final Ledger ledger;
    private final LogFolder folder;
    private final long size;
    private final Map<OrderId, SubmissionTaken> open = new HashMap<>();
    private final Set<Integer> superseding = new HashSet<>();

    IntakeReplay(Ledger ledger, LogFolder folder, long size) {
        this.ledger = ledger;
        this.folder = folder;
        this.size = size;
    }

    void supersede(Superseded superseded) {
        ledger.intake().supersede(superseded.order(), superseded.seq(), superseded.bySeq());
        superseding.add(superseded.bySeq());
    }

    /** @param index of the entry, behind which the submission's stands */
    void accept(Accepted accepted, long index) throws IOException {
        SubmissionTaken taken = begun(accepted.order(), accepted.submission(), index);
        List<AcceptedModule> modules = accepted.modules().stream()
                .map(module -> new AcceptedModule(
                        module.seq(),
                        module.moduleId(),
                        module.mac(),
                        module.serialNumber(),
                        module.publicKey(),
                        new SubjectPublicKey(module.publicKey()).spki().sha256Digest(),
                        module.keySalt(),
                        taken.sha256(),
                        taken.takenAt()))
                .toList();
        int inStead = (int) modules.stream()
                .filter(module -> superseding.remove(module.seq()))
                .count();
        ledger.intake().accept(accepted.order(), accepted.submission(), modules, inStead);
    }

    void recover(RecoveredModules recovered, long index) throws IOException {
        boolean known = ledger.orders().submissions(recovered.order()).size() >= recovered.submission();
        if (!known) {
            begun(recovered.order(), recovered.submission(), index);
        }
        int inStead = (int) recovered.modules().stream()
                .filter(module -> superseding.remove(module.seq()))
                .count();
        ledger.recovery(recovered.order()).add(recovered, inStead);
    }

    void reject(Rejected rejected, long index) throws IOException {
        begun(rejected.order(), rejected.submission(), index);
        List<Refused> refused = rejected.rejects().stream()
                .map(one -> new Refused(one.source(), one.moduleId(), RejectCode.valueOf(one.code()), one.reason()))
                .toList();
        ledger.intake()
                .reject(
                        rejected.order(),
                        rejected.submission(),
                        rejected.rejects().get(0).number(),
                        refused);
    }

    void signed(SubmissionSigned signed, long index) throws IOException {
        begun(signed.order(), signed.submission(), index);
        ledger.signedSubmissions(signed.order())
                .add(
                        signed.submission(),
                        new SubmissionHeader(signed.id(), signed.order(), signed.sequence()),
                        signed.signer());
    }

    void ask(AskedAgain asked, long index) throws IOException {
        begun(asked.order(), asked.submission(), index);
        ledger.signedSubmissions(asked.order()).ask(asked.submission(), asked.places());
    }

    void finish(SubmissionTaken taken, long index) throws IOException {
        begun(taken.order(), taken.number(), index);
        ledger.intake().finish(taken.order(), row(taken));
        open.remove(taken.order());
    }

    private SubmissionTaken begun(OrderId order, int number, long index) throws IOException {
        SubmissionTaken begun = open.get(order);
        if (begun == null || begun.number() != number) {
            begun = find(order, number, index);
            open.put(order, begun);
            ledger.orders().setCompletedRuns(order, begun.run() - 1);
            ledger.intake().begin(order, row(begun));
        }
        return begun;
    }

    private SubmissionTaken find(OrderId order, int number, long from) throws IOException {
        for (long first = from; first < size; first += PAGE) {
            for (Bytes content : folder.entries(first, (int) Math.min(PAGE, size - first))) {
                if (LogEntry.read(content) instanceof SubmissionTaken taken
                        && taken.order().equals(order)
                        && taken.number() == number) {
                    return taken;
                }
            }
        }
        throw new IllegalArgumentException("submission %d of order %s has no end".formatted(number, order));
    }

    private static SubmissionRow row(SubmissionTaken taken) {
        return new SubmissionRow(
                taken.number(),
                taken.name(),
                taken.sha256(),
                taken.takenAt(),
                taken.accepted(),
                taken.repeated(),
                taken.rejected());
    }
}
