package dev.mintmark.cli;

import dev.mintmark.input.FaultException;
import dev.mintmark.job.BackupDesk;
import dev.mintmark.job.CheckedOrders;
import dev.mintmark.job.Home;
import dev.mintmark.job.HomeLock;
import dev.mintmark.job.OrderFolder;
import dev.mintmark.job.OrderOutcome;
import dev.mintmark.job.OrderStatus;
import dev.mintmark.job.Production;
import dev.mintmark.job.RunWatch;
import dev.mintmark.job.StopSignal;
import dev.mintmark.job.Version;
import dev.mintmark.order.FaultyOrder;
import dev.mintmark.order.OrderFiles;
import dev.mintmark.order.ProductionOrder;
import dev.mintmark.order.ReadOrders;
import dev.mintmark.site.Site;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code mintmark run}: makes all that orders ask for, as far as their submissions go. Safe to repeat. */
@Command(
        name = "run",
        description = "Makes all that the orders ask for, by due date. Safe to repeat: it goes on where it stopped.")
final class RunCommand implements Callable<Integer> {
    /** How long a run waits for another one to end. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @ParentCommand
    private MintmarkCommand mintmark;

    @Parameters(
            arity = "1..*",
            paramLabel = "ORDER",
            description = "Order files, an ERP's CSV of orders, or folders of them.")
    private List<Path> paths;

    @Option(names = "--json", description = "Results as JSON.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        Version.libraryFault().ifPresent(why -> System.err.println("mintmark: " + why));
        Site site = mintmark.site();
        ReadOrders orders = OrderFiles.read(paths, site);
        StopSignal stop = new StopSignal();
        if (!mintmark.quiet() && !Files.exists(mintmark.home().root())) {
            System.err.println("new home: " + mintmark.home().root());
        }
        try (Interruption interruption = new Interruption(stop);
                HomeLock held = HomeLock.acquire(mintmark.home(), PATIENCE)) {
            int code = run(orders, site, stop).number();
            return interruption.ended(code);
        }
    }

    private ExitCode run(ReadOrders orders, Site site, StopSignal stop) throws Exception {
        Home home = mintmark.home();
        Clock clock = MintmarkCommand.clock();
        List<ExitCode> codes = new ArrayList<>();
        List<OrderOutcome> outcomes = new ArrayList<>();
        CheckedOrders checked;
        try (Progress progress = Progress.onStandardError(mintmark.quiet());
                StatusBoard status = new StatusBoard(home, clock);
                Production production = Production.open(
                        home,
                        RunWatch.all(List.of(progress, status)),
                        stop,
                        clock,
                        MintmarkCommand.random(),
                        mintmark.environment());
                BackupDesk backups = production.backups()) {
            checked = production.check(orders, site, mintmark.environment());
            if (!checked.faulty().isEmpty()) {
                codes.add(Failures.tell(new FaultException(ReadOrders.faults(checked.faulty())), home.root()));
            }
            status.start(production.board());
            for (ProductionOrder order : checked.orders()) {
                if (stop.isAsked()) {
                    codes.add(ExitCode.STOPPED);
                    break;
                }
                try {
                    OrderOutcome outcome = production.run(order, checked);
                    outcomes.add(outcome);
                    codes.add(code(outcome));
                    if (!json) {
                        tell(order, outcome);
                    }
                } catch (Exception e) {
                    // one order that fails does not stop the next
                    progress.end();
                    codes.add(Failures.tell(e, home.root()));
                    if (FullDisk.behind(e, home.root()).isPresent()) {
                        // no order can be run, and the ledger not even be asked
                        break;
                    }
                    outcomes.add(production.failed(order, e));
                }
                status.settle(board(production, outcomes));
            }
        }
        if (json) {
            System.out.print(OutcomeJson.write(outcomes, checked.faulty(), home));
        } else {
            checked.faulty().forEach(RunCommand::tellNotRun);
        }
        return ExitCode.gravest(codes);
    }

    /** What the ledger knows, and the orders that it does not know yet because they wait. */
    private static List<OrderStatus> board(Production production, List<OrderOutcome> outcomes) {
        List<OrderStatus> board = new ArrayList<>(production.board());
        outcomes.stream()
                .map(OrderOutcome::status)
                .filter(status -> status.state() == OrderStatus.State.WAITING)
                .forEach(board::add);
        return board;
    }

    private static ExitCode code(OrderOutcome outcome) {
        if (outcome.result() == OrderOutcome.Result.STOPPED) {
            return ExitCode.STOPPED;
        }
        return outcome.rejected() > 0 ? ExitCode.REFUSED : ExitCode.DONE;
    }

    private void tell(ProductionOrder order, OrderOutcome outcome) {
        OrderStatus status = outcome.status();
        OrderFolder folder = mintmark.home().order(order.id());
        StringBuilder text = new StringBuilder();
        text.append("%s: %s%s%n"
                .formatted(
                        order.id(),
                        outcome.result() == OrderOutcome.Result.STOPPED ? "stopped, " : "",
                        OrderLine.of(status)));
        if (!outcome.detail().isEmpty()) {
            text.append("  %s%n".formatted(outcome.detail()));
        }
        if (outcome.rejected() > 0) {
            text.append("  %,d refused now, each with its reason: %s%n"
                    .formatted(outcome.rejected(), shown(folder.rejects())));
        }
        for (int delivery : outcome.made()) {
            text.append("  delivery %04d: %s%n".formatted(delivery, shown(folder.delivery(delivery))));
        }
        if (status.accepted() > 0) {
            text.append("  report: %s%n".formatted(shown(folder.reportHtml())));
        }
        for (int delivery : outcome.made()) {
            text.append("  open it: %s%n".formatted(openLine(order, folder.delivery(delivery))));
        }
        System.out.print(text);
    }

    private static void tellNotRun(FaultyOrder order) {
        int count = order.faults().size();
        System.out.printf("%s: not run, %,d %s, told above%n", order.name(), count, count == 1 ? "fault" : "faults");
    }

    private String openLine(ProductionOrder order, Path delivery) {
        boolean test = order.factory().equals(Site.TEST);
        Path keys = mintmark.home().testKeys();
        String key = test ? shown(keys.resolve("factory.key.pem")) : "FACTORY-KEY.pem";
        String signer = order.issuer().equals(Site.TEST) ? shown(keys.resolve("bundle-signer.crt.pem")) : "SIGNER.pem";
        return "./mintmark open %s --key %s --trust %s --out opened/%s-%s"
                .formatted(shown(delivery), key, signer, order.id(), delivery.getFileName());
    }

    /** Relative to where the user stands, if it is below. */
    private static String shown(Path path) {
        Path here = Path.of("").toAbsolutePath();
        return (path.startsWith(here) ? here.relativize(path) : path).toString();
    }
}
