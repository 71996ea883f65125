package dev.mintmark.job;

import dev.mintmark.input.FaultException;
import dev.mintmark.input.Faults;
import dev.mintmark.order.FaultyOrder;
import dev.mintmark.order.ProductionOrder;
import dev.mintmark.order.ReadOrders;
import dev.mintmark.order.Terms;
import dev.mintmark.store.Ledger;
import dev.mintmark.store.OrderRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads and checks all that orders name, against the site and against what the ledger says they started on. */
final class OrderCheck {
    private final Ledger ledger;
    private final Materials materials;

    OrderCheck(Ledger ledger, Materials materials) {
        this.ledger = ledger;
        this.materials = materials;
    }

    /**
     * @throws FaultException with all faults of all orders, if none is left to be run; nothing was signed then
     */
    CheckedOrders check(ReadOrders read) {
        List<ProductionOrder> good = new ArrayList<>();
        List<FaultyOrder> faulty = new ArrayList<>(read.faulty());
        Map<ProductionOrder, OrderMaterial> checked = new LinkedHashMap<>();
        Map<ProductionOrder, String> notes = new LinkedHashMap<>();
        for (ProductionOrder order : read.orders()) {
            Faults faults = new Faults();
            try {
                OrderMaterial material = materials.read(order);
                unlikeOthers(order, faults);
                ownSerialNumbers(order, faults);
                ledger.orders().find(order.id()).ifPresent(row -> unchanged(order, row, material.terms(), faults));
                checked.put(order, material);
            } catch (FaultException e) {
                if (isOver(order)) {
                    notes.put(order, "not verified: " + e.faults().get(0).text());
                } else {
                    faults.addAll(e.faults());
                }
            }
            if (faults.isEmpty()) {
                good.add(order);
            } else {
                faulty.add(new FaultyOrder(order.id().value(), faults.list()));
            }
        }
        return new CheckedOrders(new ReadOrders(good, faulty), checked, notes);
    }

    private void unlikeOthers(ProductionOrder order, Faults faults) {
        ledger.orders()
                .likeNamed(order.id())
                .filter(other -> !other.equals(order.id()))
                .ifPresent(other -> faults.add(
                        order.where(),
                        "order %s differs from order %s in the case of letters only".formatted(order.id(), other),
                        "they would share a folder; choose another id"));
    }

    /** A new order whose pattern makes another's numbers would silently get derived ones instead. */
    private void ownSerialNumbers(ProductionOrder order, Faults faults) {
        if (ledger.orders().find(order.id()).isPresent()) {
            return;
        }
        order.product()
                .serialNumberPattern()
                .map(pattern -> pattern.of(order.id(), 1))
                .ifPresent(first -> ledger.intake()
                        .otherOrderOf(first, order.id())
                        .ifPresent(other -> faults.add(
                                order.where(),
                                "serial number \"%s\", the first that the product's pattern makes, is that of a module of order %s"
                                        .formatted(first, other),
                                "put {order} into serial-number-pattern in %s"
                                        .formatted(order.product().file()))));
    }

    /** A finished order needs no key and no certificate any more: one that expired is no fault of it. */
    private boolean isOver(ProductionOrder order) {
        return ledger.orders().find(order.id()).isPresent()
                && OrderBoard.status(ledger, order.id()).state() != OrderStatus.State.OPEN;
    }

    private static void unchanged(ProductionOrder order, OrderRow row, Terms now, Faults faults) {
        Terms before = Terms.parse(row.terms());
        // of what is known from its manifest alone nothing can be compared, and nothing made
        (RecoveredOrder.isKnownFromManifest(before) ? Map.<String, String>of() : before.differences(now))
                .forEach((name, difference) -> faults.add(
                        order.where(),
                        "order %s has started and its %s changed: %s".formatted(order.id(), name, difference),
                        "put it back, or place a new order"));
        if (order.quantity() < row.accepted() || order.spares() < row.superseding()) {
            faults.add(
                    order.where(),
                    "order %s has %d modules and %d spares accepted, more than it now asks for"
                            .formatted(order.id(), row.accepted(), row.superseding()),
                    "quantity and spares may grow, not shrink below what is accepted");
        }
    }
}
