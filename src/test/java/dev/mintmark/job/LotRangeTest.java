package dev.mintmark.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mintmark.delivery.Lot;
import dev.mintmark.delivery.LotNumber;
import dev.mintmark.delivery.LotState;
import dev.mintmark.delivery.PlannedLot;
import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.step.StepExecution;

final class LotRangeTest {
    /** Spring Batch's column for a step's name. */
    private static final int LONGEST_NAME = 100;

    private static List<PlannedLot> lots(int delivery, int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> new PlannedLot(
                        new Lot(delivery, new LotNumber(number), number * 500 - 499, number * 500),
                        LotState.PLANNED,
                        Optional.empty()))
                .toList();
    }

    /** As Spring Batch names a partition: the step's name before it. */
    static StepExecution step(String name) {
        JobParameters none = new JobParameters();
        return new StepExecution(1, name, new JobExecution(1, new JobInstance(1, ProductionJob.NAME), none));
    }

    private static List<LotRange> ranges(List<PlannedLot> lots) {
        return LotRange.partitions(lots).keySet().stream()
                .map(name -> LotRange.of(step("package:" + name)))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 255, 256, 257, 511, 512, 2000, 9999})
    void partitionsHoldEachLotOnceAndAreNearlyEqual(int count) {
        List<PlannedLot> lots = lots(7, count);
        List<PlannedLot> covered = new ArrayList<>();
        IntSummaryStatistics sizes = new IntSummaryStatistics();
        for (LotRange range : ranges(lots)) {
            List<PlannedLot> within = range.of(lots);
            covered.addAll(within);
            sizes.accept(within.size());
            assertThat(range.delivery()).isEqualTo(7);
        }

        assertThat(covered).isEqualTo(lots);
        assertThat(sizes.getCount()).isEqualTo(Math.min(count, 256));
        assertThat(sizes.getMax() - sizes.getMin()).isLessThanOrEqualTo(1);
    }

    /** A restart must find the partitions of the run before, by name. */
    @Test
    void theSameLotsAlwaysGiveTheSamePartitionsWhateverTheirState() {
        List<PlannedLot> sealing = lots(1, 300).stream()
                .map(planned -> new PlannedLot(planned.lot(), LotState.SEALING, planned.sealed()))
                .toList();

        assertThat(LotRange.partitions(sealing).keySet())
                .containsExactlyElementsOf(LotRange.partitions(lots(1, 300)).keySet());
    }

    @Test
    void whereAPartitionStandsIsInItsNameAndNowhereElse() {
        assertThat(LotRange.partitions(lots(3, 2)))
                .hasSize(2)
                .allSatisfy((name, context) -> assertThat(context.isEmpty()).isTrue())
                .containsKeys("delivery-3-lots-0001-0001", "delivery-3-lots-0002-0002");
    }

    @Test
    void theLongestNameFitsItsColumnAndIsReadBack() {
        Lot last = new Lot(Integer.MAX_VALUE, new LotNumber(9999), 1, Integer.MAX_VALUE);
        String name = "package:"
                + LotRange.partitions(List.of(new PlannedLot(last, LotState.PLANNED, Optional.empty())))
                        .keySet()
                        .iterator()
                        .next();

        assertThat(name).hasSizeLessThanOrEqualTo(LONGEST_NAME);
        assertThat(LotRange.of(step(name))).isEqualTo(new LotRange(Integer.MAX_VALUE, 9999, 9999));
    }

    @Test
    void noLotsMakeNoPartitions() {
        assertThat(LotRange.partitions(List.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"package", "package:", "delivery-1-lots-0001-0002", "package:delivery-1-lots-0001"})
    void anotherStepsNameIsNoRange(String name) {
        assertThatThrownBy(() -> LotRange.of(step(name))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aStopEndsAStepOnlyOnceItWasAskedFor() {
        StopSignal stop = new StopSignal();
        StepExecution step = step("intake");

        assertThat(stop.ends(step)).isFalse();
        assertThat(step.isTerminateOnly()).isFalse();

        stop.ask();
        assertThat(stop.ends(step)).isTrue();
        assertThat(step.isTerminateOnly()).isTrue();
    }
}
