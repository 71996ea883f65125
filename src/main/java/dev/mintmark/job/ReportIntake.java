package dev.mintmark.job;

import dev.mintmark.delivery.Receipt;
import dev.mintmark.disposition.ReportForm;
import dev.mintmark.input.FaultException;
import dev.mintmark.input.Faults;
import dev.mintmark.keys.CertificateFile;
import dev.mintmark.keys.TestKeys;
import dev.mintmark.order.OrderId;
import dev.mintmark.order.Terms;
import dev.mintmark.site.Factory;
import dev.mintmark.site.Site;
import dev.mintmark.store.Ledger;
import dev.mintmark.store.OrderRow;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Takes in what a factory sends of an order: receipts of deliveries, and reports of modules. The caller holds the home. */
public final class ReportIntake {
    private final Home home;
    private final Site site;
    private final Ledger ledger;
    private final Clock clock;

    public ReportIntake(Home home, Site site, Ledger ledger, Clock clock) {
        this.home = home;
        this.site = site;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Whose signatures count, how reports are written, and whether they must be signed. */
    private record Sender(List<X509Certificate> signers, ReportForm form, boolean mustSign) {}

    /**
     * @param files a signature that lies beside a report counts with it, and is no file of its own
     * @return what became of each file, in their order
     * @throws FaultException if there is no such order or file, or the site no longer names the order's factory
     */
    public List<ReportOutcome> take(OrderId id, List<Path> files) throws IOException, InterruptedException {
        OrderRow row = ledger.orders()
                .find(id)
                .orElseThrow(() -> new FaultException(
                        "", "no order \"%s\" in %s".formatted(id, home.root()), "mintmark status lists them"));
        requireThere(files);
        CheckMaterial material = new CheckMaterial(site, home, Terms.parse(row.terms()));
        OrderReports report = OrderReports.of(ledger, home, id, material, clock);
        Sender sender = sender(material.term("factory"));
        TransparencyLog log = TransparencyLog.open(home, site, ledger, clock);
        Set<Path> signatures = files.stream()
                .map(file -> ModuleReports.signature(file).toAbsolutePath())
                .collect(Collectors.toSet());
        List<ReportOutcome> outcomes = new ArrayList<>();
        for (Path file : files) {
            if (!signatures.contains(file.toAbsolutePath())) {
                outcomes.add(take(id, file, sender));
            }
        }
        log.checkpoint();
        // also when all is known: whoever took it may have been killed before this
        if (!outcomes.stream().allMatch(ReportOutcome.Refused.class::isInstance)) {
            report.write();
        }
        return outcomes;
    }

    private static void requireThere(List<Path> files) {
        Faults faults = new Faults();
        for (Path file : files) {
            if (!Files.isRegularFile(file)) {
                faults.add(
                        file.toString(), "there is no such file", "name a receipt or a report, as the factory sent it");
            }
        }
        faults.throwIfAny();
    }

    private Sender sender(String factory) {
        if (factory.equals(Site.TEST)) {
            return new Sender(
                    List.of(CertificateFile.x509(TestKeys.read(home.testKeys()).factoryCertificate())),
                    ReportForm.PUBLISHED,
                    false);
        }
        Factory named = Optional.ofNullable(site.factories().get(factory))
                .orElseThrow(() -> new FaultException(
                        site.file().toString(),
                        "names no factory \"%s\", whose order this is".formatted(factory),
                        "name the site that the order was run with"));
        List<Path> files = named.reportSigners().isEmpty() ? named.recipients() : named.reportSigners();
        return new Sender(
                files.stream().map(CertificateFile::x509).toList(), named.reportForm(), named.signedReports());
    }

    private ReportOutcome take(OrderId id, Path file, Sender sender) throws IOException, InterruptedException {
        byte[] content;
        try (InputStream in = Files.newInputStream(file)) {
            content = in.readNBytes(Receipt.LARGEST + 1);
        }
        return Receipt.isReport(content)
                ? new ModuleReports(home, id, ledger, clock)
                        .take(file, sender.form(), sender.signers(), sender.mustSign())
                : new ReceiptIntake(home, ledger, clock).take(id, file, content, sender.signers());
    }
}
