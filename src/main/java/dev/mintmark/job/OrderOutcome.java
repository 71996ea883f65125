package dev.mintmark.job;

import dev.mintmark.order.OrderId;
import java.util.List;

/**
 * What a run did for one order.
 *
 * @param made numbers of the deliveries that it handed over
 * @param rejected requests that it refused
 * @param detail one line for a person, empty if there is nothing to add
 */
public record OrderOutcome(
        OrderId order, Result result, OrderStatus status, List<Integer> made, int rejected, String detail) {
    /** How it went. */
    public enum Result {
        DONE,
        STOPPED,
        FAILED
    }
}
