package dev.mintmark.job;

import dev.mintmark.delivery.LotContents;
import dev.mintmark.delivery.LotFile;
import dev.mintmark.delivery.LotHead;
import dev.mintmark.delivery.LotLedger;
import dev.mintmark.delivery.LotState;
import dev.mintmark.delivery.MadePartition;
import dev.mintmark.delivery.PlannedLot;
import dev.mintmark.delivery.SealedLot;
import dev.mintmark.durable.Access;
import dev.mintmark.durable.DurableFiles;
import dev.mintmark.format.seal.Sealing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
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
    private final LotContents contents;
    private final Sealing sealing;

    PackageStep(OrderRun run, JobRepository repository, SecureRandom random) {
        this.run = run;
        this.repository = repository;
        this.ledger = run.ledger().lots(run.order().id());
        this.contents = new LotContents(run.lotRecipe());
        this.sealing = new Sealing(run.material().recipients(), random);
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
                                seal(lots.next());
                            }
                            return RepeatStatus.continueIf(lots.hasNext());
                        },
                        new ResourcelessTransactionManager())
                .build();
    }

    private void seal(PlannedLot planned) throws IOException {
        Path staging = run.folder().staging(planned.lot().delivery());
        Path target = staging.resolve(planned.lot().number().sealedFile());
        if (planned.state() == LotState.SEALING && Files.exists(target)) {
            // the name was given after the ledger had the hashes, so this is the file they are of
            ledger.sealed(planned.lot());
        } else {
            render(planned, staging);
        }
        run.watch().advance(planned.lot().modules());
    }

    private void render(PlannedLot planned, Path staging) throws IOException {
        try (LotFile file = LotFile.create(staging, head(planned), sealing)) {
            List<MadePartition> partitions = contents.write(planned.lot(), ledger.modules(planned.lot()), file::add);
            SealedLot sealed = file.finish();
            if (planned.sealed().isPresent()
                    && !planned.sealed().get().tarSha256().equals(sealed.tarSha256())) {
                throw new IllegalStateException("%s came out otherwise than before; product or software changed"
                        .formatted(planned.lot().number()));
            }
            ledger.sealing(planned.lot(), sealed, partitions);
            ledger.sync();
            file.publish();
            ledger.sealed(planned.lot());
        }
    }

    /** The delivery's own time, which a second rendering finds in the ledger again. */
    private LotHead head(PlannedLot planned) {
        Instant time = run.delivery(planned.lot().delivery()).plannedAt();
        return new LotHead(
                run.order().id(), planned.lot().delivery(), planned.lot().number(), time);
    }
}
