package dev.mintmark.cli;

import dev.mintmark.csr.SimulatedAuthority;
import dev.mintmark.csr.SimulatedCloud;
import dev.mintmark.csr.SimulatedModules;
import dev.mintmark.input.FaultException;
import dev.mintmark.job.Home;
import dev.mintmark.job.HomeLock;
import dev.mintmark.job.SimulatedFactory;
import dev.mintmark.keys.IssuerKeys;
import dev.mintmark.keys.SignerFiles;
import dev.mintmark.keys.TestKeys;
import dev.mintmark.order.KeyOrigin;
import dev.mintmark.order.ModuleId;
import dev.mintmark.order.OrderFiles;
import dev.mintmark.order.OrderKind;
import dev.mintmark.order.Product;
import dev.mintmark.order.ProductionOrder;
import dev.mintmark.site.Site;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
                        + "Where the order adopts, it plays the other CA too, with the test PAI, and the submission holds certificates. "
                        + "Of a field upgrade it plays the device cloud, with the test keys of the home: DIR/submission-0001.ndjson.p7m. "
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
            names = "--parts",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of a field upgrade: in how many submissions (default: 1).")
    private int parts;

    @Option(
            names = "--sequence",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of a field upgrade: the first submission's sequence in the order (default: 1).")
    private int sequence;

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
        SimulatedModules simulated = new SimulatedModules(random, authority(played));
        List<ModuleId> ids = played.modules().stream().limit(modules).toList();
        if (played.kind() == OrderKind.FIELD_UPGRADE) {
            return cloud(played, simulated, ids);
        }
        if (ids.isEmpty()) {
            simulated.write(folder, modules);
        } else {
            modules = ids.size();
            simulated.write(folder, ids);
        }
        System.out.printf(
                "%,d modules: %s, their keys in %s%n",
                modules, folder.resolve("submission.zip"), folder.resolve("keys"));
        return ExitCode.DONE.number();
    }

    /** Of an order that adopts, the test PAI's key is the other CA's. */
    private Optional<SimulatedAuthority> authority(ProductionOrder played) throws Exception {
        if (played.keys() != KeyOrigin.ADOPTED) {
            return Optional.empty();
        }
        if (!played.issuer().equals(Site.TEST)) {
            throw new FaultException(
                    order.toString(),
                    "adopts DACs of \"%s\", whose key is not here".formatted(played.issuer()),
                    "only issuer: test can be played: its key is the home's");
        }
        IssuerKeys issuer = testKeys().issuer();
        Product product = played.product();
        return Optional.of(new SimulatedAuthority(
                issuer.pai(),
                issuer::sign,
                product.vendorId(),
                product.productId(),
                product.dacSubject(),
                MintmarkCommand.clock().instant()));
    }

    private TestKeys testKeys() throws Exception {
        Home home = mintmark.home();
        try (HomeLock held = HomeLock.acquire(home, Duration.ofSeconds(10))) {
            return TestKeys.createOrRead(
                    home.testKeys(), MintmarkCommand.clock().instant(), MintmarkCommand.random());
        }
    }

    private int cloud(ProductionOrder played, SimulatedModules devices, List<ModuleId> ids) throws Exception {
        if (!played.factory().equals(Site.TEST)) {
            throw new FaultException(
                    order.toString(),
                    "is for \"%s\", whose key is not here".formatted(played.factory()),
                    "only factory: test can be played: its key is the home's");
        }
        if (parts < 1 || parts > ids.size() || sequence < 1) {
            throw new FaultException(
                    "",
                    "--parts %d, --sequence %d: neither may be less than 1, and there are %d devices"
                            .formatted(parts, sequence, ids.size()),
                    "leave both out for one submission, the order's first");
        }
        Instant now = MintmarkCommand.clock().instant();
        SimulatedCloud cloud = new SimulatedCloud(
                devices,
                played.id(),
                SignerFiles.signer(testKeys().submissionSigner(), now, MintmarkCommand.random()),
                now);
        List<Path> written = cloud.write(folder, ids, parts, sequence);
        System.out.printf("%,d devices, their keys in %s%n", ids.size(), folder.resolve("keys"));
        written.forEach(System.out::println);
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
