package dev.mintmark.job;

import dev.mintmark.check.CheckCode;
import dev.mintmark.check.Findings;
import dev.mintmark.delivery.Bundle;
import dev.mintmark.format.matter.ProductId;
import dev.mintmark.format.matter.VendorId;
import dev.mintmark.input.FaultException;
import dev.mintmark.issue.KeyKind;
import dev.mintmark.keys.CertificateFile;
import dev.mintmark.manifest.ManifestComparison;
import dev.mintmark.manifest.ManifestHead;
import dev.mintmark.order.KeyOrigin;
import dev.mintmark.order.Terms;
import dev.mintmark.reconcile.Finding;
import dev.mintmark.reconcile.FindingCode;
import dev.mintmark.site.Site;
import dev.mintmark.store.DeliveryRow;
import dev.mintmark.store.Ledger;
import dev.mintmark.store.OrderRow;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An order's files on disk against the ledger: deliveries to the last byte, the manifest row by row. */
final class FileFindings {
    private final Home home;
    private final Site site;
    private final Ledger ledger;
    private final OrderRow order;
    private final List<Finding> findings = new ArrayList<>();

    FileFindings(Home home, Site site, Ledger ledger, OrderRow order) {
        this.home = home;
        this.site = site;
        this.ledger = ledger;
        this.order = order;
    }

    /** A delivery that was moved away is none. */
    List<Finding> find() throws IOException {
        List<DeliveryRow> delivered = ledger.orders().deliveries(order.id()).stream()
                .filter(DeliveryRow::isDelivered)
                .toList();
        Findings checked = new Findings();
        Map<Integer, Bundle> bundles =
                new LedgerDeliveries(home, ledger, order, Optional.empty(), checked).check(delivered);
        add(FindingCode.DELIVERY_DIFFERS, checked);
        if (!delivered.isEmpty()) {
            manifest(delivered, bundles);
        }
        return findings;
    }

    private void add(FindingCode code, Findings checked) {
        checked.list().stream()
                .filter(finding -> finding.code() != CheckCode.DELIVERY_MISSING)
                .forEach(finding -> findings.add(new Finding(code, finding.place(), finding.text())));
    }

    private void manifest(List<DeliveryRow> delivered, Map<Integer, Bundle> bundles) throws IOException {
        Path manifest = home.order(order.id()).manifest();
        String name = order.id() + "/" + manifest.getFileName();
        DeliveryRow newest = delivered.get(delivered.size() - 1);
        Terms terms = Terms.parse(order.terms());
        int before = findings.size();
        if (Files.isRegularFile(manifest) && !RecoveredOrder.isKnownFromManifest(terms)) {
            try {
                compare(manifest, newest.number(), terms);
            } catch (IllegalArgumentException e) {
                findings.add(new Finding(FindingCode.MANIFEST_DIFFERS, name, e.getMessage()));
            }
        }
        if (findings.size() == before) {
            Findings checked = new Findings();
            new LedgerManifest(
                            home,
                            ledger,
                            order,
                            new CheckMaterial(site, home, terms),
                            CertificateFile.x509(newest.signer().orElseThrow(() -> unknownSigner(newest))),
                            checked,
                            new ArrayList<>())
                    .check(delivered, bundles);
            add(FindingCode.MANIFEST_DIFFERS, checked);
        }
    }

    private static FaultException unknownSigner(DeliveryRow delivery) {
        return new FaultException(
                "", "the ledger does not say who signed delivery %04d".formatted(delivery.number()), "");
    }

    private void compare(Path manifest, int lastDelivery, Terms terms) throws IOException {
        Map<String, String> values = terms.values();
        ManifestComparison comparison = new ManifestComparison(new ManifestHead(
                order.id(),
                order.reference(),
                VendorId.parse(values.get("product vendor-id")),
                ProductId.parse(values.get("product product-id")),
                KeyKind.of(values.get("issuer key")),
                KeyOrigin.of(terms)));
        ledger.lots(order.id()).manifest(lastDelivery, comparison::expect);
        try (Reader in = Files.newBufferedReader(manifest)) {
            comparison.compare(
                    in,
                    difference -> findings.add(new Finding(
                            FindingCode.MANIFEST_DIFFERS,
                            difference
                                    .seq()
                                    .flatMap(seq -> ledger.findings(order.id()).moduleId(seq))
                                    .orElse(""),
                            difference.text())));
        }
    }
}
