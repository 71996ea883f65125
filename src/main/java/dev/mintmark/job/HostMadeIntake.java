package dev.mintmark.job;

import dev.mintmark.csr.IssuedModules.Tally;
import dev.mintmark.format.Bytes;
import dev.mintmark.format.P256KeyPair;
import dev.mintmark.format.attestation.SubjectPublicKey;
import dev.mintmark.issue.AcceptedModule;
import dev.mintmark.order.MacAddress;
import dev.mintmark.order.ModuleId;
import dev.mintmark.order.OrderId;
import dev.mintmark.order.ProductionOrder;
import dev.mintmark.store.JdbcIntakeLedger;
import dev.mintmark.store.SubmissionRow;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
            List<AcceptedModule> modules = IntStream.rangeClosed(from, Math.min(from + BATCH - 1, last))
                    .parallel()
                    .mapToObj(seq -> module(seq, ids.get(seq - first), begun))
                    .toList();
            ledger.accept(order, number, modules, 0);
            run.watch().advance(modules.size());
        }
        ledger.finish(order, new SubmissionRow(number, name, sha256, now, last - first + 1, 0, 0));
    }

    /** Those that the order lists and that have no place, in its order; where it lists none, each module's UUID. */
    private List<ModuleId> ids(int first, int last) {
        ProductionOrder ordered = run.order();
        if (ordered.modules().isEmpty()) {
            return IntStream.rangeClosed(first, last)
                    .mapToObj(seq -> new ModuleId(run.secrets().uuid(seq).toString()))
                    .toList();
        }
        Set<ModuleId> placed = ledger.byModules(order, ordered.modules()).keySet();
        return ordered.modules().stream()
                .filter(id -> !placed.contains(id))
                .limit(last - first + 1L)
                .collect(Collectors.toList());
    }

    private AcceptedModule module(int seq, ModuleId id, SubmissionRow submission) {
        try (P256KeyPair pair = run.secrets().hostMadeKey(seq)) {
            return new AcceptedModule(
                    seq,
                    id,
                    MacAddress.of(id),
                    run.serialNumber(seq),
                    pair.point(),
                    new SubjectPublicKey(pair.point()).spki().sha256Digest(),
                    Optional.empty(),
                    submission.sha256(),
                    submission.takenAt());
        }
    }
}
