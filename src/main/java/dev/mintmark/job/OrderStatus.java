package dev.mintmark.job;

import dev.mintmark.order.OrderId;
import dev.mintmark.reconcile.Balance;
import java.util.Locale;

/**
 * How far an order is, in figures that hold until something is done for it.
 *
 * @param deliveries handed over
 * @param acknowledged of these, those that the factory signed for
 */
public record OrderStatus(
        OrderId order,
        State state,
        int quantity,
        int accepted,
        int issued,
        int delivered,
        int open,
        int rejected,
        int deliveries,
        int acknowledged) {
    /** What an order waits for. */
    public enum State {
        /** No submission yet, or its day has not come. */
        WAITING,
        /** More requests are to come. */
        OPEN,
        /** All that was ordered was handed over. */
        FINISHED,
        /** Its key is gone. */
        CLOSED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether nobody waits for anything: closed, or all handed over and signed for. */
    boolean isDoneWith() {
        return state == State.CLOSED || state == State.FINISHED && acknowledged == deliveries;
    }

    static OrderStatus waiting(OrderId order, int quantity) {
        return new OrderStatus(order, State.WAITING, quantity, 0, 0, 0, quantity, 0, 0, 0);
    }

    static OrderStatus of(OrderId order, Balance balance, boolean closed, int deliveries, int acknowledged) {
        State state = State.OPEN;
        if (closed) {
            state = State.CLOSED;
        } else if (balance.isFinished()) {
            state = State.FINISHED;
        }
        return new OrderStatus(
                order,
                state,
                balance.quantity(),
                balance.accepted(),
                balance.issued(),
                balance.delivered(),
                balance.open(),
                balance.rejected(),
                deliveries,
                acknowledged);
    }
}
