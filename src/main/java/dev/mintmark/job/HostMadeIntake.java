package dev.mintmark.job;

import dev.mintmark.csr.IssuedModules.Tally;
import dev.mintmark.format.Bytes;
import dev.mintmark.format.P256KeyPair;
import dev.mintmark.format.attestation.SubjectPublicKey;
import dev.mintmark.input.FaultException;
import dev.mintmark.issue.AcceptedModule;
import dev.mintmark.order.MacAddress;
import dev.mintmark.order.ModuleId;
import dev.mintmark.order.OrderId;
import dev.mintmark.order.ProductionOrder;
import dev.mintmark.order.SerialNumber;
import dev.mintmark.store.JdbcIntakeLedger;
import dev.mintmark.store.SubmissionRow;
import dev.mintmark.template.ModuleValues;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Gives modules their places whose keys the host makes: nobody sends anything, so what a submission is elsewhere is here a run of
 * places. The keys are made for their public halves and wiped; packaging makes them again.
 */
final class HostMadeIntake {
    /** Places taken in one transaction, between which a run can be stopped. */
    private static final int AT_A_TIME = 10_000;

    private static final int BATCH = 256;

    private final OrderRun run;
    private final OrderId order;
    private final JdbcIntakeLedger ledger;

    HostMadeIntake(OrderRun run) {
        this.run = run;
        this.order = run.order().id();
        this.ledger = run.ledger().intake();
    }

    /** Takes the next places; false if the order has all it asked for. */
    boolean takeNext() throws InterruptedException {
        boolean taken = run.ledger().inTransaction(() -> {
            run.ledger().orders().lock(order);
            Tally tally = ledger.tally(order);
            int first = (int) tally.lastSeq() + 1;
            int last =
                    (int) Math.min(first + AT_A_TIME - 1L, first + run.order().quantity() - tally.modules() - 1);
            if (first > last) {
                return false;
            }
            take(first, last);
            return true;
        });
        if (taken) {
            run.ledger().sync();
        }
        return taken;
    }

    private void take(int first, int last) {
        String name = "host-made keys of order %s, places %d to %d".formatted(order, first, last);
        Instant now = run.clock().instant().truncatedTo(ChronoUnit.MILLIS);
        int number = run.ledger().orders().submissions(order).size() + 1;
        Bytes sha256 = Bytes.sha256Of(name.getBytes(StandardCharsets.UTF_8));
        SubmissionRow begun = new SubmissionRow(number, name, sha256, now, 0, 0, 0);
        ledger.begin(order, begun);
        List<ModuleId> ids = ids(first, last);
        for (int from = first; from <= last; from += BATCH) {
            Set<SerialNumber> inUse = inUse(from, Math.min(from + BATCH - 1, last));
            List<AcceptedModule> modules = IntStream.rangeClosed(from, Math.min(from + BATCH - 1, last))
                    .parallel()
                    .mapToObj(seq -> module(seq, ids.get(seq - first), begun, inUse))
                    .toList();
            ledger.accept(order, number, modules, 0);
            modules.forEach(module -> run.values().take(module.seq(), values(module.moduleId())));
            run.watch().advance(modules.size());
        }
        ledger.finish(order, new SubmissionRow(number, name, sha256, now, last - first + 1, 0, 0));
    }

    /** Those that the order lists and that have no place, in its order; where it lists none, each module's UUID. */
    private List<ModuleId> ids(int first, int last) {
        ProductionOrder ordered = run.order();
        if (ordered.modules().isEmpty()) {
            requireValues(List.of(new ModuleId(run.secrets().uuid(first).toString())));
            return IntStream.rangeClosed(first, last)
                    .mapToObj(seq -> new ModuleId(run.secrets().uuid(seq).toString()))
                    .toList();
        }
        Set<ModuleId> placed = ledger.byModules(order, ordered.modules()).keySet();
        List<ModuleId> next = ordered.modules().stream()
                .filter(id -> !placed.contains(id))
                .limit(last - first + 1L)
                .toList();
        requireValues(next);
        return next;
    }

    /** Elsewhere a request without values is refused; here nobody sent one, and the order could not be made whole. */
    private void requireValues(List<ModuleId> ids) {
        MakerMaterial maker = run.material().maker();
        ids.stream()
                .filter(id -> maker.keys().isPerModule()
                        && !maker.values().orElseThrow().containsKey(id))
                .findFirst()
                .ifPresent(id -> {
                    throw new FaultException(
                            run.order().where(),
                            "module %s has no row in nvs-values, and its keys are host-made".formatted(id),
                            "list the modules in \"modules\", and give each its row");
                });
    }

    private ModuleValues values(ModuleId module) {
        return run.material().maker().values().map(all -> all.get(module)).orElse(ModuleValues.NONE);
    }

    /** A number that another order's module has is not made a second time: that module's is derived. */
    private Set<SerialNumber> inUse(int from, int to) {
        return ledger.bySerialNumbers(IntStream.rangeClosed(from, to)
                        .mapToObj(run::serialNumber)
                        .toList())
                .keySet();
    }

    private AcceptedModule module(int seq, ModuleId id, SubmissionRow submission, Set<SerialNumber> inUse) {
        SerialNumber usual = run.serialNumber(seq);
        try (P256KeyPair pair = run.secrets().hostMadeKey(seq)) {
            return new AcceptedModule(
                    seq,
                    id,
                    MacAddress.of(id),
                    inUse.contains(usual) ? run.secrets().serialNumber(seq) : usual,
                    pair.point(),
                    new SubjectPublicKey(pair.point()).spki().sha256Digest(),
                    Optional.empty(),
                    submission.sha256(),
                    submission.takenAt());
        }
    }
}
