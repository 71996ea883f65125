package dev.mintmark.check;

import dev.mintmark.order.OrderId;

/** Is told how far a check is, on one thread. */
public interface CheckWatch {
    /** @param modules how many it will be; 0 if nobody knows */
    void begin(OrderId order, long modules);

    /** So many more are done. */
    void advance(long modules);
}
