package dev.mintmark.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mintmark.delivery.Lot;
import dev.mintmark.delivery.LotNumber;
import dev.mintmark.delivery.LotState;
import dev.mintmark.delivery.PlannedLot;
import dev.mintmark.store.Ledger;
import dev.mintmark.store.LedgerDatabase;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/** Heals what killed processes leave in Spring Batch's tables; each state is put there as the kill would leave it. */
final class JobControlTest {
    @TempDir
    private static Path folder;

    private static LedgerDatabase database;
    private static ConfigurableApplicationContext context;
    private static JobRepository repository;
    private static JobControl control;
    private static long runs;

    private final JobParameters parameters = new JobParametersBuilder()
            .addString("order", "PO-1")
            .addLong("run", ++runs)
            .toJobParameters();

    @BeforeAll
    static void start() {
        database = LedgerDatabase.open(folder, Map.of());
        context = ProductionConfiguration.start(new Ledger(database), new SecureRandom());
        repository = context.getBean(JobRepository.class);
        control = context.getBean(JobControl.class);
    }

    @AfterAll
    static void stop() {
        context.close();
        database.close();
    }

    /** Starts a job of the same name and parameters, as the next run would. */
    private BatchStatus startAgain() throws Exception {
        return startAgain(nothing("intake"));
    }

    private BatchStatus startAgain(Step step) throws Exception {
        return start(step).getStatus();
    }

    private JobExecution start(Step step) throws Exception {
        Job job = new JobBuilder(ProductionJob.NAME, repository).start(step).build();
        return context.getBean(JobOperator.class).start(job, parameters);
    }

    private JobExecution killed(String jobStatus, String stepStatus) {
        JobInstance instance = repository.createJobInstance(ProductionJob.NAME, parameters);
        JobExecution execution = repository.createJobExecution(instance, parameters, new ExecutionContext());
        StepExecution step = repository.createStepExecution("intake", execution);
        JdbcTemplate sql = new JdbcTemplate(database.dataSource());
        sql.update(
                "UPDATE batch_job_execution SET status = ?, start_time = ? WHERE job_execution_id = ?",
                jobStatus,
                LocalDateTime.now(),
                execution.getId());
        sql.update(
                "UPDATE batch_step_execution SET status = ?, start_time = ? WHERE step_execution_id = ?",
                stepStatus,
                LocalDateTime.now(),
                step.getId());
        return execution;
    }

    @Test
    void anInstanceWithoutAnExecutionIsForgottenSoThatItsJobStarts() throws Exception {
        repository.createJobInstance(ProductionJob.NAME, parameters);

        control.heal(parameters, LocalDateTime.now());

        assertThat(repository.getJobInstance(ProductionJob.NAME, parameters)).isNull();
        assertThat(startAgain()).isEqualTo(BatchStatus.COMPLETED);
    }

    @ParameterizedTest
    @CsvSource({
        "STARTING, STARTING",
        "STARTED, STARTED",
        "STARTED, COMPLETED",
        "STARTED, FAILED",
        "STARTED, UNKNOWN",
        "STOPPING, STARTED",
        "STOPPING, STOPPED",
        "UNKNOWN, STARTED",
        "UNKNOWN, UNKNOWN",
        "UNKNOWN, COMPLETED",
        "FAILED, UNKNOWN"
    })
    void aJobThatDiedIsFailedAndGoesOn(String jobStatus, String stepStatus) throws Exception {
        JobExecution execution = killed(jobStatus, stepStatus);

        control.heal(parameters, LocalDateTime.now());

        assertThat(repository.getJobExecution(execution.getId()).getStatus()).isEqualTo(BatchStatus.FAILED);
        assertThat(startAgain()).isEqualTo(BatchStatus.COMPLETED);
    }

    @ParameterizedTest
    @CsvSource({"COMPLETED, COMPLETED", "STOPPED, STOPPED", "FAILED, FAILED"})
    void aJobThatEndedIsLeftAlone(String jobStatus, String stepStatus) {
        JobExecution execution = killed(jobStatus, stepStatus);

        control.heal(parameters, LocalDateTime.now());

        assertThat(repository.getJobExecution(execution.getId()).getStatus()).isEqualTo(BatchStatus.valueOf(jobStatus));
    }

    /** The step had begun to make its partitions, each by its own commit, and the run before died so too. */
    @Test
    void aSplitThatWasCutOffTwiceIsMadeWhole() throws Exception {
        JobInstance instance = repository.createJobInstance(ProductionJob.NAME, parameters);
        for (int death = 0; death < 2; death++) {
            JobExecution execution = repository.createJobExecution(instance, parameters, new ExecutionContext());
            for (String step : List.of("issue", "issue:delivery-1-lots-0001-0001")) {
                StepExecution started = repository.createStepExecution(step, execution);
                started.setStatus(BatchStatus.STARTED);
                started.setStartTime(LocalDateTime.now());
                repository.update(started);
            }
            execution.setStatus(BatchStatus.STARTED);
            execution.setStartTime(LocalDateTime.now());
            repository.update(execution);
            control.heal(parameters, LocalDateTime.now());
        }
        List<String> worked = new ArrayList<>();

        assertThat(startAgain(Partitions.step("issue", repository, Runnable::run, () -> lots(3), (range, step) -> {
                    worked.add(range.firstLot() + "-" + range.lastLot());
                    return nothing(step.getStepName());
                })))
                .isEqualTo(BatchStatus.COMPLETED);

        assertThat(worked).containsExactlyInAnyOrder("1-1", "2-2", "3-3");
    }

    /** A step that Spring Batch left in doubt, as when two threads wrote its row, is done again. */
    @Test
    void aPartitionInDoubtIsDoneAgainAndOneThatIsDoneIsNot() throws Exception {
        JobInstance instance = repository.createJobInstance(ProductionJob.NAME, parameters);
        JobExecution execution = repository.createJobExecution(instance, parameters, new ExecutionContext());
        Map.of(
                        "issue", BatchStatus.UNKNOWN,
                        "issue:delivery-1-lots-0001-0001", BatchStatus.COMPLETED,
                        "issue:delivery-1-lots-0002-0002", BatchStatus.UNKNOWN,
                        "issue:delivery-1-lots-0003-0003", BatchStatus.STARTING)
                .forEach((name, status) -> {
                    StepExecution step = repository.createStepExecution(name, execution);
                    step.setStatus(status);
                    step.setStartTime(LocalDateTime.now());
                    repository.update(step);
                });
        execution.setStatus(BatchStatus.UNKNOWN);
        execution.setStartTime(LocalDateTime.now());
        repository.update(execution);
        List<String> worked = new ArrayList<>();

        control.heal(parameters, LocalDateTime.now());

        assertThat(startAgain(Partitions.step("issue", repository, Runnable::run, () -> lots(3), (range, step) -> {
                    worked.add(range.firstLot() + "-" + range.lastLot());
                    return nothing(step.getStepName());
                })))
                .isEqualTo(BatchStatus.COMPLETED);
        assertThat(worked).containsExactlyInAnyOrder("2-2", "3-3");
    }

    /** Else the others would go on behind the back of a run that has ended, and has wiped the order's key. */
    @Test
    void aStepEndsOnlyWhenAllItsPartitionsHave() throws Exception {
        Queue<Integer> worked = new ConcurrentLinkedQueue<>();
        Step step = Partitions.step(
                "issue",
                repository,
                context.getBean(ThreadPoolTaskExecutor.class),
                () -> lots(20),
                (range, partition) -> {
                    if (range.firstLot() % 2 == 0) {
                        throw new IllegalStateException("cannot begin");
                    }
                    return new StepBuilder(partition.getStepName(), repository)
                            .tasklet(
                                    (contribution, chunk) -> {
                                        Thread.sleep(50);
                                        worked.add(range.firstLot());
                                        return RepeatStatus.FINISHED;
                                    },
                                    new ResourcelessTransactionManager())
                            .build();
                });

        JobExecution execution = start(step);

        assertThat(worked).containsExactlyInAnyOrder(1, 3, 5, 7, 9, 11, 13, 15, 17, 19);
        assertThat(execution.getStatus()).isEqualTo(BatchStatus.FAILED);
        assertThat(execution.getAllFailureExceptions())
                .filteredOn(failure -> "cannot begin".equals(failure.getMessage()))
                .hasSize(10);
        control.heal(parameters, LocalDateTime.now());
        List<Integer> again = new ArrayList<>();
        assertThat(startAgain(
                        Partitions.step("issue", repository, Runnable::run, () -> lots(20), (range, partition) -> {
                            again.add(range.firstLot());
                            return nothing(partition.getStepName());
                        })))
                .isEqualTo(BatchStatus.COMPLETED);
        assertThat(again).containsExactlyInAnyOrder(2, 4, 6, 8, 10, 12, 14, 16, 18, 20);
    }

    /** The dead run's rows are of tomorrow: the clock was wrong then, or is now. */
    @Test
    void aClockThatWasSetBackKeepsNoJobFromGoingOn() throws Exception {
        JobExecution execution = killed("STARTED", "STARTED");
        LocalDateTime yesterday = LocalDateTime.now().minusDays(1);

        control.heal(parameters, yesterday);

        assertThat(repository.getJobExecution(execution.getId()).getEndTime()).isEqualTo(yesterday);
        assertThat(startAgain()).isEqualTo(BatchStatus.COMPLETED);
    }

    private static List<PlannedLot> lots(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(lot -> new PlannedLot(
                        new Lot(1, new LotNumber(lot), 10 * lot - 9, 10 * lot), LotState.PLANNED, Optional.empty()))
                .toList();
    }

    private static Step nothing(String name) {
        return new StepBuilder(name, repository)
                .tasklet((contribution, chunk) -> RepeatStatus.FINISHED, new ResourcelessTransactionManager())
                .build();
    }

    /** What Spring Batch keeps is text that names the order and its run; nothing else is worth stealing there. */
    @Test
    void noContextIsSerializedJava() throws Exception {
        startAgain();

        assertThat(new JdbcTemplate(database.dataSource())
                        .queryForList("SELECT short_context FROM batch_job_execution_context", String.class))
                .isNotEmpty()
                .allMatch(text -> text.startsWith("{"));
    }
}
