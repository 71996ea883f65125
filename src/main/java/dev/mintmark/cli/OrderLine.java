package dev.mintmark.cli;

import dev.mintmark.job.OrderStatus;
import java.util.Locale;

/** An order's status as one line. */
final class OrderLine {
    private OrderLine() {}

    static String of(OrderStatus status) {
        String figures = String.format(
                Locale.ROOT,
                "%,d of %,d modules accepted, %,d issued, %,d delivered in %d %s",
                status.quantity() - status.open(),
                status.quantity(),
                status.issued(),
                status.delivered(),
                status.deliveries(),
                status.deliveries() == 1 ? "delivery" : "deliveries");
        String acknowledged = status.acknowledged() == 0
                ? ""
                : String.format(Locale.ROOT, ", %,d acknowledged", status.acknowledged());
        String refused = status.rejected() == 0 ? "" : String.format(Locale.ROOT, ", %,d refused", status.rejected());
        return status.state() == OrderStatus.State.WAITING
                ? String.format(Locale.ROOT, "waiting, %,d modules ordered", status.quantity())
                : status.state().word() + ", " + figures + acknowledged + refused;
    }
}
