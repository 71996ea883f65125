package dev.mintmark.order;

import dev.mintmark.input.Fault;
import java.util.List;

/**
 * An order that cannot be run as it is written.
 *
 * @param name its id if that can be read, else the place it is written at
 * @param faults all that is wrong with it, at least one; what several orders name, such as a product, is wrong with each
 */
public record FaultyOrder(String name, List<Fault> faults) {
    public FaultyOrder {
        if (faults.isEmpty()) {
            throw new IllegalArgumentException("an order without fault is not faulty");
        }
        faults = List.copyOf(faults);
    }
}
