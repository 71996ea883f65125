package dev.mintmark.job;

import dev.mintmark.order.FaultyOrder;
import dev.mintmark.order.ProductionOrder;
import dev.mintmark.order.ReadOrders;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Orders that passed every check, ready to be run, with what they are made with; and those that did not. */
public final class CheckedOrders {
    private final ReadOrders orders;
    private final Map<ProductionOrder, OrderMaterial> materials;
    private final Map<ProductionOrder, String> notVerified;

    /**
     * @param orders in the order in which they are to be run; each good one has its material, or a reason why it is left alone
     */
    CheckedOrders(
            ReadOrders orders,
            Map<ProductionOrder, OrderMaterial> materials,
            Map<ProductionOrder, String> notVerified) {
        this.orders = orders;
        this.materials = Map.copyOf(materials);
        this.notVerified = Map.copyOf(notVerified);
    }

    public List<ProductionOrder> orders() {
        return orders.orders();
    }

    /** Those that cannot be run, by their files or by what these name. */
    public List<FaultyOrder> faulty() {
        return orders.faulty();
    }

    OrderMaterial material(ProductionOrder order) {
        return materials.get(order);
    }

    /** Why an order that is over cannot be verified, if so. */
    Optional<String> notVerified(ProductionOrder order) {
        return Optional.ofNullable(notVerified.get(order));
    }
}
