package dev.mintmark.cli;

import dev.mintmark.check.CheckReport;
import dev.mintmark.check.CheckWatch;
import dev.mintmark.check.DeliveryCheck;
import dev.mintmark.check.Finding;
import dev.mintmark.input.FaultException;
import dev.mintmark.input.FileSafe;
import dev.mintmark.job.Home;
import dev.mintmark.job.HomeLock;
import dev.mintmark.job.LedgerCheck;
import dev.mintmark.job.Phase;
import dev.mintmark.keys.CertificateFile;
import dev.mintmark.keys.KeyFile;
import dev.mintmark.keys.Passwords;
import dev.mintmark.order.OrderFiles;
import dev.mintmark.order.OrderId;
import dev.mintmark.order.ProductionOrder;
import dev.mintmark.site.PasswordSource;
import dev.mintmark.site.Site;
import dev.mintmark.store.Ledger;
import dev.mintmark.store.LedgerDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code mintmark check}: reads deliveries back. Exit code 5 if anything is not as it should be. */
@Command(
        name = "check",
        description = "Reads deliveries back with parsers and lints, against their manifests and today's rules. "
                + "Changes nothing and lays nothing out.")
final class CheckCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @ParentCommand
    private MintmarkCommand mintmark;

    @Parameters(
            paramLabel = "PATH|ORDER",
            description =
                    "A delivery that was laid out, or one lot of it; a sealed delivery, with --trust and --key; "
                            + "or an order in the ledger: by its id, or by its file, and then its lots are made again and read too.")
    private String what;

    @Option(
            names = "--trust",
            paramLabel = "SIGNER.pem",
            description = "The one signer's certificate to be trusted (of an order: default the site's).")
    private Path trust;

    @Option(
            names = "--key",
            paramLabel = "KEY.pem",
            description = "A recipient's private key: looks into a sealed delivery.")
    private Path key;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "Password of the key file, in its first line.")
    private Path passwordFile;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        CheckReport report;
        try (Progress progress = Progress.onStandardError(mintmark.quiet())) {
            report = check(watch(progress));
        }
        System.out.print(json ? json(report) : text(report));
        return (report.findings().isEmpty() ? ExitCode.DONE : ExitCode.FINDINGS).number();
    }

    private static CheckWatch watch(Progress progress) {
        return new CheckWatch() {
            @Override
            public void begin(OrderId order, long modules) {
                progress.begin(order, Phase.CHECK, modules, 0);
            }

            @Override
            public void advance(long modules) {
                progress.advance(modules);
            }
        };
    }

    private CheckReport check(CheckWatch watch) throws Exception {
        Optional<Path> path = existing();
        if (path.isEmpty()) {
            OrderId order = orderId();
            return inLedger(watch, mintmark.site(), check -> check.check(order));
        }
        if (!Files.isDirectory(path.get())) {
            Site site = mintmark.site();
            List<ProductionOrder> orders =
                    OrderFiles.read(List.of(path.get()), site).all();
            return inLedger(watch, site, check -> all(check, orders));
        }
        return folder(path.get(), watch);
    }

    private Optional<Path> existing() {
        try {
            return Optional.of(Path.of(what)).filter(Files::exists);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private OrderId orderId() {
        try {
            return new OrderId(what);
        } catch (IllegalArgumentException e) {
            throw new FaultException(
                    "",
                    "\"%s\" is neither there nor an order's id".formatted(FileSafe.printable(what)),
                    "name a delivery's folder, an order's file, or an order: mintmark status lists them");
        }
    }

    private CheckReport folder(Path folder, CheckWatch watch) throws IOException {
        DeliveryCheck check = new DeliveryCheck(watch);
        return switch (DeliveryCheck.Form.of(folder)) {
            case SEALED -> check.sealed(folder, trusted(folder), key());
            case OPENED -> {
                refuseSealedOptions(folder);
                yield check.opened(folder);
            }
            case LOT -> {
                refuseSealedOptions(folder);
                yield check.lot(folder);
            }
            case NEITHER -> {
                DeliveryArgument.require(folder);
                throw new FaultException(
                        folder.toString(),
                        "is neither a delivery nor a lot",
                        "a delivery has SHA256SUMS in it, or lot-0001 once it was opened");
            }
        };
    }

    private X509Certificate trusted(Path folder) {
        if (trust == null) {
            throw new FaultException(
                    folder.toString(),
                    "is sealed, and nobody is trusted to have signed it",
                    "name the signer's certificate: --trust SIGNER.pem");
        }
        return CertificateFile.x509(trust);
    }

    private Optional<PrivateKey> key() {
        Optional<PasswordSource> password = Optional.ofNullable(passwordFile).map(PasswordSource.InFile::new);
        return Optional.ofNullable(key)
                .map(file ->
                        KeyFile.read(file, new Passwords(System.getenv()).of(password), OpenCommand.PASSWORD_HINT));
    }

    private void refuseSealedOptions(Path folder) {
        if (trust != null || key != null) {
            throw new FaultException(
                    folder.toString(),
                    "was opened already, and carries no signature any more",
                    "leave --trust and --key out, or name the sealed delivery");
        }
    }

    private interface InLedger {
        CheckReport check(LedgerCheck check) throws IOException;
    }

    private CheckReport inLedger(CheckWatch watch, Site site, InLedger work) throws Exception {
        if (key != null) {
            throw new FaultException(
                    "",
                    "an order is checked by the ledger, without --key",
                    "name the delivery's folder to look into it");
        }
        Home home = mintmark.home();
        if (!Files.isDirectory(home.ledger()) && !mintmark.environment().containsKey("MINTMARK_LEDGER_URL")) {
            throw new FaultException(
                    home.root().toString(), "no order has been started in this home", "name the home: --home DIR");
        }
        Optional<X509Certificate> signer = Optional.ofNullable(trust).map(CertificateFile::x509);
        try (HomeLock held = HomeLock.acquire(home, PATIENCE);
                LedgerDatabase database = LedgerDatabase.openToRead(home.ledger(), mintmark.environment())) {
            Ledger ledger = new Ledger(database);
            return work.check(new LedgerCheck(home, site, ledger, signer, watch, MintmarkCommand.random()));
        }
    }

    private static CheckReport all(LedgerCheck check, List<ProductionOrder> orders) throws IOException {
        int lots = 0;
        long modules = 0;
        List<Finding> findings = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (ProductionOrder order : orders) {
            CheckReport one = check.check(order);
            lots += one.lots();
            modules += one.modules();
            findings.addAll(one.findings());
            one.notes().stream().filter(note -> !notes.contains(note)).forEach(notes::add);
        }
        return new CheckReport(lots, modules, findings, notes);
    }

    private static String text(CheckReport report) {
        StringBuilder text = new StringBuilder();
        report.findings().forEach(finding -> text.append(finding.line()).append(System.lineSeparator()));
        text.append(String.format(
                Locale.ROOT,
                "checked %s in %s: %s",
                counted(report.modules(), "module"),
                counted(report.lots(), "lot"),
                counted(report.findings().size(), "finding")));
        report.notes().forEach(note -> text.append("; ").append(note));
        return text.append(System.lineSeparator()).toString();
    }

    private static String counted(long count, String what) {
        return String.format(Locale.ROOT, "%,d %s%s", count, what, count == 1 ? "" : "s");
    }

    private static String json(CheckReport report) {
        ObjectNode root = PrettyJson.object();
        root.put("modules", report.modules());
        root.put("lots", report.lots());
        ArrayNode findings = root.putArray("findings");
        report.findings().forEach(finding -> findings.addObject()
                .put("code", finding.code().name())
                .put("place", finding.place())
                .put("text", finding.text()));
        ArrayNode notes = root.putArray("notes");
        report.notes().forEach(notes::add);
        return PrettyJson.text(root);
    }
}
