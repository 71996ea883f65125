package dev.mintmark.job;

import dev.mintmark.disposition.Disposition;
import dev.mintmark.input.FaultException;
import dev.mintmark.order.OrderId;
import dev.mintmark.reconcile.Balance;
import dev.mintmark.reconcile.BalanceSheet;
import dev.mintmark.reconcile.DeliveryCount;
import dev.mintmark.reconcile.DeliverySheet;
import dev.mintmark.reconcile.Finding;
import dev.mintmark.reconcile.FindingCode;
import dev.mintmark.reconcile.LotCount;
import dev.mintmark.reconcile.LotTally;
import dev.mintmark.reconcile.Patience;
import dev.mintmark.reconcile.Reconciled;
import dev.mintmark.reconcile.Reconciliation;
import dev.mintmark.reconcile.ReportFindings;
import dev.mintmark.reconcile.ReportedModule;
import dev.mintmark.site.Site;
import dev.mintmark.store.DeliveryRow;
import dev.mintmark.store.JdbcBalance;
import dev.mintmark.store.JdbcDispositions;
import dev.mintmark.store.JdbcFindings;
import dev.mintmark.store.Ledger;
import dev.mintmark.store.OrderRow;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Consumer;

/**
 * Draws up an order's balance sheet, and finds what does not agree: rows with rows, reports with rows, files with rows. Needs no
 * key and changes nothing. The caller holds the home.
 */
public final class OrderBalance {
    private final Home home;
    private final Site site;
    private final Ledger ledger;
    private final Clock clock;

    public OrderBalance(Home home, Site site, Ledger ledger, Clock clock) {
        this.home = home;
        this.site = site;
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * The figures alone.
     *
     * @throws FaultException if the ledger has no such order
     */
    public BalanceSheet sheet(OrderId order) {
        return sheet(row(order), module -> {});
    }

    /**
     * The figures and all findings, those of files on disk among them.
     *
     * @throws FaultException if the ledger has no such order
     */
    public Reconciled reconcile(OrderId order, Patience patience) throws IOException {
        OrderRow row = row(order);
        return reconcile(row, patience, new FileFindings(home, site, ledger, row).find());
    }

    /**
     * All but what lies on disk, which a run compares by itself.
     *
     * @throws FaultException if the ledger has no such order
     */
    Reconciled reconcileRows(OrderId order, Patience patience) {
        return reconcile(row(order), patience, List.of());
    }

    private Reconciled reconcile(OrderRow row, Patience patience, List<Finding> ofFiles) {
        ReportFindings reports = new ReportFindings();
        BitSet reported = new BitSet();
        BalanceSheet sheet = sheet(row, module -> {
            reports.module(module);
            if (module.disposition() != Disposition.DELIVERED) {
                reported.set(module.seq());
            }
        });
        JdbcFindings rows = ledger.findings(row.id());
        rows.refusedRows(reports::refused);
        rows.foreignDacs().forEach(reports::sighting);
        rows.twins().forEach(reports::twin);
        List<Finding> findings = new ArrayList<>(reports.findings());
        rows.overruns((module, submission) -> findings.add(new Finding(
                FindingCode.OVERRUN_TRIED, module, "request in submission %d, refused".formatted(submission))));
        sheet.deliveries().forEach(delivery -> silence(delivery, sheet.asOf(), patience, reported, rows, findings));
        findings.addAll(ofFiles);
        findings.addAll(books(row, sheet));
        return new Reconciled(sheet, findings);
    }

    private OrderRow row(OrderId order) {
        return ledger.orders()
                .find(order)
                .orElseThrow(() -> new FaultException(
                        "", "no order \"%s\" in %s".formatted(order, home.root()), "mintmark status lists them"));
    }

    private BalanceSheet sheet(OrderRow row, Consumer<ReportedModule> also) {
        JdbcDispositions rows = ledger.dispositions(row.id());
        List<LotCount> lots = rows.lots();
        Set<Integer> superseded = rows.superseded();
        LotTally tally = new LotTally(lots);
        rows.reported(module -> {
            superseded.remove(module.seq());
            tally.reported(module);
            also.accept(module);
        });
        superseded.forEach(tally::superseded);
        Balance counted = ledger.balance(row.id()).count(row);
        JdbcDispositions.Reports reports = rows.reports();
        return new BalanceSheet(
                row.id(),
                clock.instant(),
                row.quantity(),
                row.spares(),
                row.superseding(),
                row.quantity() - row.accepted(),
                counted.accepted() - counted.issued(),
                counted.issued(),
                counted.issued() - lots.stream().mapToInt(LotCount::dacs).sum(),
                tally.sheets(),
                reports.taken(),
                reports.refusedRows());
    }

    /** What nobody said of a delivery. */
    private static void silence(
            DeliverySheet delivery,
            Instant now,
            Patience patience,
            BitSet reported,
            JdbcFindings rows,
            List<Finding> findings) {
        Optional<Instant> at = delivery.deliveredAt();
        if (at.isEmpty()) {
            return;
        }
        BitSet silent = new BitSet();
        delivery.lots().forEach(lot -> silent.set(lot.firstSeq(), lot.lastSeq() + 1));
        boolean worked = silent.intersects(reported);
        silent.andNot(reported);
        if (delivery.acknowledgedAt().isEmpty()
                && (worked || !now.isBefore(at.get().plus(patience.receipt())))) {
            findings.add(new Finding(
                    FindingCode.DELIVERY_NOT_ACKNOWLEDGED,
                    "%04d".formatted(delivery.number()),
                    "handed over at %s, no receipt%s".formatted(at.get(), worked ? ", and modules are reported" : "")));
        }
        if (!now.isBefore(at.get().plus(patience.report()))) {
            rows.live(
                    silent,
                    (seq, module) -> findings.add(new Finding(
                            FindingCode.UNACCOUNTED_TOO_LONG,
                            module,
                            "delivery %04d, handed over at %s".formatted(delivery.number(), at.get()))));
        }
    }

    private List<Finding> books(OrderRow row, BalanceSheet sheet) {
        JdbcBalance counts = ledger.balance(row.id());
        List<Finding> findings = new ArrayList<>();
        List<DeliveryRow> deliveries = ledger.orders().deliveries(row.id());
        boolean underWay = deliveries.stream().anyMatch(delivery -> !delivery.isDelivered())
                || sheet.waiting() > 0
                || sheet.unplanned() > 0;
        if (!underWay) {
            findings.addAll(
                    Reconciliation.order(counts.count(row), row.accepted() + row.superseding(), row.superseding()));
        }
        SortedMap<Integer, DeliveryCount> counted = counts.deliveries();
        for (DeliveryRow delivery : deliveries) {
            if (delivery.isDelivered()) {
                findings.addAll(Reconciliation.delivery(delivery.number(), counted.get(delivery.number())));
            }
        }
        if (!sheet.closes()) {
            findings.add(new Finding(
                    FindingCode.BALANCE_OPEN,
                    "",
                    "issued %d, dispositions %d, open %d; ordered %d and %d spares used"
                            .formatted(
                                    sheet.issued(),
                                    sheet.dispositions().issued(),
                                    sheet.open(),
                                    sheet.quantity(),
                                    sheet.sparesUsed())));
        }
        return findings;
    }
}
