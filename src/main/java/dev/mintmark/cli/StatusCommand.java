package dev.mintmark.cli;

import dev.mintmark.durable.Access;
import dev.mintmark.durable.DurableFiles;
import dev.mintmark.input.FaultException;
import dev.mintmark.job.Home;
import dev.mintmark.job.HomeLock;
import dev.mintmark.job.OrderBoard;
import dev.mintmark.job.OrderStatus;
import dev.mintmark.store.Ledger;
import dev.mintmark.store.LedgerDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code mintmark status}: how far orders are; from {@code status.json} while a run holds the ledger, else counted in it. */
@Command(name = "status", description = "Shows what each order has reached, also while a run is under way.")
final class StatusCommand implements Callable<Integer> {
    @ParentCommand
    private MintmarkCommand mintmark;

    @Parameters(arity = "0..1", paramLabel = "ORDER", description = "Only this order's.")
    private String order;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "Also writes all open orders as one page, to be printed or hung up.")
    private Path html;

    @Override
    public Integer call() throws Exception {
        Home home = mintmark.home();
        Optional<String> holder = HomeLock.holder(home);
        ObjectNode status = holder.isPresent() ? written(home, holder.get()) : settled(home, mintmark.environment());
        if (order != null) {
            select(status);
        }
        if (html != null) {
            String page = OrderBoard.html(MintmarkCommand.clock().instant(), running(status), statuses(status));
            DurableFiles.write(html, page.getBytes(StandardCharsets.UTF_8), Access.UMASK);
        }
        System.out.print(json ? PrettyJson.text(status) : text(status, home));
        return ExitCode.DONE.number();
    }

    /** What was written last. A run that was killed does not go on because another process has the home since. */
    private static ObjectNode written(Home home, String holder) throws IOException {
        ObjectNode status = lastWritten(home);
        if (!status.path("process").asString("").equals(holder)) {
            status.remove("running");
        }
        return status;
    }

    /** What the last run, or the one under way, wrote last; no orders if none has. */
    private static ObjectNode lastWritten(Home home) throws IOException {
        if (!Files.exists(home.status())) {
            ObjectNode empty = PrettyJson.object();
            empty.putArray("orders");
            return empty;
        }
        return PrettyJson.read(Files.readAllBytes(home.status()));
    }

    private static ObjectNode settled(Home home, Map<String, String> environment) throws Exception {
        ObjectNode root = PrettyJson.object();
        ArrayNode list = root.putArray("orders");
        boolean started = Files.isDirectory(home.ledger()) || environment.containsKey("MINTMARK_LEDGER_URL");
        if (started) {
            try (HomeLock held = HomeLock.acquire(home, Duration.ofSeconds(10));
                    LedgerDatabase database = LedgerDatabase.openToRead(home.ledger(), environment)) {
                Ledger ledger = new Ledger(database);
                List<OrderStatus> all = OrderBoard.all(ledger);
                all.forEach(one -> OutcomeJson.status(list.addObject(), one));
                addWaiting(home, list, all);
            }
        }
        return root;
    }

    /** Orders that the last run found waiting; the ledger does not know them yet. */
    private static void addWaiting(Home home, ArrayNode list, List<OrderStatus> known) throws IOException {
        for (JsonNode one : lastWritten(home).path("orders")) {
            OrderStatus status = read(one);
            boolean entered = known.stream().anyMatch(other -> other.order().equals(status.order()));
            if (status.state() == OrderStatus.State.WAITING && !entered) {
                OutcomeJson.status(list.addObject(), status);
            }
        }
    }

    private void select(ObjectNode status) {
        ArrayNode all = (ArrayNode) status.get("orders");
        for (int i = all.size() - 1; i >= 0; i--) {
            if (!all.get(i).path("order").asString("").equals(order)) {
                all.remove(i);
            }
        }
        boolean now = status.path("running").path("order").asString("").equals(order);
        if (!now) {
            status.remove("running");
        }
        if (all.isEmpty() && !now) {
            throw new FaultException(
                    "", "no order \"%s\" in %s".formatted(order, mintmark.home().root()), "mintmark status lists them");
        }
    }

    private static String text(ObjectNode status, Home home) {
        StringBuilder text = new StringBuilder(running(status));
        text.append(text.isEmpty() ? "" : System.lineSeparator());
        for (JsonNode one : status.get("orders")) {
            text.append("%s: %s%n".formatted(one.path("order").asString(""), OrderLine.of(read(one))));
        }
        return text.isEmpty() ? "no order has been started in %s\n".formatted(home.root()) : text.toString();
    }

    /** What a run does now, in a line; empty if none is under way. */
    private static String running(ObjectNode status) {
        JsonNode running = status.path("running");
        if (!running.isObject()) {
            return "";
        }
        String total = running.path("total").asLong() > 0
                ? " of %,d".formatted(running.path("total").asLong())
                : "";
        return "running: %s, %s, %,d%s"
                .formatted(
                        running.path("order").asString(""),
                        running.path("phase").asString(""),
                        running.path("done").asLong(),
                        total);
    }

    private static List<OrderStatus> statuses(ObjectNode status) {
        List<OrderStatus> statuses = new ArrayList<>();
        status.get("orders").forEach(one -> statuses.add(read(one)));
        return statuses;
    }

    private static OrderStatus read(JsonNode one) {
        return new OrderStatus(
                new dev.mintmark.order.OrderId(one.path("order").asString("")),
                OrderStatus.State.valueOf(one.path("state").asString("").toUpperCase(Locale.ROOT)),
                one.path("quantity").asInt(),
                one.path("accepted").asInt(),
                one.path("issued").asInt(),
                one.path("delivered").asInt(),
                one.path("open").asInt(),
                one.path("refused").asInt(),
                one.path("deliveries").asInt(),
                one.path("acknowledged").asInt());
    }
}
