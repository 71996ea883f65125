package dev.mintmark.job;

import dev.mintmark.delivery.Lot;
import dev.mintmark.delivery.PlannedLot;
import dev.mintmark.issue.AcceptedModule;
import dev.mintmark.issue.DacIssuer;
import dev.mintmark.issue.DacLedger;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.core.task.TaskExecutor;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Signs a DAC for every module that has none. Where it stands is which rows have one; a chunk's DACs and Spring Batch's own
 * rows are one transaction.
 */
final class IssueStep {
    /**
     * DACs stored in one transaction: few enough to lose little. Their keys fall all over the indices, so a commit writes most pages
     * of each however few it has: a quarter of these would make H2 write four times as much.
     */
    private static final int CHUNK = 1000;

    private final OrderRun run;
    private final JobRepository repository;
    private final PlatformTransactionManager transactions;
    private final DacIssuer issuer;
    private final DacLedger ledger;

    IssueStep(OrderRun run, JobRepository repository, PlatformTransactionManager transactions) {
        this.run = run;
        this.repository = repository;
        this.transactions = transactions;
        this.issuer = run.dacIssuer();
        this.ledger = run.ledger().dacs(run.order().id());
    }

    Step step(TaskExecutor threads) {
        return Partitions.step("issue", repository, threads, this::lots, this::partition);
    }

    private List<PlannedLot> lots() {
        List<PlannedLot> lots = run.unfinishedLots();
        run.begin(Phase.ISSUE, lots, run.ledger().balance(run.order().id()).issued(run.unfinishedDelivery()));
        return lots;
    }

    private Step partition(LotRange range, StepExecution execution) {
        List<PlannedLot> lots = range.of(run.ledger().lots(run.order().id()).lots(range.delivery()));
        // lots of modules delivered once more stand behind the others, and have no place that waits for a DAC
        List<Lot> ofPlaces =
                lots.stream().map(PlannedLot::lot).filter(lot -> !lot.isAgain()).toList();
        int first = ofPlaces.isEmpty() ? 1 : ofPlaces.get(0).firstSeq();
        int last = ofPlaces.isEmpty() ? 0 : ofPlaces.get(ofPlaces.size() - 1).lastSeq();
        return new StepBuilder(execution.getStepName(), repository)
                .<AcceptedModule, DacIssuer.Signed>chunk(CHUNK)
                .reader(new Reader(first - 1, last, execution))
                .processor(issuer::sign)
                .writer(this::store)
                .transactionManager(transactions)
                .build();
    }

    private void store(Chunk<? extends DacIssuer.Signed> signed) {
        ledger.store(DacIssuer.verified(signed.getItems()));
        run.watch().advance(signed.size());
    }

    /** Modules without DAC by place, a chunk's worth at a time. */
    private final class Reader implements ItemReader<AcceptedModule> {
        private final int lastSeq;
        private final StepExecution execution;
        private final Queue<AcceptedModule> page = new ArrayDeque<>();
        private int readTo;

        Reader(int afterSeq, int lastSeq, StepExecution execution) {
            this.readTo = afterSeq;
            this.lastSeq = lastSeq;
            this.execution = execution;
        }

        @Override
        public AcceptedModule read() {
            if (page.isEmpty() && !run.stop().ends(execution)) {
                run.requireRoom();
                List<AcceptedModule> next = ledger.withoutDac(readTo, lastSeq, CHUNK);
                ledger.signing(next, run.clock().instant());
                page.addAll(next);
            }
            AcceptedModule next = page.poll();
            if (next != null) {
                readTo = next.seq();
            }
            return next;
        }
    }
}
