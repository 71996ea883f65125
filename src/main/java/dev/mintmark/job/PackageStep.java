package dev.mintmark.job;

import dev.mintmark.delivery.LotLedger;
import dev.mintmark.delivery.LotState;
import dev.mintmark.delivery.PlannedLot;
import dev.mintmark.durable.Access;
import dev.mintmark.durable.DurableFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;
import org.springframework.core.task.TaskExecutor;

/**
 * Renders and seals each lot that is not sealed yet, one after another, into the delivery's staging folder. The ledger has a
 * lot's hashes before its file gets its name, so a file with that name is always one that the ledger knows.
 */
final class PackageStep {
    private final OrderRun run;
    private final JobRepository repository;
    private final LotLedger ledger;
    private final LotSealing sealing;

    PackageStep(OrderRun run, JobRepository repository, LotSealing sealing) {
        this.run = run;
        this.repository = repository;
        this.ledger = run.ledger().lots(run.order().id());
        this.sealing = sealing;
    }

    Step step(TaskExecutor threads) {
        return Partitions.step("package", repository, threads, this::lots, this::partition);
    }

    /** What is to be sealed; asked for once, before the partitions start, so the folder they share is made here. */
    private List<PlannedLot> lots() {
        List<PlannedLot> lots = run.unfinishedLots();
        try {
            DurableFiles.createFolders(run.folder().staging(run.unfinishedDelivery()), Access.UMASK);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        run.begin(
                Phase.PACKAGE,
                lots,
                lots.stream()
                        .filter(planned -> planned.state() == LotState.SEALED)
                        .mapToLong(planned -> planned.lot().modules())
                        .sum());
        return lots;
    }

    /** No transaction spans a lot: each of its two rows is committed by itself, one before and one after the rename. */
    private Step partition(LotRange range, StepExecution execution) {
        Iterator<PlannedLot> lots = range.of(ledger.lots(range.delivery())).stream()
                .filter(planned -> planned.state() != LotState.SEALED)
                .iterator();
        return new StepBuilder(execution.getStepName(), repository)
                .tasklet(
                        (contribution, context) -> {
                            if (!run.stop().ends(execution) && lots.hasNext()) {
                                run.requireRoom();
                                sealing.seal(lots.next());
                            }
                            return RepeatStatus.continueIf(lots.hasNext());
                        },
                        new ResourcelessTransactionManager())
                .build();
    }
}
