package dev.mintmark.cli;

import dev.mintmark.durable.Access;
import dev.mintmark.durable.DurableFiles;
import dev.mintmark.job.Home;
import dev.mintmark.job.OrderStatus;
import dev.mintmark.job.Phase;
import dev.mintmark.job.RunWatch;
import dev.mintmark.order.OrderId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes {@code status.json} while a run holds the ledger, once a second, as a phase begins and as an order ends, so that others can look. */
final class StatusBoard implements RunWatch, AutoCloseable {
    private final Home home;
    private final Clock clock;
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "status");
        thread.setDaemon(true);
        return thread;
    });

    private List<OrderStatus> orders = List.of();
    private OrderId order;
    private Phase phase;
    private long total;
    private long done;

    StatusBoard(Home home, Clock clock) {
        this.home = home;
        this.clock = clock;
    }

    /** Begins to write. */
    synchronized void start(List<OrderStatus> settled) {
        orders = settled;
        ticker.scheduleWithFixedDelay(this::tick, 0, 1, TimeUnit.SECONDS);
    }

    /** An order came to its end. */
    synchronized void settle(List<OrderStatus> settled) {
        orders = settled;
        order = null;
        phase = null;
        tick();
    }

    @Override
    public synchronized void begin(OrderId ofOrder, Phase ofPhase, long ofTotal, long before) {
        order = ofOrder;
        phase = ofPhase;
        total = ofTotal;
        done = before;
        // else a look between two ticks could take a run for none
        tick();
    }

    @Override
    public synchronized void advance(long count) {
        done += count;
    }

    @Override
    public synchronized void end() {
        phase = null;
    }

    @Override
    public void say(String message) {
        // what a person should read now is not a state
    }

    private synchronized void tick() {
        try {
            DurableFiles.write(home.status(), text().getBytes(StandardCharsets.UTF_8), Access.UMASK);
        } catch (IOException e) {
            // a run does not fail because nobody can look at it; the next tick tries again
            return;
        }
    }

    private String text() {
        ObjectNode root = PrettyJson.object();
        root.put("schema", 1);
        root.put("updated", clock.instant().toString());
        root.put("process", ProcessHandle.current().pid());
        if (phase != null) {
            ObjectNode running = root.putObject("running");
            running.put("order", order.value());
            running.put("phase", phase.name().toLowerCase(Locale.ROOT));
            running.put("done", done);
            running.put("total", total);
        }
        ArrayNode list = root.putArray("orders");
        orders.forEach(status -> OutcomeJson.status(list.addObject(), status));
        return PrettyJson.text(root);
    }

    @Override
    public void close() {
        ticker.shutdownNow();
        settle(orders);
    }
}
