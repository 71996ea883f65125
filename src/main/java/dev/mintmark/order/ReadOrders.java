package dev.mintmark.order;

import dev.mintmark.input.Fault;
import dev.mintmark.input.FaultException;
import java.util.Collection;
import java.util.List;

/**
 * What order files hold. One faulty order does not keep others from being run.
 *
 * @param orders by {@code due}, those without it last, else in the order read
 * @param faulty in the order read
 */
public record ReadOrders(List<ProductionOrder> orders, List<FaultyOrder> faulty) {
    /**
     * @throws FaultException with all faults if orders are faulty and none is left to be run
     */
    public ReadOrders {
        orders = List.copyOf(orders);
        faulty = List.copyOf(faulty);
        if (orders.isEmpty() && !faulty.isEmpty()) {
            throw new FaultException(faults(faulty));
        }
    }

    /**
     * @throws FaultException with all faults if any order is faulty
     */
    public List<ProductionOrder> all() {
        if (!faulty.isEmpty()) {
            throw new FaultException(faults(faulty));
        }
        return orders;
    }

    /** Each fault once, however many orders have it. */
    public static List<Fault> faults(Collection<FaultyOrder> faulty) {
        return faulty.stream()
                .flatMap(order -> order.faults().stream())
                .distinct()
                .toList();
    }
}
