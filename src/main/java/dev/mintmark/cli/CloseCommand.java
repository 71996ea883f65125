package dev.mintmark.cli;

import dev.mintmark.input.FaultException;
import dev.mintmark.job.OrderClosing;
import dev.mintmark.job.OrderStatus;
import dev.mintmark.order.OrderId;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import tools.jackson.databind.node.ObjectNode;

/** {@code mintmark close}: destroys an order's key. Asks nothing, and cannot be taken back. */
@Command(
        name = "close",
        description = "Destroys an order's key: what was delivered stays verifiable, nothing can be made for it again. "
                + "Cannot be taken back, and does not ask. Safe to repeat.")
final class CloseCommand implements Callable<Integer> {
    @ParentCommand
    private MintmarkCommand mintmark;

    @Parameters(paramLabel = "ORDER", description = "The order's id.")
    private String order;

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            description = "Why, if modules are still to come or a delivery was not acknowledged; kept with the order.")
    private String reason;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        OrderId id = id(order);
        OrderClosing.Closed closed = HeldLedger.of(mintmark.home(), mintmark.environment())
                .with(ledger -> new OrderClosing(mintmark.home(), mintmark.site(), ledger, MintmarkCommand.clock())
                        .close(id, Optional.ofNullable(reason)));
        System.out.print(json ? json(closed) : text(closed));
        return ExitCode.DONE.number();
    }

    /** An order as it is named on the command line. */
    static OrderId id(String named) {
        try {
            return new OrderId(named);
        } catch (IllegalArgumentException e) {
            throw new FaultException("", e.getMessage(), "mintmark status lists the orders");
        }
    }

    private static String text(OrderClosing.Closed closed) {
        OrderStatus status = closed.status();
        StringBuilder text = new StringBuilder();
        if (closed.now()) {
            text.append("%s: closed, its key is destroyed%n".formatted(status.order()));
        } else {
            text.append("%s: was closed at %s, its key is gone%n".formatted(status.order(), closed.at()));
        }
        text.append(String.format(
                Locale.ROOT,
                "  nothing can be made again: no lot, no code, no partition of its %,d modules%n",
                status.issued()));
        if (status.open() > 0) {
            text.append(String.format(
                    Locale.ROOT, "  %,d of %,d modules will never be made%n", status.open(), status.quantity()));
        }
        text.append(String.format(
                Locale.ROOT,
                "  still verifiable: %,d delivered in %d %s, %d acknowledged%n",
                status.delivered(),
                status.deliveries(),
                status.deliveries() == 1 ? "delivery" : "deliveries",
                status.acknowledged()));
        text.append("  copies of keys/%s.key in backups open with the site key: destroy them too%n"
                .formatted(status.order()));
        return text.toString();
    }

    private static String json(OrderClosing.Closed closed) {
        ObjectNode root = OutcomeJson.status(PrettyJson.object(), closed.status());
        root.put("closed_now", closed.now());
        root.put("closed_at", closed.at().toString());
        root.put("reason", closed.reason());
        return PrettyJson.text(root);
    }
}
