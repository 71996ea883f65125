package dev.mintmark.cli;

import dev.mintmark.csr.SimulatedModules;
import dev.mintmark.input.FaultException;
import dev.mintmark.job.SimulatedFactory;
import dev.mintmark.order.KeyOrigin;
import dev.mintmark.order.ModuleId;
import dev.mintmark.order.OrderFiles;
import dev.mintmark.order.ProductionOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code mintmark simulate}: plays an order's modules. */
@Command(
        name = "simulate",
        description =
                "Plays an order's modules: makes their keys, DIR/keys/<module-id>.pem, and their requests, DIR/submission.zip. "
                        + "With --reports it plays the factory.")
final class SimulateCommand implements Callable<Integer> {
    @ParentCommand
    private MintmarkCommand mintmark;

    @Parameters(paramLabel = "DIR", description = "Where to; made if missing.")
    private Path folder;

    @Option(names = "--order", required = true, paramLabel = "ORDER.yaml", description = "The order to be played.")
    private Path order;

    @Option(names = "--count", paramLabel = "N", description = "How many modules (default: the order's quantity).")
    private Integer count;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "The same seed makes the same modules. For tests: their keys can be made again.")
    private Long seed;

    @Option(
            names = "--reports",
            description = "Plays the factory test instead: DIR/reports/ with receipts and reports, from the ledger.")
    private boolean reports;

    @Option(
            names = "--anomalies",
            paramLabel = "N",
            defaultValue = "1",
            description = "With --reports: of each kind that the factory can do so many, listed in DIR/anomalies.csv "
                    + "(default: ${DEFAULT-VALUE}).")
    private int anomalies;

    @Override
    public Integer call() throws Exception {
        List<ProductionOrder> orders =
                OrderFiles.read(List.of(order), mintmark.site()).all();
        if (orders.size() != 1) {
            throw new FaultException(
                    order.toString(), "holds %d orders".formatted(orders.size()), "name a file with one order");
        }
        ProductionOrder played = orders.get(0);
        RandomGenerator random = seed == null ? MintmarkCommand.random() : new SplittableRandom(seed);
        if (reports) {
            return playFactory(played, random);
        }
        if (played.keys() == KeyOrigin.HOST_MADE) {
            throw new FaultException(
                    played.where(), "order %s has its keys made by the host".formatted(played.id()), "run it as it is");
        }
        int modules = count == null ? played.quantity() : count;
        if (modules < 1) {
            throw new FaultException(
                    "", "--count %d is not at least 1".formatted(modules), "leave it out for the order's quantity");
        }
        SimulatedModules simulated = new SimulatedModules(random);
        if (played.modules().isEmpty()) {
            simulated.write(folder, modules);
        } else {
            List<ModuleId> ids = played.modules().stream().limit(modules).toList();
            modules = ids.size();
            simulated.write(folder, ids);
        }
        System.out.printf(
                "%,d modules: %s, their keys in %s%n",
                modules, folder.resolve("submission.zip"), folder.resolve("keys"));
        return ExitCode.DONE.number();
    }

    private Integer playFactory(ProductionOrder played, RandomGenerator random) throws Exception {
        if (anomalies < 0) {
            throw new FaultException(
                    "", "--anomalies %d is negative".formatted(anomalies), "0 plays an honest factory");
        }
        int planted = HeldLedger.of(mintmark.home(), mintmark.environment()).toRead(ledger -> new SimulatedFactory(
                        mintmark.home(),
                        ledger,
                        random,
                        MintmarkCommand.random(),
                        MintmarkCommand.clock().instant())
                .write(played.id(), folder, anomalies)
                .size());
        System.out.printf(
                "%s: reports in %s, %,d anomalies in %s%n",
                played.id(), folder.resolve("reports"), planted, folder.resolve("anomalies.csv"));
        return ExitCode.DONE.number();
    }
}
