package dev.mintmark.job;

import dev.mintmark.order.KeyOrigin;
import java.security.SecureRandom;
import java.util.function.Consumer;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.listener.JobExecutionListener;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.core.task.TaskExecutor;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The job: intake, issue, package, deliver, reconcile. Built anew for each order from plain objects, so that no step is looked
 * up by name and nothing is shared between orders. A crash costs the units of work under way; run again with the same
 * parameters it goes on from the ledger's rows.
 */
final class ProductionJob {
    static final String NAME = "production";

    private ProductionJob() {}

    /** @param begun is told when it begins */
    static Job of(
            OrderRun run,
            JobRepository repository,
            PlatformTransactionManager transactions,
            TaskExecutor threads,
            SecureRandom random,
            Consumer<JobExecution> begun) {
        Step intake = new IntakeStep(run, repository).step();
        LotSealing sealing = new LotSealing(run, random);
        Step packaging = new PackageStep(run, repository, sealing).step(threads);
        Step deliver = new DeliverStep(run, repository, sealing).step();
        Step reconcile = new ReconcileStep(run, repository, transactions).step();
        var made = new JobBuilder(NAME, repository)
                .listener(telling(begun))
                .start(intake)
                .on(IntakeStep.NOTHING_TO_DELIVER)
                .to(reconcile)
                .from(intake)
                .on("COMPLETED");
        // what another CA signed has been stored with its module
        var packaged = run.order().keys() == KeyOrigin.ADOPTED
                ? made.to(packaging)
                : made.to(new IssueStep(run, repository, transactions).step(threads))
                        .next(packaging);
        return packaged.next(deliver)
                .next(reconcile)
                .from(intake)
                .on("*")
                .fail()
                .end()
                .build();
    }

    private static JobExecutionListener telling(Consumer<JobExecution> begun) {
        return new JobExecutionListener() {
            @Override
            public void beforeJob(JobExecution execution) {
                begun.accept(execution);
            }
        };
    }
}
