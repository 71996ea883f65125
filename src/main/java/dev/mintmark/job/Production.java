package dev.mintmark.job;

import dev.mintmark.csr.RejectCode;
import dev.mintmark.csr.Submissions;
import dev.mintmark.format.Bytes;
import dev.mintmark.format.SecretBytes;
import dev.mintmark.input.FaultException;
import dev.mintmark.keys.OrderKeys;
import dev.mintmark.keys.SiteKey;
import dev.mintmark.onboarding.ModuleSecrets;
import dev.mintmark.order.ProductionOrder;
import dev.mintmark.order.ReadOrders;
import dev.mintmark.order.Terms;
import dev.mintmark.reconcile.Balance;
import dev.mintmark.site.Site;
import dev.mintmark.store.DeliveryRow;
import dev.mintmark.store.JdbcLog;
import dev.mintmark.store.Ledger;
import dev.mintmark.store.LedgerDatabase;
import dev.mintmark.store.OrderRow;
import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.ConfigurableApplicationContext;

/** Runs orders. The caller holds the home. */
public final class Production implements AutoCloseable {
    private final Home home;
    private final RunWatch watch;
    private final StopSignal stop;
    private final Clock clock;
    private final SecureRandom random;
    private final Ledger ledger;
    private ConfigurableApplicationContext context;
    private JobControl jobs;
    private TransparencyLog log;

    private Production(
            Home home, RunWatch watch, StopSignal stop, Clock clock, SecureRandom random, LedgerDatabase database) {
        this.home = home;
        this.watch = watch;
        this.stop = stop;
        this.clock = clock;
        this.random = random;
        this.ledger = new Ledger(database);
    }

    /** Opens the ledger. */
    public static Production open(
            Home home,
            RunWatch watch,
            StopSignal stop,
            Clock clock,
            SecureRandom random,
            Map<String, String> environment) {
        return new Production(home, watch, stop, clock, random, LedgerDatabase.open(home.ledger(), environment));
    }

    /** Makes backups for other processes until it is closed, while orders run. */
    public BackupDesk backups() {
        return new BackupDesk(home, new HomeBackup(home, ledger, clock));
    }

    /** Starts Spring Batch when there is work for it. */
    private JobControl jobs() {
        if (jobs == null) {
            context = ProductionConfiguration.start(ledger, random);
            jobs = context.getBean(JobControl.class);
        }
        return jobs;
    }

    /**
     * Reads and checks all that the orders name, against the site and against what the ledger says they started on; before
     * that, whether this is the ledger that signed what lies in the home.
     *
     * @throws FaultException with all faults of all orders, if none is left to be run; nothing was signed then
     */
    public CheckedOrders check(ReadOrders orders, Site site, Map<String, String> environment) throws IOException {
        LedgerAge age = new LedgerAge(home, ledger, LogProofs.certificate(home, site));
        age.require();
        age.requireClock(clock);
        name(site);
        return new OrderCheck(ledger, new Materials(site, home, clock, random, environment)).check(orders);
    }

    /** Names the log when the ledger is new, for good: no other log has that name. */
    private void name(Site site) {
        String prefix = site.logOrigin().orElse("mintmark");
        Optional<JdbcLog.Identity> known = ledger.log().identity();
        if (known.isEmpty()) {
            byte[] unique = new byte[8];
            random.nextBytes(unique);
            ledger.log().begin(prefix + "/" + Bytes.of(unique).hex());
        } else if (site.logOrigin().isPresent() && !known.get().origin().startsWith(prefix + "/")) {
            throw new FaultException(
                    site.file().toString(),
                    "log-origin is \"%s\", and the log of %s is \"%s\""
                            .formatted(prefix, home.root(), known.get().origin()),
                    "a log keeps its name: put it back, or name another home");
        }
    }

    /**
     * Runs one order as far as its submissions go: finishes the delivery an earlier run began, then makes one of what is new.
     *
     * @throws RunFailedException if a step failed; nothing is lost
     */
    public OrderOutcome run(ProductionOrder order, CheckedOrders checked) throws IOException {
        Optional<OrderRow> known = ledger.orders().find(order.id());
        if (waits(order, known)) {
            return new OrderOutcome(
                    order.id(),
                    OrderOutcome.Result.DONE,
                    OrderStatus.waiting(order.id(), order.quantity()),
                    List.of(),
                    0,
                    whatFor(order));
        }
        if (known.flatMap(OrderRow::closedAt).isPresent()) {
            if (!RecoveredOrder.isKnownFromManifest(Terms.parse(known.get().terms()))) {
                // closing may have been killed before, or a backup's copy put back
                OrderKeys.destroy(home.keys(), order.id());
            }
            return outcome(
                    order,
                    OrderOutcome.Result.DONE,
                    List.of(),
                    0,
                    "closed: its key is gone, nothing can be made for it");
        }
        if (known.isEmpty() && Files.exists(home.order(order.id()).root())) {
            throw new FaultException(
                    home.order(order.id()).root().toString(),
                    "is there, and the ledger does not know order %s: it is older than what was delivered"
                            .formatted(order.id()),
                    "restore the newest ledger and keys; with this one, modules would get second certificates");
        }
        Optional<String> notVerified = checked.notVerified(order);
        if (notVerified.isPresent()) {
            return outcome(order, OrderOutcome.Result.DONE, List.of(), 0, notVerified.get());
        }
        OrderMaterial material = checked.material(order);
        try (SiteKey siteKey = SiteKey.read(material.siteKey(), random);
                SecretBytes key =
                        new OrderKeys(home.keys(), siteKey, random).createOrRead(order.id(), known.isPresent())) {
            ModuleSecrets secrets = new ModuleSecrets(key);
            enter(order, known, material, secrets);
            OrderRun run = new OrderRun(
                    order, material, secrets, home.order(order.id()), ledger, log(material), watch, stop, clock);
            run.values().hold(order, material.maker().values().orElse(Map.of()));
            return run(run);
        }
    }

    /** The log, whole on disk: what a killed run or a lost disk left missing is made again. */
    private TransparencyLog log(OrderMaterial material) throws IOException {
        if (log == null) {
            log = new TransparencyLog(ledger, home, material.logSigner(), clock);
            log.mend();
        }
        return log;
    }

    private OrderOutcome run(OrderRun run) throws IOException {
        ProductionOrder order = run.order();
        List<Integer> before = delivered(order);
        int firstRun = ledger.orders().find(order.id()).orElseThrow().completedRuns() + 1;
        boolean resumed = jobs().isUnderWay(run)
                || ledger.orders().unfinishedDelivery(order.id()).isPresent();
        RunEnd end = jobs().run(run);
        if (resumed && end == RunEnd.DONE) {
            end = jobs().run(run);
        }
        OrderReports.of(run, home).write();
        List<Integer> made = delivered(order).stream()
                .filter(number -> !before.contains(number))
                .toList();
        int rejected = ledger.intake().rejectedSince(order.id(), firstRun);
        return outcome(
                order,
                end == RunEnd.DONE ? OrderOutcome.Result.DONE : OrderOutcome.Result.STOPPED,
                made,
                rejected,
                refusedWhenFull(order));
    }

    /** A submission is taken once: what it held beyond an earlier quantity is not looked at again by itself. */
    private String refusedWhenFull(ProductionOrder order) {
        Balance balance = balance(order);
        int full = balance.rejects().getOrDefault(RejectCode.QUOTA_EXCEEDED.name(), 0);
        return balance.open() > 0 && full > 0
                ? "%,d requests were refused while the order was full, and no file is read twice: send those that are still wanted (QUOTA_EXCEEDED in rejects.csv) again in a new file"
                        .formatted(full)
                : "";
    }

    /** What to say of an order whose run threw. */
    public OrderOutcome failed(ProductionOrder order, Exception failure) {
        OrderStatus status = ledger.orders().find(order.id()).isPresent()
                ? OrderBoard.status(ledger, order.id())
                : OrderStatus.waiting(order.id(), order.quantity());
        return new OrderOutcome(
                order.id(), OrderOutcome.Result.FAILED, status, List.of(), 0, String.valueOf(failure.getMessage()));
    }

    private boolean waits(ProductionOrder order, Optional<OrderRow> known) {
        return known.isEmpty()
                && (order.notBefore()
                                .filter(day -> day.isAfter(clock.instant()))
                                .isPresent()
                        || order.submission()
                                .filter(place -> Submissions.list(place).isEmpty())
                                .isPresent());
    }

    private String whatFor(ProductionOrder order) {
        return order.notBefore()
                .filter(day -> day.isAfter(clock.instant()))
                .map(day -> "its day is " + day)
                .orElseGet(() -> "no submission yet at " + order.submission().orElseThrow());
    }

    /** Enters an order that is new; of one that is known, takes over what may change and knows its key again. */
    private void enter(ProductionOrder order, Optional<OrderRow> known, OrderMaterial material, ModuleSecrets secrets) {
        if (known.isEmpty()) {
            ledger.orders()
                    .open(new OrderRow(
                            order.id(),
                            order.reference(),
                            order.quantity(),
                            order.spares(),
                            0,
                            0,
                            material.terms().text(),
                            secrets.keyCheck(),
                            0,
                            clock.instant(),
                            Optional.empty(),
                            ""));
            return;
        }
        if (!known.get().keyCheck().equals(secrets.keyCheck())) {
            throw new FaultException(
                    home.keys().toString(),
                    "the key of order %s is not the one it started with".formatted(order.id()),
                    "restore keys and ledger from the same backup");
        }
        ledger.orders().amend(order.id(), order.quantity(), order.spares());
    }

    private List<Integer> delivered(ProductionOrder order) {
        return ledger.orders().deliveries(order.id()).stream()
                .filter(DeliveryRow::isDelivered)
                .map(DeliveryRow::number)
                .toList();
    }

    private Balance balance(ProductionOrder order) {
        return ledger.balance(order.id()).count(ledger.orders().find(order.id()).orElseThrow());
    }

    private OrderOutcome outcome(
            ProductionOrder order, OrderOutcome.Result result, List<Integer> made, int rejected, String detail) {
        return new OrderOutcome(order.id(), result, OrderBoard.status(ledger, order.id()), made, rejected, detail);
    }

    /** How far all orders of the ledger are. */
    public List<OrderStatus> board() {
        return OrderBoard.all(ledger);
    }

    @Override
    public void close() {
        if (context != null) {
            context.close();
        }
        ledger.database().close();
    }
}
