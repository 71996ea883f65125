package dev.mintmark.job;

import dev.mintmark.order.OrderId;
import java.security.SecureRandom;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.core.task.TaskExecutor;
import org.springframework.transaction.PlatformTransactionManager;

/** Starts production jobs, and heals what a killed process left in Spring Batch's tables. The only caller of its operator. */
public final class JobControl {
    private final JobOperator operator;
    private final JobRepository repository;
    private final PlatformTransactionManager transactions;
    private final TaskExecutor threads;
    private final SecureRandom random;

    JobControl(
            JobOperator operator,
            JobRepository repository,
            PlatformTransactionManager transactions,
            TaskExecutor threads,
            SecureRandom random) {
        this.operator = operator;
        this.repository = repository;
        this.transactions = transactions;
        this.threads = threads;
        this.random = random;
    }

    /**
     * Runs one order's job to its end, on from where an earlier run stopped.
     *
     * @throws RunFailedException if a step failed; nothing is lost, the next run goes on
     */
    RunEnd run(OrderRun run) {
        JobParameters parameters = parameters(run);
        heal(parameters, LocalDateTime.now(run.clock()));
        AtomicReference<JobExecution> begun = new AtomicReference<>();
        JobExecution execution;
        try {
            execution = operator.start(
                    ProductionJob.of(run, repository, transactions, threads, random, begun::set), parameters);
        } catch (JobExecutionException e) {
            throw new RunFailedException(
                    "Spring Batch does not start the job of order "
                            + run.order().id(),
                    e);
        } catch (RuntimeException e) {
            // that the job failed could not be written: Spring Batch throws that, and not why the job did
            if (begun.get() == null) {
                throw e;
            }
            begun.get().addFailureException(e);
            throw failure(run.order().id(), begun.get());
        }
        if (execution.getStatus() == BatchStatus.COMPLETED) {
            return RunEnd.DONE;
        }
        if (run.stop().isAsked()
                && execution.getAllFailureExceptions().stream().allMatch(JobInterruptedException.class::isInstance)) {
            return RunEnd.STOPPED;
        }
        throw failure(run.order().id(), execution);
    }

    /**
     * Makes a job startable that a dead process left as if it ran, or in doubt. What it did stands in the ledger, so nothing is
     * in doubt; and the caller holds the ledger, so no job is alive.
     */
    void heal(JobParameters parameters, LocalDateTime now) {
        JobInstance instance = repository.getJobInstance(ProductionJob.NAME, parameters);
        if (instance == null) {
            return;
        }
        JobExecution last = repository.getLastJobExecution(instance);
        if (last == null) {
            // killed between the two rows: start() would never take this instance again (spring-batch #4763)
            repository.deleteJobInstance(instance);
            return;
        }
        // not by the operator's recover(), which passes over whatever is UNKNOWN
        for (StepExecution step : last.getStepExecutions()) {
            if (isDead(step.getStatus())) {
                step.setStatus(BatchStatus.FAILED);
                step.setExitStatus(ExitStatus.FAILED);
                step.setEndTime(now);
                repository.update(step);
            }
        }
        if (isDead(last.getStatus())) {
            last.setStatus(BatchStatus.FAILED);
            last.setExitStatus(ExitStatus.FAILED);
            last.setEndTime(now);
            repository.update(last);
        }
    }

    private static boolean isDead(BatchStatus status) {
        return status.isRunning() || status == BatchStatus.UNKNOWN;
    }

    /** Whether an earlier run stopped before its end: then the next one ends that first, and sees no new submission. */
    boolean isUnderWay(OrderRun run) {
        return repository.getJobInstance(ProductionJob.NAME, parameters(run)) != null;
    }

    /** The order and its how-manieth run name the job instance: until that run is complete, the same instance goes on. */
    private JobParameters parameters(OrderRun run) {
        OrderId order = run.order().id();
        long completed = run.ledger().orders().find(order).orElseThrow().completedRuns();
        return new JobParametersBuilder()
                .addString("order", order.value())
                .addLong("run", completed + 1)
                .toJobParameters();
    }

    /**
     * What failed first is the cause: what a partition threw, before what its step made of it. What came after it is suppressed
     * and not lost: a row of Spring Batch's own that it cannot write again may hide why.
     */
    private static RunFailedException failure(OrderId order, JobExecution execution) {
        // not getAllFailureExceptions(), which gives them in any order; partitions come after their step, and fail
        // before it
        List<Throwable> failures = Stream.concat(
                        execution.getStepExecutions().stream()
                                .sorted(Comparator.comparing(StepExecution::getId)
                                        .reversed())
                                .flatMap(step -> step.getFailureExceptions().stream()),
                        execution.getFailureExceptions().stream())
                .distinct()
                .sorted(Comparator.comparing(failure -> failure instanceof JobExecutionException))
                .toList();
        RunFailedException failed = new RunFailedException(
                "order %s: the run failed in %s".formatted(order, failedStep(execution)),
                failures.isEmpty() ? null : failures.get(0));
        failures.stream().skip(1).forEach(failed::addSuppressed);
        return failed;
    }

    private static String failedStep(JobExecution execution) {
        return execution.getStepExecutions().stream()
                .filter(step -> step.getStatus() != BatchStatus.COMPLETED)
                .map(step -> step.getStepName())
                .findFirst()
                .orElse(execution.getStepExecutions().isEmpty() ? "its start" : "its end");
    }
}
