package dev.mintmark.disposition;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HistoryTest {
    private static final Instant DAY = Instant.parse("2026-11-20T00:00:00Z");

    static Step step(ModuleEvent event, int minute) {
        return new Step(event, DAY.plusSeconds(60L * minute), "", "", "");
    }

    private static History of(Step... steps) {
        return History.of(List.of(steps));
    }

    @Test
    void theLastStepByTimeSaysWhereAModuleIs() {
        assertThat(of().disposition()).isEqualTo(Disposition.DELIVERED);
        assertThat(of(step(ModuleEvent.SHIPPED, 9), step(ModuleEvent.FLASHED, 1))
                        .disposition())
                .isEqualTo(Disposition.SHIPPED);
        assertThat(of(step(ModuleEvent.RETURNED, 5), step(ModuleEvent.FLASHED, 7))
                        .disposition())
                .isEqualTo(Disposition.FLASHED);
    }

    @Test
    void labelsAndMarksLeaveItWhereItIs() {
        History history = of(step(ModuleEvent.LABELLED, 2), step(ModuleEvent.REPRINTED, 3));
        assertThat(history.disposition()).isEqualTo(Disposition.DELIVERED);
        assertThat(history.with(step(ModuleEvent.REVOKED, 9)).orElseThrow().disposition())
                .isEqualTo(Disposition.DELIVERED);
    }

    /** A factory that reports a day's work with the day alone. */
    @Test
    void ofEventsWithOneTimeTheTableHasTheOrder() {
        History history = of().with(step(ModuleEvent.SHIPPED, 0))
                .flatMap(one -> one.with(step(ModuleEvent.LABELLED, 0)))
                .flatMap(one -> one.with(step(ModuleEvent.FLASHED, 0)))
                .orElseThrow();
        assertThat(history.disposition()).isEqualTo(Disposition.SHIPPED);
    }

    @Test
    void whatIsScrappedStaysScrappedAndWhatWasShippedIsScrappedOnlyOnceItCameBack() {
        History scrapped = of(step(ModuleEvent.FLASHED, 1), step(ModuleEvent.SCRAPPED, 5));
        for (ModuleEvent event : List.of(
                ModuleEvent.FLASHED,
                ModuleEvent.LABELLED,
                ModuleEvent.REPRINTED,
                ModuleEvent.SHIPPED,
                ModuleEvent.RETURNED)) {
            assertThat(scrapped.with(step(event, 6))).as(event.word()).isEmpty();
        }
        assertThat(scrapped.with(step(ModuleEvent.REVOKED, 6))).isPresent();
        History shipped = of(step(ModuleEvent.SHIPPED, 5));
        assertThat(shipped.with(step(ModuleEvent.SCRAPPED, 6))).isEmpty();
        assertThat(shipped.with(step(ModuleEvent.RETURNED, 6))
                        .flatMap(back -> back.with(step(ModuleEvent.SCRAPPED, 7)))
                        .map(History::disposition))
                .contains(Disposition.SCRAPPED);
    }

    @Test
    void aLateReportIsRefusedIfWhatIsKnownToHaveFollowedCouldNotHave() {
        History shipped = of(step(ModuleEvent.FLASHED, 1), step(ModuleEvent.SHIPPED, 9));
        assertThat(shipped.with(step(ModuleEvent.SCRAPPED, 5))).isEmpty();
        assertThat(shipped.with(step(ModuleEvent.LABELLED, 5)).map(History::disposition))
                .contains(Disposition.SHIPPED);
        assertThat(shipped.with(step(ModuleEvent.LABELLED, 10))).isEmpty();
    }

    @Test
    void labelsCountAgainstFlashesAndReprints() {
        assertThat(of(step(ModuleEvent.LABELLED, 1)).labelsTooMany()).isEqualTo(1);
        assertThat(of(step(ModuleEvent.FLASHED, 0), step(ModuleEvent.LABELLED, 1))
                        .labelsTooMany())
                .isZero();
        assertThat(of(step(ModuleEvent.LABELLED, 1), step(ModuleEvent.SHIPPED, 2))
                        .labelsTooMany())
                .isZero();
        List<Step> twice = new ArrayList<>(
                List.of(step(ModuleEvent.FLASHED, 0), step(ModuleEvent.LABELLED, 1), step(ModuleEvent.LABELLED, 2)));
        assertThat(History.of(twice).labelsTooMany()).isEqualTo(1);
        twice.add(step(ModuleEvent.REPRINTED, 2));
        assertThat(History.of(twice).labelsTooMany()).isZero();
    }

    /** What was taken is always a path, and in whatever order what was taken is told again, it is the same one. */
    @Test
    void historiesOfAnyOrderAreTheSame() {
        Random random = new Random(7);
        for (int round = 0; round < 2000; round++) {
            List<Step> taken = new ArrayList<>();
            History history = of();
            for (int i = 0; i < 12; i++) {
                Step step = step(ModuleEvent.values()[random.nextInt(ModuleEvent.values().length)], random.nextInt(20));
                Optional<History> longer = history.has(step) ? Optional.empty() : history.with(step);
                if (longer.isPresent()) {
                    history = longer.get();
                    taken.add(step);
                }
            }
            Collections.shuffle(taken, random);
            assertThat(History.of(taken).steps()).isEqualTo(history.steps());
            assertThat(History.of(taken).disposition()).isEqualTo(history.disposition());
        }
    }
}
