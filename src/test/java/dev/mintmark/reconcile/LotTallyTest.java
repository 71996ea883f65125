package dev.mintmark.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mintmark.disposition.Disposition;
import dev.mintmark.disposition.ModuleEvent;
import dev.mintmark.disposition.Step;
import dev.mintmark.disposition.TakenStep;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LotTallyTest {
    private static final Instant NOW = Instant.parse("2026-11-20T00:00:00Z");

    private static LotCount lot(int delivery, int number, int first, int last, boolean acknowledged) {
        return new LotCount(
                delivery,
                number,
                first,
                last,
                last - first + 1,
                Optional.of(NOW),
                acknowledged ? Optional.of(NOW) : Optional.empty());
    }

    private static ReportedModule module(int seq, boolean superseded, boolean signed, ModuleEvent... events) {
        return new ReportedModule(
                seq,
                "m" + seq,
                superseded,
                Arrays.stream(events)
                        .map(event -> new TakenStep(
                                new Step(event, NOW.plusSeconds(event.ordinal()), "", "", ""), 1, seq, signed))
                        .toList());
    }

    @Test
    void eachDacIsCountedOnceAndEachFigureSaysWhatIsSigned() {
        LotTally tally = new LotTally(List.of(lot(1, 1, 1, 5, true), lot(1, 2, 6, 8, true), lot(2, 1, 9, 12, false)));
        tally.reported(module(1, false, true, ModuleEvent.FLASHED, ModuleEvent.LABELLED));
        tally.reported(module(2, false, false, ModuleEvent.FLASHED));
        tally.reported(module(8, false, true, ModuleEvent.FLASHED, ModuleEvent.SHIPPED, ModuleEvent.REVOKED));
        tally.reported(module(9, true, true, ModuleEvent.FLASHED));
        tally.superseded(10);

        List<DeliverySheet> sheets = tally.sheets();

        Dispositions first = sheets.get(0).dispositions();
        assertThat(first.issued()).isEqualTo(8);
        assertThat(first.figure(Disposition.DELIVERED)).isEqualTo(new Figure(5, 5));
        assertThat(first.figure(Disposition.FLASHED)).isEqualTo(new Figure(2, 1));
        assertThat(first.labelled()).isEqualTo(new Figure(1, 1));
        assertThat(first.figure(Disposition.SHIPPED)).isEqualTo(new Figure(1, 1));
        assertThat(first.revoked()).isEqualTo(new Figure(1, 1));
        assertThat(sheets.get(0).lots().get(1).dispositions().issued()).isEqualTo(3);
        Dispositions second = sheets.get(1).dispositions();
        assertThat(second.figure(Disposition.DELIVERED)).isEqualTo(new Figure(2, 0));
        assertThat(second.figure(Disposition.SUPERSEDED)).isEqualTo(new Figure(2, 0));
    }
}
