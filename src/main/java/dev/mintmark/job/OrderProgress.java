package dev.mintmark.job;

import dev.mintmark.disposition.ModuleEvent;
import dev.mintmark.disposition.TakenStep;
import dev.mintmark.order.OrderId;
import dev.mintmark.report.OrderReport.Milestone;
import dev.mintmark.report.OrderReport.Stage;
import dev.mintmark.store.DeliveryRow;
import dev.mintmark.store.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** When how many modules had come how far: each counted once a stage, when it came there first. */
final class OrderProgress {
    /** Steps of a line that anybody can tell apart. */
    private static final int MOST = 120;

    private final Ledger ledger;
    private final OrderId order;

    OrderProgress(Ledger ledger, OrderId order) {
        this.ledger = ledger;
        this.order = order;
    }

    List<Milestone> milestones() {
        List<Milestone> milestones = new ArrayList<>();
        TreeMap<Instant, Long> accepted = new TreeMap<>();
        ledger.orders()
                .submissions(order)
                .forEach(taken -> accepted.merge(taken.takenAt(), (long) taken.accepted(), Long::sum));
        add(milestones, Stage.ACCEPTED, accepted);
        TreeMap<Instant, Long> delivered = new TreeMap<>();
        ledger.orders().deliveries(order).stream()
                .filter(DeliveryRow::isDelivered)
                .forEach(row -> delivered.merge(row.deliveredAt().orElseThrow(), (long) row.modules(), Long::sum));
        add(milestones, Stage.DELIVERED, delivered);
        TreeMap<Instant, Long> flashed = new TreeMap<>();
        TreeMap<Instant, Long> shipped = new TreeMap<>();
        if (ledger.dispositions(order).reports().taken() > 0) {
            ledger.dispositions(order).reported(module -> {
                count(flashed, module.taken(), ModuleEvent.FLASHED);
                count(shipped, module.taken(), ModuleEvent.SHIPPED);
            });
        }
        add(milestones, Stage.FLASHED, flashed);
        add(milestones, Stage.SHIPPED, shipped);
        return milestones;
    }

    private static void count(TreeMap<Instant, Long> to, List<TakenStep> taken, ModuleEvent event) {
        taken.stream()
                .filter(one -> one.step().event() == event)
                .map(one -> one.step().at())
                .min(Instant::compareTo)
                .ifPresent(first -> to.merge(first, 1L, Long::sum));
    }

    private static void add(List<Milestone> to, Stage stage, TreeMap<Instant, Long> counts) {
        TreeMap<Instant, Long> few = counts.size() <= MOST ? counts : together(counts);
        long total = 0;
        for (Map.Entry<Instant, Long> each : few.entrySet()) {
            if (each.getValue() > 0) {
                total += each.getValue();
                to.add(new Milestone(stage, each.getKey(), total));
            }
        }
    }

    /** Those of one stretch of time count at its end. */
    private static TreeMap<Instant, Long> together(TreeMap<Instant, Long> counts) {
        Instant first = counts.firstKey();
        long stretch = Math.max(1, Duration.between(first, counts.lastKey()).toMillis() / (MOST - 1));
        TreeMap<Instant, Long> few = new TreeMap<>();
        counts.forEach((at, count) -> {
            long number = (Duration.between(first, at).toMillis() + stretch - 1) / stretch;
            few.merge(first.plusMillis(number * stretch), count, Long::sum);
        });
        return few;
    }
}
