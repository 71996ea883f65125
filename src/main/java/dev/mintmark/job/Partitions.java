package dev.mintmark.job;

import dev.mintmark.delivery.PlannedLot;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.core.task.TaskExecutor;

/** Makes a step that works on many lots at once. */
final class Partitions {
    private Partitions() {}

    /**
     * @param lots the lots to be worked on, asked for when the step starts
     * @param work makes the step that does one partition; each partition gets its own, so nothing in it is shared
     */
    static Step step(
            String name,
            JobRepository repository,
            TaskExecutor threads,
            Supplier<List<PlannedLot>> lots,
            BiFunction<LotRange, StepExecution, Step> work) {
        return new StepBuilder(name, repository)
                .partitioner(name, gridSize -> LotRange.partitions(lots.get()))
                .step(new Worker(name, work))
                .taskExecutor(threads)
                .build();
    }

    private record Worker(String name, BiFunction<LotRange, StepExecution, Step> work) implements Step {
        @Override
        public String getName() {
            return name;
        }

        /**
         * Throws nothing: at the first partition that does, Spring Batch's handler takes the step for ended, and the others go on
         * behind the back of a run that gives up its keys and its ledger.
         */
        @Override
        public void execute(StepExecution execution) {
            try {
                work.apply(LotRange.of(execution), execution).execute(execution);
            } catch (Throwable failure) {
                execution.setStatus(BatchStatus.FAILED);
                execution.setExitStatus(ExitStatus.FAILED);
                execution.addFailureException(failure);
            }
        }
    }
}
