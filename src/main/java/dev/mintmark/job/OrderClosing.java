package dev.mintmark.job;

import dev.mintmark.input.FaultException;
import dev.mintmark.input.FileSafe;
import dev.mintmark.keys.OrderKeys;
import dev.mintmark.order.OrderId;
import dev.mintmark.order.Terms;
import dev.mintmark.reconcile.Balance;
import dev.mintmark.site.Site;
import dev.mintmark.store.Ledger;
import dev.mintmark.store.OrderRow;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Closes orders for good. First the ledger says so, and the signed log; then the key file goes; then the report tells. A crash in between
 * leaves an order that no run takes up, and closing it again does what is left. The caller holds the home.
 */
public final class OrderClosing {
    private static final int LONGEST_REASON = 200;

    private final Home home;
    private final Site site;
    private final Ledger ledger;
    private final Clock clock;

    public OrderClosing(Home home, Site site, Ledger ledger, Clock clock) {
        this.home = home;
        this.site = site;
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * @param now false if it was closed before
     * @param reason as it was said when it was closed; may be empty
     */
    public record Closed(OrderStatus status, boolean now, Instant at, String reason) {}

    /**
     * @param reason needed unless all that was ordered was delivered and every delivery acknowledged
     * @throws FaultException if the order may not be closed: nothing was done then
     */
    public Closed close(OrderId id, Optional<String> reason) throws IOException {
        reason.ifPresent(OrderClosing::requireReadable);
        OrderRow row = ledger.orders().find(id).orElseThrow(() -> unknown(id));
        OrderReports report =
                OrderReports.of(ledger, home, id, new CheckMaterial(site, home, Terms.parse(row.terms())), clock);
        TransparencyLog log = TransparencyLog.open(home, site, ledger, clock);
        boolean now = row.closedAt().isEmpty();
        if (now) {
            requireSettled(id, ledger.balance(id).count(row));
            requireReason(OrderBoard.status(ledger, id), reason);
            ledger.orders().close(id, reason.orElse(""), clock.instant());
        }
        // signed before the key goes: a backup's ledger does not know of it, and its log on disk does
        log.checkpoint();
        OrderKeys.destroy(home.keys(), id);
        OrderRow closed = ledger.orders().find(id).orElseThrow();
        report.write();
        return new Closed(OrderBoard.status(ledger, id), now, closed.closedAt().orElseThrow(), closed.closeReason());
    }

    private FaultException unknown(OrderId id) {
        return new FaultException("", "no order \"%s\" in %s".formatted(id, home.root()), "mintmark status lists them");
    }

    private static void requireReadable(String reason) {
        if (reason.isBlank() || reason.length() > LONGEST_REASON || !FileSafe.isPrintable(reason)) {
            throw new FaultException(
                    "--reason",
                    "is not one line of 1 to %d characters".formatted(LONGEST_REASON),
                    "say why, in a sentence: it is kept with the order");
        }
    }

    private void requireSettled(OrderId id, Balance balance) {
        if (ledger.orders().unfinishedDelivery(id).isPresent() || balance.delivered() < balance.accepted()) {
            throw new FaultException(
                    "",
                    "order %s has %d modules accepted and %d delivered: a run is under way, or was cut short"
                            .formatted(id, balance.accepted(), balance.delivered()),
                    "run it to its end, then close it");
        }
    }

    private static void requireReason(OrderStatus status, Optional<String> reason) {
        if (reason.isPresent()) {
            return;
        }
        String missing = null;
        String end = "take in receipts: mintmark report %s receipt.p7s".formatted(status.order());
        if (status.open() > 0) {
            end = "run it to its end";
            missing = "%d of %d modules are still to come".formatted(status.open(), status.quantity());
        } else if (status.acknowledged() < status.deliveries()) {
            missing = "%d of %d deliveries are not acknowledged"
                    .formatted(status.deliveries() - status.acknowledged(), status.deliveries());
        }
        if (missing != null) {
            throw new FaultException(
                    "",
                    "order %s: %s, and closing cannot be taken back".formatted(status.order(), missing),
                    "%s; or say why: mintmark close %s --reason TEXT".formatted(end, status.order()));
        }
    }
}
