package dev.mintmark.job;

import dev.mintmark.delivery.Receipt;
import dev.mintmark.delivery.ReceiptFault;
import dev.mintmark.durable.Access;
import dev.mintmark.durable.DurableFiles;
import dev.mintmark.format.Bytes;
import dev.mintmark.input.FaultException;
import dev.mintmark.input.Faults;
import dev.mintmark.keys.CertificateFile;
import dev.mintmark.keys.TestKeys;
import dev.mintmark.order.OrderId;
import dev.mintmark.order.Terms;
import dev.mintmark.site.Factory;
import dev.mintmark.site.Site;
import dev.mintmark.store.JdbcReceipts;
import dev.mintmark.store.Ledger;
import dev.mintmark.store.OrderRow;
import dev.mintmark.store.ReceiptRow;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes in what a factory sends of an order's deliveries. The receipt is kept before the ledger says that there is one, and
 * what is not good changes nothing. The caller holds the home.
 */
public final class ReceiptIntake {
    private final Home home;
    private final Site site;
    private final Ledger ledger;
    private final Clock clock;

    public ReceiptIntake(Home home, Site site, Ledger ledger, Clock clock) {
        this.home = home;
        this.site = site;
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * @return what became of each file, in their order
     * @throws FaultException if there is no such order or file, or the site no longer names the order's factory
     */
    public List<ReceiptOutcome> take(OrderId id, List<Path> files) throws IOException {
        OrderRow row = ledger.orders()
                .find(id)
                .orElseThrow(() -> new FaultException(
                        "", "no order \"%s\" in %s".formatted(id, home.root()), "mintmark status lists them"));
        requireThere(files);
        CheckMaterial material = new CheckMaterial(site, home, Terms.parse(row.terms()));
        OrderReports report = OrderReports.of(ledger, home, id, material);
        List<X509Certificate> signers = signers(material.term("factory"));
        TransparencyLog log = TransparencyLog.open(home, site, ledger, clock);
        List<ReceiptOutcome> outcomes = new ArrayList<>();
        for (Path file : files) {
            outcomes.add(take(id, file, signers));
        }
        log.checkpoint();
        report.write();
        return outcomes;
    }

    private static void requireThere(List<Path> files) {
        Faults faults = new Faults();
        for (Path file : files) {
            if (!Files.isRegularFile(file)) {
                faults.add(file.toString(), "there is no such file", "name a receipt, as the factory sent it");
            }
        }
        faults.throwIfAny();
    }

    private List<X509Certificate> signers(String factory) {
        if (factory.equals(Site.TEST)) {
            return List.of(CertificateFile.x509(TestKeys.read(home.testKeys()).factoryCertificate()));
        }
        Factory named = Optional.ofNullable(site.factories().get(factory))
                .orElseThrow(() -> new FaultException(
                        site.file().toString(),
                        "names no factory \"%s\", whose order this is".formatted(factory),
                        "name the site that the order was run with"));
        List<Path> files = named.reportSigners().isEmpty() ? named.recipients() : named.reportSigners();
        return files.stream().map(CertificateFile::x509).toList();
    }

    private ReceiptOutcome take(OrderId id, Path file, List<X509Certificate> signers) throws IOException {
        byte[] content;
        try (InputStream in = Files.newInputStream(file)) {
            content = in.readNBytes(Receipt.LARGEST + 1);
        }
        Receipt.Reading reading = Receipt.read(content);
        if (reading instanceof Receipt.Refused refused) {
            return refused(file, refused);
        }
        Receipt receipt = ((Receipt.Read) reading).receipt();
        Optional<JdbcReceipts.Place> place = ledger.receipts(id).deliveryOf(receipt.sumsSha256());
        if (place.isEmpty()) {
            return new ReceiptOutcome.Refused(
                    file, ReceiptFault.DELIVERY_UNKNOWN, "signed over no SHA256SUMS that was handed over here");
        }
        Receipt.Judgement judgement = receipt.judge(signers);
        if (judgement instanceof Receipt.Refused refused) {
            return refused(file, refused);
        }
        if (!place.get().order().equals(id)) {
            return new ReceiptOutcome.Refused(
                    file,
                    ReceiptFault.OTHER_ORDER,
                    "a receipt of order %s, delivery %04d"
                            .formatted(place.get().order(), place.get().delivery()));
        }
        return keep(id, file, receipt, (Receipt.Good) judgement, place.get().delivery());
    }

    private static ReceiptOutcome refused(Path file, Receipt.Refused refused) {
        return new ReceiptOutcome.Refused(file, refused.fault(), refused.reason());
    }

    private ReceiptOutcome keep(OrderId id, Path file, Receipt receipt, Receipt.Good good, int delivery)
            throws IOException {
        Optional<ReceiptRow> before = ledger.receipts(id).find(delivery);
        Bytes sha256 = receipt.content().sha256Digest();
        Path kept = home.order(id).receipt(delivery);
        if (before.isPresent() && (Files.exists(kept) || !before.get().sha256().equals(sha256))) {
            return new ReceiptOutcome.Acknowledged(file, before.get(), false);
        }
        DurableFiles.createFolders(home.order(id).receipts(), Access.UMASK);
        DurableFiles.write(kept, receipt.content().toByteArray(), Access.UMASK);
        ReceiptRow row = before.orElseGet(
                () -> new ReceiptRow(delivery, sha256, good.signer(), good.signedAt(), clock.instant()));
        ledger.receipts(id).take(row);
        return new ReceiptOutcome.Acknowledged(file, row, before.isEmpty());
    }
}
