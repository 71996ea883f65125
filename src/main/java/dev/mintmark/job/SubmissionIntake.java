package dev.mintmark.job;

import dev.mintmark.csr.CheckedRequest;
import dev.mintmark.csr.Decided;
import dev.mintmark.csr.Decision;
import dev.mintmark.csr.ParallelCheck;
import dev.mintmark.csr.Refused;
import dev.mintmark.csr.RejectCode;
import dev.mintmark.csr.RequestCheck;
import dev.mintmark.csr.Submission;
import dev.mintmark.csr.SubmissionHeader;
import dev.mintmark.csr.SubmissionOutcome;
import dev.mintmark.format.Bytes;
import dev.mintmark.format.attestation.SubjectPublicKey;
import dev.mintmark.issue.AcceptedModule;
import dev.mintmark.issue.Dac;
import dev.mintmark.order.ModuleId;
import dev.mintmark.order.OrderId;
import dev.mintmark.order.OrderKind;
import dev.mintmark.order.ProductionOrder;
import dev.mintmark.order.SerialNumber;
import dev.mintmark.store.JdbcIntakeLedger;
import dev.mintmark.store.JdbcSignedSubmissions;
import dev.mintmark.store.SubmissionRow;
import dev.mintmark.template.ModuleValues;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Takes one submission into the ledger, in one transaction. */
final class SubmissionIntake {
    /** Requests decided and written at a time. */
    private static final int BATCH = 256;

    private final OrderRun run;
    private final OrderId order;
    private final JdbcIntakeLedger ledger;
    private final Decision decision;
    private final ParallelCheck check;

    SubmissionIntake(OrderRun run) {
        ProductionOrder ordered = run.order();
        this.run = run;
        this.order = ordered.id();
        this.ledger = run.ledger().intake();
        this.check = new ParallelCheck(
                new RequestCheck(ordered.product().dacPlacement().needsKeySalt(), run.dacCheck()),
                Runtime.getRuntime().availableProcessors());
        this.decision =
                new Decision(order, ordered.quantity(), ordered.spares(), ordered.modules(), ledger, this::isValued);
    }

    private boolean isValued(ModuleId module) {
        MakerMaterial maker = run.material().maker();
        return !maker.keys().isPerModule() || maker.values().orElseThrow().containsKey(module);
    }

    /** Takes the submission unless it was taken before. One that changes while it is read is left for the next run. */
    void take(Submission submission) throws InterruptedException {
        SubmissionOutcome surveyed = submission.survey();
        if (surveyed instanceof SubmissionOutcome.Unreadable unreadable) {
            refuse(submission, unreadable);
        } else {
            take(submission, (SubmissionOutcome.Whole) surveyed);
        }
    }

    private void take(Submission submission, SubmissionOutcome.Whole surveyed) throws InterruptedException {
        if (ledger.isTaken(order, surveyed.sha256())) {
            return;
        }
        Optional<Refused> refusal = surveyed.signed().flatMap(signed -> refusal(submission, signed.header()));
        if (refusal.isPresent()) {
            refuse(submission, refusal.get(), RefusedFile.knownAs(surveyed.sha256(), refusal.get()));
            return;
        }
        boolean taken = run.ledger().inTransaction(() -> {
            run.ledger().orders().lock(order);
            Taking taking = new Taking(begin(submission, surveyed.sha256()));
            surveyed.signed().ifPresent(taking::signed);
            try {
                check.check(submission, surveyed, taking::add);
            } catch (IOException e) {
                run.watch().say("%s; it is left for the next run".formatted(e.getMessage()));
                return false;
            }
            taking.finish();
            return true;
        });
        if (taken) {
            run.ledger().sync();
        }
    }

    /**
     * A submission that cannot be read is one reject; known by its bytes, so that it is told once. One that is still being
     * written is left: it is read once more, and its bytes must be the same before and after.
     */
    private void refuse(Submission submission, SubmissionOutcome.Unreadable unreadable) throws InterruptedException {
        Bytes sha256 = RefusedFile.sha256(submission, unreadable);
        if (!submission.survey().equals(unreadable)
                || !RefusedFile.sha256(submission, unreadable).equals(sha256)) {
            run.watch().say("%s is changing; it is left for the next run".formatted(submission.name()));
            return;
        }
        Refused refused = new Refused(submission.name(), "", unreadable.code(), unreadable.reason());
        refuse(submission, refused, RefusedFile.knownAs(sha256, refused));
    }

    private Optional<Refused> refusal(Submission submission, SubmissionHeader header) {
        JdbcSignedSubmissions signed = run.ledger().signedSubmissions(order);
        return header.refusal(submission.name(), order, signed.lastSequence(), signed.isTaken(header.id()));
    }

    /** Refuses a submission whole, unless that was told of before. */
    private void refuse(Submission submission, Refused refused, Bytes sha256) throws InterruptedException {
        if (ledger.isTaken(order, sha256)) {
            return;
        }
        run.ledger().inTransaction(() -> {
            run.ledger().orders().lock(order);
            Taking taking = new Taking(begin(submission, sha256));
            taking.add(refused);
            taking.finish();
            return true;
        });
        run.ledger().sync();
    }

    private SubmissionRow begin(Submission submission, Bytes sha256) {
        int number = run.ledger().orders().submissions(order).size() + 1;
        SubmissionRow row = new SubmissionRow(number, submission.name(), sha256, now(), 0, 0, 0);
        ledger.begin(order, row);
        return row;
    }

    private Instant now() {
        return run.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** The submission under way: what is gathered of a batch, and what was counted. */
    private final class Taking {
        private final SubmissionRow submission;
        private final List<CheckedRequest> batch = new ArrayList<>(BATCH);
        private final Map<Integer, ModuleValues> brought = new HashMap<>();
        private final Map<Integer, Dac> adopted = new HashMap<>();
        private int accepted;
        private int repeated;
        private int rejected;
        private final Set<Integer> asked = new TreeSet<>();

        Taking(SubmissionRow submission) {
            this.submission = submission;
        }

        void signed(SubmissionOutcome.Signed signed) {
            run.ledger().signedSubmissions(order).add(submission.number(), signed.header(), signed.signer());
        }

        void add(CheckedRequest request) {
            batch.add(request);
            if (batch.size() == BATCH) {
                write();
            }
        }

        void finish() {
            write();
            run.ledger().signedSubmissions(order).ask(submission.number(), List.copyOf(asked));
            ledger.finish(
                    order,
                    new SubmissionRow(
                            submission.number(),
                            submission.name(),
                            submission.sha256(),
                            submission.takenAt(),
                            accepted,
                            repeated,
                            rejected));
        }

        private ModuleValues values(ModuleId module) {
            return run.material().maker().values().map(all -> all.get(module)).orElse(ModuleValues.NONE);
        }

        private void write() {
            List<AcceptedModule> modules = new ArrayList<>();
            List<Refused> refused = new ArrayList<>();
            List<Decided> all = decision.decide(submission.sha256(), batch);
            Set<SerialNumber> inUse = serialNumbersInUse(all);
            for (Decided decided : all) {
                if (decided instanceof Decided.Take take) {
                    brought.put((int) take.seq(), values(take.request().module()));
                    modules.add(module((int) take.seq(), take.request(), given(take, inUse)));
                } else if (decided instanceof Decided.Supersede supersede) {
                    accept(modules, 0);
                    // of one module whatever its key: what it brought along stays
                    int old = (int) supersede.supersededSeq();
                    brought.put((int) supersede.seq(), run.values().of(old));
                    accept(List.of(superseding(supersede)), 1);
                    modules.clear();
                } else if (decided instanceof Decided.AlreadyIssued again) {
                    ask(again, refused);
                } else {
                    refused.add((Refused) decided);
                }
            }
            accept(modules, 0);
            ledger.reject(order, submission.number(), rejected + 1, refused);
            rejected += refused.size();
            run.watch().advance(batch.size());
            batch.clear();
            brought.clear();
            adopted.clear();
        }

        /** A factory's files may hold what it sent before; a device's cloud that sends a request again asks for its answer. */
        private void ask(Decided.AlreadyIssued again, List<Refused> refused) {
            boolean asks = run.order().kind() == OrderKind.FIELD_UPGRADE;
            if (asks && again.superseded()) {
                refused.add(new Refused(
                        again.source(),
                        again.module().value(),
                        RejectCode.KEY_SUPERSEDED,
                        "module %s has another key by now".formatted(again.module())));
                return;
            }
            repeated++;
            if (asks) {
                asked.add((int) again.seq());
            }
        }

        private void accept(List<AcceptedModule> modules, int superseding) {
            ledger.accept(order, submission.number(), modules, superseding);
            run.ledger()
                    .dacs(order)
                    .adopt(modules.stream()
                            .flatMap(module -> Optional.ofNullable(adopted.get(module.seq())).stream())
                            .toList());
            modules.forEach(module -> run.values().take(module.seq(), brought.get(module.seq())));
            accepted += modules.size();
        }

        private AcceptedModule superseding(Decided.Supersede supersede) {
            int old = (int) supersede.supersededSeq();
            SerialNumber kept = ledger.serialNumber(order, old);
            ledger.supersede(order, old, (int) supersede.seq());
            return module((int) supersede.seq(), supersede.request(), kept);
        }

        /** Those that this batch brings along, and those of earlier modules among what the pattern makes for this batch. */
        private Set<SerialNumber> serialNumbersInUse(List<Decided> all) {
            Set<SerialNumber> inUse = new HashSet<>();
            List<SerialNumber> wanted = new ArrayList<>();
            for (Decided decided : all) {
                if (decided instanceof Decided.Take take) {
                    take.request()
                            .serialNumber()
                            .ifPresentOrElse(inUse::add, () -> wanted.add(run.serialNumber((int) take.seq())));
                } else if (decided instanceof Decided.Supersede supersede) {
                    supersede.request().serialNumber().ifPresent(inUse::add);
                }
            }
            inUse.addAll(ledger.bySerialNumbers(wanted).keySet());
            return inUse;
        }

        /** A number that a submission gave to another module is not made a second time: that module's is derived. */
        private SerialNumber given(Decided.Take take, Set<SerialNumber> inUse) {
            int seq = (int) take.seq();
            SerialNumber usual = run.serialNumber(seq);
            return inUse.contains(usual) ? run.secrets().serialNumber(seq) : usual;
        }

        /** @param otherwise its serial number if the submission gives none */
        private AcceptedModule module(int seq, CheckedRequest.Accepted request, SerialNumber otherwise) {
            request.dac().ifPresent(dac -> adopted.put(seq, Dac.adopted(seq, dac, submission.takenAt())));
            return new AcceptedModule(
                    seq,
                    request.module(),
                    request.mac(),
                    request.serialNumber().orElse(otherwise),
                    SubjectPublicKey.fromSpki(request.spki()).point(),
                    request.spkiSha256(),
                    request.keySalt(),
                    submission.sha256(),
                    submission.takenAt());
        }
    }
}
