package dev.mintmark.job;

import dev.mintmark.csr.Submission;
import dev.mintmark.csr.Submissions;
import dev.mintmark.order.KeyOrigin;
import java.io.IOException;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;

/**
 * Takes in each submission that is new, whole or not at all, one transaction each, then plans the delivery. A delivery that an
 * earlier run left unfinished is finished first; further submissions wait for the next run.
 */
final class IntakeStep implements Tasklet {
    /** Exit status of a run that found no new module. */
    static final String NOTHING_TO_DELIVER = "NOTHING TO DELIVER";

    private final OrderRun run;
    private final JobRepository repository;
    private final SubmissionIntake intake;
    private final HostMadeIntake hostMade;
    private Iterator<Submission> submissions;

    IntakeStep(OrderRun run, JobRepository repository) {
        this.run = run;
        this.repository = repository;
        this.intake = new SubmissionIntake(run);
        this.hostMade = new HostMadeIntake(run);
    }

    Step step() {
        return new StepBuilder("intake", repository)
                .tasklet(this, new ResourcelessTransactionManager())
                .build();
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) throws Exception {
        if (run.stop().ends(contribution.getStepExecution())) {
            return RepeatStatus.CONTINUABLE;
        }
        if (run.ledger().orders().unfinishedDelivery(run.order().id()).isPresent()) {
            run.log().checkpoint();
            return RepeatStatus.FINISHED;
        }
        if (submissions == null) {
            run.watch().begin(run.order().id(), Phase.INTAKE, 0, 0);
            submissions = submissions().iterator();
        }
        if (run.order().keys() == KeyOrigin.HOST_MADE && !run.material().maker().isMissing() && hostMade.takeNext()) {
            return RepeatStatus.CONTINUABLE;
        }
        if (submissions.hasNext()) {
            intake.take(submissions.next());
            return RepeatStatus.CONTINUABLE;
        }
        plan(contribution);
        return RepeatStatus.FINISHED;
    }

    /** Without what modules bring along none can be taken: requests wait for it. */
    private List<Submission> submissions() {
        if (run.material().maker().isMissing()) {
            run.watch()
                    .say("%s is not there: requests of order %s wait for it"
                            .formatted(
                                    run.order().nvsValues().orElseThrow(),
                                    run.order().id()));
            return List.of();
        }
        return run.order()
                .submission()
                .map(place -> Submissions.list(place, run.material().submissionSigners()))
                .orElse(List.of());
    }

    /** What was decided is in the signed log before the first certificate is signed. */
    private void plan(StepContribution contribution) throws IOException {
        run.watch().end();
        Instant now = run.clock().instant();
        Optional<Integer> delivery =
                run.ledger().orders().planDelivery(run.order().id(), run.order().lotSize(), now);
        run.log().checkpoint();
        if (delivery.isEmpty()) {
            contribution.setExitStatus(new ExitStatus(NOTHING_TO_DELIVER));
        }
    }
}
