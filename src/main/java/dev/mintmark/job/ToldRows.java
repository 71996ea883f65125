package dev.mintmark.job;

import dev.mintmark.audit.Accepted;
import dev.mintmark.audit.Acknowledged;
import dev.mintmark.audit.AskedAgain;
import dev.mintmark.audit.Delivered;
import dev.mintmark.audit.DeliveryPlanned;
import dev.mintmark.audit.LogEntry;
import dev.mintmark.audit.LotsSealed;
import dev.mintmark.audit.OrderAmended;
import dev.mintmark.audit.OrderClosed;
import dev.mintmark.audit.OrderOpened;
import dev.mintmark.audit.ReSigned;
import dev.mintmark.audit.Recovered;
import dev.mintmark.audit.RecoveredModules;
import dev.mintmark.audit.Rejected;
import dev.mintmark.audit.Reported;
import dev.mintmark.audit.SubmissionSigned;
import dev.mintmark.audit.SubmissionTaken;
import dev.mintmark.audit.Superseded;
import dev.mintmark.job.LedgerAudit.Code;
import dev.mintmark.order.OrderId;
import dev.mintmark.store.JdbcAudit;
import dev.mintmark.store.Ledger;
import dev.mintmark.store.OrderRow;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * The ledger's rows against what the log's entries tell of them: each entry's rows when it comes by, and at the end that there are
 * no others. Of an order as it stands it remembers four numbers, of all else how many there were. DACs are not told here.
 */
final class ToldRows {
    /** Takes what was found, with the number of the entry it is about. */
    @FunctionalInterface
    interface Sink {
        void finding(Code code, OptionalLong entry, String text);
    }

    private final Ledger ledger;
    private final Sink findings;
    private final Map<OrderId, Order> orders = new HashMap<>();
    private long submissions;
    private long superseded;
    private long rejects;
    private long planned;
    private long delivered;
    private long sealed;
    private long reSigned;
    private long lost;
    private long acknowledged;
    private long reported;
    private long closed;
    private long signed;
    private long askedAgain;

    ToldRows(Ledger ledger, Sink findings) {
        this.ledger = ledger;
        this.findings = findings;
    }

    /** An order by its newest entries. */
    private static final class Order {
        private int quantity;
        private int spares;
        private final BitSet places = new BitSet();
        private final BitSet byManifest = new BitSet();
        private int superseding;

        boolean isTold(OrderRow row) {
            return row.quantity() == quantity
                    && row.spares() == spares
                    && row.accepted() == places.cardinality() - superseding
                    && row.superseding() == superseding;
        }
    }

    /** @param number of the entry, if it has one */
    void told(OptionalLong number, LogEntry entry) {
        count(entry);
        if (!ledger.entryRows().now(entry).equals(Optional.of(entry))) {
            findings.finding(
                    code(entry),
                    number,
                    "order %s: the ledger's rows are not what the entry \"%s\" tells"
                            .formatted(entry.order(), entry.kind().word()));
        }
    }

    private void count(LogEntry entry) {
        Order order = orders.computeIfAbsent(entry.order(), id -> new Order());
        if (entry instanceof OrderOpened opened) {
            order.quantity = opened.quantity();
            order.spares = opened.spares();
        } else if (entry instanceof OrderAmended amended) {
            order.quantity = amended.quantity();
            order.spares = amended.spares();
        } else if (entry instanceof Accepted accepted) {
            accepted.modules().forEach(module -> order.places.set(module.seq()));
        } else if (entry instanceof RecoveredModules recovered) {
            for (RecoveredModules.Module module : recovered.modules()) {
                order.places.set(module.seq());
                order.byManifest.set(module.seq());
            }
        } else if (entry instanceof Recovered) {
            lost++;
        } else if (entry instanceof Acknowledged) {
            acknowledged++;
        } else if (entry instanceof Reported) {
            reported++;
        } else if (entry instanceof OrderClosed) {
            closed++;
        } else if (entry instanceof Superseded) {
            order.superseding++;
            superseded++;
        } else if (entry instanceof Rejected rejected) {
            rejects += rejected.rejects().size();
        } else if (entry instanceof SubmissionTaken) {
            submissions++;
        } else if (entry instanceof SubmissionSigned) {
            signed++;
        } else if (entry instanceof AskedAgain asked) {
            askedAgain += asked.places().size();
        } else if (entry instanceof DeliveryPlanned) {
            planned++;
        } else if (entry instanceof LotsSealed lots) {
            sealed += lots.lots().size();
        } else if (entry instanceof Delivered) {
            delivered++;
        } else if (entry instanceof ReSigned) {
            reSigned++;
        }
    }

    private static Code code(LogEntry entry) {
        return switch (entry.kind()) {
            case ORDER_OPENED, ORDER_AMENDED, ORDER_CLOSED -> Code.ORDER_DIFFERS;
            case SUBMISSION, SUBMISSION_SIGNED, ASKED_AGAIN, ACCEPTED, SUPERSEDED, REJECTED, RECOVERED_MODULES ->
                Code.INTAKE_DIFFERS;
            case DELIVERY_PLANNED, SEALED, DELIVERED, ACKNOWLEDGED, REPORTED, RECOVERED -> Code.DELIVERY_DIFFERS;
            case RE_SIGNED -> Code.SIGNING_DIFFERS;
            case DAC, ADOPTED -> Code.DAC_DIFFERS;
        };
    }

    /** After the last entry. */
    void finish() {
        for (OrderRow row : ledger.orders().orders()) {
            Order order = orders.get(row.id());
            if (order == null) {
                add(Code.ORDER_NOT_LOGGED, "order %s".formatted(row.id()));
            } else if (!order.isTold(row)) {
                add(Code.ORDER_DIFFERS, "order %s has other quantities than the log tells".formatted(row.id()));
            }
        }
        JdbcAudit.Counts rows = ledger.audit().counts();
        compare(Code.INTAKE_DIFFERS, "submissions", rows.submissions(), submissions);
        compare(Code.INTAKE_DIFFERS, "signed submissions", rows.signed(), signed);
        compare(Code.INTAKE_DIFFERS, "modules asked for once more", rows.askedAgain(), askedAgain);
        compare(Code.INTAKE_DIFFERS, "modules", rows.modules(), count(order -> order.places));
        compare(Code.INTAKE_DIFFERS, "superseded modules", rows.superseded(), superseded);
        compare(Code.INTAKE_DIFFERS, "refused requests", rows.rejects(), rejects);
        compare(Code.DELIVERY_DIFFERS, "deliveries", rows.planned(), planned);
        compare(Code.DELIVERY_DIFFERS, "deliveries handed over", rows.delivered(), delivered);
        compare(Code.DELIVERY_DIFFERS, "lots handed over", rows.sealed(), sealed);
        compare(Code.DELIVERY_DIFFERS, "receipts", rows.acknowledged(), acknowledged);
        compare(Code.DELIVERY_DIFFERS, "reports", rows.reported(), reported);
        compare(Code.DELIVERY_DIFFERS, "checkpoints that were lost", rows.lost(), lost);
        compare(Code.ORDER_DIFFERS, "closed orders", rows.closed(), closed);
        compare(Code.SIGNING_DIFFERS, "runs of places signed once more", rows.reSigned(), reSigned);
    }

    /** DACs that are told of by their hashes only, from a manifest. */
    long dacsByManifest() {
        return count(order -> order.byManifest);
    }

    boolean isByManifest(OrderId order, int seq) {
        return orders.containsKey(order) && orders.get(order).byManifest.get(seq);
    }

    private long count(Function<Order, BitSet> places) {
        return orders.values().stream()
                .map(places)
                .mapToLong(BitSet::cardinality)
                .sum();
    }

    private void compare(Code code, String what, long rows, long told) {
        if (rows != told) {
            add(code, "the ledger has %d %s, the log tells of %d".formatted(rows, what, told));
        }
    }

    private void add(Code code, String text) {
        findings.finding(code, OptionalLong.empty(), text);
    }
}
