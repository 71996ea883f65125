package dev.mintmark.job;

import dev.mintmark.check.CheckReport;
import dev.mintmark.check.CheckWatch;
import dev.mintmark.check.Crew;
import dev.mintmark.check.Findings;
import dev.mintmark.delivery.Bundle;
import dev.mintmark.input.FaultException;
import dev.mintmark.keys.CertificateFile;
import dev.mintmark.order.OrderId;
import dev.mintmark.order.ProductionOrder;
import dev.mintmark.order.Terms;
import dev.mintmark.site.Site;
import dev.mintmark.store.DeliveryRow;
import dev.mintmark.store.Ledger;
import dev.mintmark.store.OrderRow;
import java.io.IOException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks an order by the ledger: its DACs against today's rules, its deliveries on disk, its manifest, and its lots made again.
 * Changes neither ledger nor files. The caller holds the home.
 */
public final class LedgerCheck {
    private final Home home;
    private final Site site;
    private final Ledger ledger;
    private final Optional<X509Certificate> trust;
    private final CheckWatch watch;
    private final SecureRandom random;

    /**
     * @param trust who signed the deliveries; if empty, who the ledger says did
     * @param random for nothing that leaves this class: key files are opened with it at hand
     */
    public LedgerCheck(
            Home home,
            Site site,
            Ledger ledger,
            Optional<X509Certificate> trust,
            CheckWatch watch,
            SecureRandom random) {
        this.home = home;
        this.site = site;
        this.ledger = ledger;
        this.trust = trust;
        this.watch = watch;
        this.random = random;
    }

    /**
     * All that needs no product.
     *
     * @throws FaultException if the ledger has no such order
     */
    public CheckReport check(OrderId order) throws IOException {
        return check(order, Optional.empty());
    }

    /**
     * All, every lot's second rendering included.
     *
     * @throws FaultException if the ledger has no such order, or its product is another than it was started with
     */
    public CheckReport check(ProductionOrder order) throws IOException {
        return check(order.id(), Optional.of(order));
    }

    private CheckReport check(OrderId id, Optional<ProductionOrder> order) throws IOException {
        OrderRow row = ledger.orders()
                .find(id)
                .orElseThrow(() -> new FaultException(
                        "", "no order \"%s\" in %s".formatted(id, home.root()), "mintmark status lists them"));
        CheckMaterial material = new CheckMaterial(site, home, Terms.parse(row.terms()));
        Findings findings = new Findings();
        List<String> notes = new ArrayList<>();
        List<DeliveryRow> delivered = ledger.orders().deliveries(id).stream()
                .filter(DeliveryRow::isDelivered)
                .toList();
        X509Certificate signer = trust.or(() -> lastSigner(delivered)).orElseGet(material::bundleSigner);
        try (Crew crew = new Crew()) {
            watch.begin(id, ledger.balance(id).count(row).issued());
            long dacs = new LedgerDacs(ledger, row, material, findings, notes).check(crew, watch);
            Map<Integer, Bundle> bundles = new LedgerDeliveries(home, ledger, row, trust, findings).check(delivered);
            new LedgerManifest(home, ledger, row, material, signer, findings, notes).check(delivered, bundles);
            int lots = delivered.stream().mapToInt(DeliveryRow::lots).sum();
            if (order.isEmpty()) {
                notes.add(
                        "images were checked by their hashes alone: name the order's file, and its lots are made again and read");
            } else if (row.closedAt().isPresent()) {
                notes.add("images were checked by their hashes alone: the order is closed and its key gone");
            } else {
                new LotsAgain(home, ledger, row, material, random, findings)
                        .check(order.get(), delivered, bundles, crew, watch);
            }
            return new CheckReport(lots, dacs, findings.list(), notes);
        }
    }

    /** Who signed the newest delivery, and with it the manifest. */
    private static Optional<X509Certificate> lastSigner(List<DeliveryRow> delivered) {
        return delivered.isEmpty()
                ? Optional.empty()
                : delivered.get(delivered.size() - 1).signer().map(CertificateFile::x509);
    }
}
