package dev.mintmark.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mintmark.store.Ledger;
import dev.mintmark.store.LedgerDatabase;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.LocalDateTime;
import java.util.Map;
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
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

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
        Job job = new JobBuilder(ProductionJob.NAME, repository)
                .start(new StepBuilder("intake", repository)
                        .tasklet((contribution, chunk) -> RepeatStatus.FINISHED, new ResourcelessTransactionManager())
                        .build())
                .build();
        return context.getBean(JobOperator.class).start(job, parameters).getStatus();
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
