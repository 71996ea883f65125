package dev.mintmark.delivery;

import dev.mintmark.order.OrderId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What a lot says about itself.
 *
 * @param delivery 1 to 9999
 * @param time every file's in the tar, cut to seconds: one that a second rendering knows too, never the clock's
 */
public record LotHead(OrderId order, int delivery, LotNumber lot, Instant time) {
    public LotHead {
        if (delivery < 1 || delivery > 9999) {
            throw new IllegalArgumentException("delivery %d is not within 1 and 9999".formatted(delivery));
        }
        time = time.truncatedTo(ChronoUnit.SECONDS);
    }
}
