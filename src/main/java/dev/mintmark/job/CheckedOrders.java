package dev.mintmark.job;

import dev.mintmark.order.ProductionOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Orders that passed every check, ready to be run, with what they are made with. */
public final class CheckedOrders {
    private final List<ProductionOrder> orders;
    private final Map<ProductionOrder, OrderMaterial> materials;
    private final Map<ProductionOrder, String> notVerified;

    /**
     * @param orders in the order in which they are to be run; each has its material, or a reason why it is left alone
     */
    CheckedOrders(
            List<ProductionOrder> orders,
            Map<ProductionOrder, OrderMaterial> materials,
            Map<ProductionOrder, String> notVerified) {
        this.orders = List.copyOf(orders);
        this.materials = Map.copyOf(materials);
        this.notVerified = Map.copyOf(notVerified);
    }

    public List<ProductionOrder> orders() {
        return orders;
    }

    OrderMaterial material(ProductionOrder order) {
        return materials.get(order);
    }

    /** Why an order that is over cannot be verified, if so. */
    Optional<String> notVerified(ProductionOrder order) {
        return Optional.ofNullable(notVerified.get(order));
    }
}
