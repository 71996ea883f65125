package dev.mintmark.job;

import dev.mintmark.disposition.History;
import dev.mintmark.disposition.Step;
import dev.mintmark.order.OrderId;
import dev.mintmark.reconcile.LotCount;
import dev.mintmark.reported.ReportRow;
import dev.mintmark.reported.RowFault;
import dev.mintmark.store.JdbcReports;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Judges the rows of one report against the ledger, and enters those that are new. In the caller's transaction. */
final class ReportRows {
    /** Rows that a report may be refused; beyond, it is refused whole: it is not for this order, or not read rightly. */
    static final int MOST_REFUSED = 10_000;

    /** Rows judged at a time. */
    private static final int BATCH = 1000;

    /** Clocks of stations are not ours. */
    private static final Duration CLOCKS = Duration.ofDays(1);

    private final JdbcReports reports;
    private final OrderId order;
    private final int report;
    private final Instant now;
    private final TreeMap<Integer, LotCount> lots = new TreeMap<>();
    private final List<ReportRow.Good> waiting = new ArrayList<>();
    private final List<ReportRow.Refused> refused = new ArrayList<>();
    private int taken;
    private int known;
    private int entered;

    /**
     * @param report its number in the order
     * @param now when it is taken
     * @param lots of the order, by place
     */
    ReportRows(JdbcReports reports, OrderId order, int report, Instant now, List<LotCount> lots) {
        this.reports = reports;
        this.order = order;
        this.report = report;
        this.now = now;
        lots.forEach(lot -> this.lots.put(lot.firstSeq(), lot));
    }

    /** Thrown through the reader of a report that has too many bad rows. */
    static final class TooManyRefusedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient ReportRow.Refused first;

        TooManyRefusedException(ReportRow.Refused first) {
            super("more than %d rows are refused".formatted(MOST_REFUSED));
            this.first = first;
        }

        ReportRow.Refused first() {
            return first;
        }
    }

    void row(ReportRow row) {
        if (row instanceof ReportRow.Good good) {
            waiting.add(good);
            if (waiting.size() == BATCH) {
                judge();
            }
        } else {
            refuse((ReportRow.Refused) row);
        }
    }

    /** After the last row. */
    void finish() {
        judge();
        enterRefused();
    }

    int taken() {
        return taken;
    }

    int known() {
        return known;
    }

    List<ReportRow.Refused> refused() {
        return refused;
    }

    private void refuse(ReportRow.Refused row) {
        refused.add(row);
        if (refused.size() > MOST_REFUSED) {
            throw new TooManyRefusedException(refused.get(0));
        }
    }

    private void enterRefused() {
        reports.refuse(report, refused.subList(entered, refused.size()));
        entered = refused.size();
    }

    private record Placed(ReportRow.Good row, JdbcReports.Place place) {}

    private void judge() {
        Map<String, JdbcReports.Place> places =
                reports.places(waiting.stream().map(ReportRow.Good::moduleId).collect(Collectors.toSet()));
        Set<String> expected = places.values().stream()
                .flatMap(place -> place.dacSha256().stream())
                .collect(Collectors.toSet());
        Map<String, JdbcReports.Place> otherDacs = reports.ofDacs(waiting.stream()
                .map(row -> row.step().dacSha256())
                .filter(dac -> !dac.isEmpty() && !expected.contains(dac))
                .collect(Collectors.toSet()));
        List<Placed> placed = new ArrayList<>();
        for (ReportRow.Good row : waiting) {
            place(row, places, otherDacs).ifPresent(place -> placed.add(new Placed(row, place)));
        }
        Set<Integer> seqs = placed.stream().map(one -> one.place().seq()).collect(Collectors.toSet());
        Map<Integer, History> histories = new HashMap<>(seqs.isEmpty() ? Map.of() : reports.histories(seqs));
        List<JdbcReports.Event> events = new ArrayList<>();
        for (Placed one : placed) {
            History before = histories.getOrDefault(one.place().seq(), History.of(List.of()));
            Step step = one.row().step();
            if (before.has(step)) {
                known++;
                continue;
            }
            Optional<History> after = before.with(step);
            if (after.isPresent()) {
                histories.put(one.place().seq(), after.get());
                events.add(new JdbcReports.Event(one.place().seq(), one.row().line(), step));
            } else {
                refuse(ReportRow.Refused.of(
                        one.row(),
                        RowFault.STEP_NOT_ALLOWED,
                        "%s at %s, and it is reported %s"
                                .formatted(
                                        step.event().word(),
                                        step.at(),
                                        before.disposition().word())));
            }
        }
        reports.add(report, events);
        taken += events.size();
        waiting.clear();
    }

    /** Whose step a row tells of; empty if it was refused. */
    private Optional<JdbcReports.Place> place(
            ReportRow.Good row, Map<String, JdbcReports.Place> places, Map<String, JdbcReports.Place> otherDacs) {
        JdbcReports.Place place = places.get(row.moduleId());
        if (place == null) {
            return refused(row, RowFault.MODULE_UNKNOWN, RowFault.MODULE_UNKNOWN.meaning());
        } else if (!place.order().equals(order)) {
            return refused(row, RowFault.OTHER_ORDER, "order %s, place %d".formatted(place.order(), place.seq()));
        }
        // its own DAC of before, which was superseded: the row tells of that one
        JdbcReports.Place earlier = otherDacs.get(row.step().dacSha256());
        JdbcReports.Place meant = earlier != null
                        && earlier.order().equals(order)
                        && earlier.moduleId().equals(place.moduleId())
                ? earlier
                : place;
        if (!isDelivered(meant)) {
            return refused(row, RowFault.NOT_DELIVERED, RowFault.NOT_DELIVERED.meaning());
        }
        Instant at = row.step().at();
        Instant issued = meant.issuedAt().orElseThrow();
        if (at.isAfter(now.plus(CLOCKS)) || at.isBefore(issued.minus(CLOCKS))) {
            return refused(
                    row, RowFault.TIME_IMPOSSIBLE, "%s; issued at %s, reported at %s".formatted(at, issued, now));
        }
        return Optional.of(meant);
    }

    private Optional<JdbcReports.Place> refused(ReportRow.Good row, RowFault fault, String reason) {
        refuse(ReportRow.Refused.of(row, fault, reason));
        return Optional.empty();
    }

    private boolean isDelivered(JdbcReports.Place place) {
        if (place.dacSha256().isEmpty()) {
            return false;
        }
        Map.Entry<Integer, LotCount> lot = lots.floorEntry(place.seq());
        return lot != null
                && place.seq() <= lot.getValue().lastSeq()
                && lot.getValue().deliveredAt().isPresent();
    }
}
