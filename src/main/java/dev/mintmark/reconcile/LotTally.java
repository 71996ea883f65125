package dev.mintmark.reconcile;

import dev.mintmark.disposition.Disposition;
import dev.mintmark.disposition.ModuleEvent;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts where the DACs of an order's lots are: at first all lie as they were delivered, then each that moved is moved. */
public final class LotTally {
    private final TreeMap<Integer, Counted> byFirstSeq = new TreeMap<>();

    private static final class Counted {
        private final LotCount lot;
        private final Map<Disposition, Figure> by = new EnumMap<>(Disposition.class);
        private Figure labelled = Figure.NONE;
        private Figure revoked = Figure.NONE;

        Counted(LotCount lot) {
            this.lot = lot;
            by.put(start(), new Figure(lot.dacs(), atRestSigned() ? lot.dacs() : 0));
        }

        Disposition start() {
            return lot.deliveredAt().isPresent() ? Disposition.DELIVERED : Disposition.UNDELIVERED;
        }

        boolean atRestSigned() {
            return lot.acknowledgedAt().isPresent();
        }

        void move(Disposition to, boolean signed) {
            if (to != start()) {
                by.merge(start(), Figure.one(atRestSigned()), Figure::minus);
                by.merge(to, Figure.one(signed), Figure::plus);
            }
        }

        LotSheet sheet() {
            return new LotSheet(lot.number(), lot.firstSeq(), lot.lastSeq(), new Dispositions(by, labelled, revoked));
        }
    }

    public LotTally(List<LotCount> lots) {
        lots.forEach(lot -> byFirstSeq.put(lot.firstSeq(), new Counted(lot)));
    }

    /** @param seq of a DAC whose module has another since, and of which no report tells */
    public void superseded(int seq) {
        lot(seq).move(Disposition.SUPERSEDED, false);
    }

    public void reported(ReportedModule module) {
        Counted lot = lot(module.seq());
        Disposition disposition = module.disposition();
        lot.move(disposition, module.isDecidedBySigned());
        if (disposition == Disposition.FLASHED && module.history().has(ModuleEvent.LABELLED)) {
            lot.labelled = lot.labelled.plus(Figure.one(module.isSigned(ModuleEvent.LABELLED)));
        }
        if (module.history().has(ModuleEvent.REVOKED)) {
            lot.revoked = lot.revoked.plus(Figure.one(module.isSigned(ModuleEvent.REVOKED)));
        }
    }

    private Counted lot(int seq) {
        Map.Entry<Integer, Counted> at = byFirstSeq.floorEntry(seq);
        if (at == null || seq > at.getValue().lot.lastSeq()) {
            throw new IllegalArgumentException("place %d is in no lot".formatted(seq));
        }
        return at.getValue();
    }

    /** By delivery, and within it by lot. */
    public List<DeliverySheet> sheets() {
        Map<Integer, List<Counted>> deliveries = new TreeMap<>();
        byFirstSeq.values().forEach(lot -> deliveries
                .computeIfAbsent(lot.lot.delivery(), number -> new ArrayList<>())
                .add(lot));
        List<DeliverySheet> sheets = new ArrayList<>();
        deliveries.forEach((number, lots) -> sheets.add(new DeliverySheet(
                number,
                lots.get(0).lot.deliveredAt(),
                lots.get(0).lot.acknowledgedAt(),
                lots.stream().map(Counted::sheet).toList())));
        return sheets;
    }
}
