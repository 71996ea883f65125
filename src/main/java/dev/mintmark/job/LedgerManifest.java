package dev.mintmark.job;

import dev.mintmark.check.CheckCode;
import dev.mintmark.check.Findings;
import dev.mintmark.delivery.Bundle;
import dev.mintmark.format.Bytes;
import dev.mintmark.format.matter.ProductId;
import dev.mintmark.format.matter.VendorId;
import dev.mintmark.format.seal.DetachedSignature;
import dev.mintmark.format.seal.SealException;
import dev.mintmark.manifest.ManifestHead;
import dev.mintmark.store.DeliveryRow;
import dev.mintmark.store.Ledger;
import dev.mintmark.store.OrderRow;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;

/** The order's signed manifest against the ledger. */
final class LedgerManifest {
    private final OrderFolder folder;
    private final Ledger ledger;
    private final OrderRow order;
    private final CheckMaterial material;
    private final X509Certificate signer;
    private final Findings findings;
    private final List<String> notes;

    LedgerManifest(
            Home home,
            Ledger ledger,
            OrderRow order,
            CheckMaterial material,
            X509Certificate signer,
            Findings findings,
            List<String> notes) {
        this.folder = home.order(order.id());
        this.ledger = ledger;
        this.order = order;
        this.material = material;
        this.signer = signer;
        this.findings = findings;
        this.notes = notes;
    }

    /**
     * @param bundles of the good deliveries; the newest tells what the manifest was written with
     */
    void check(List<DeliveryRow> delivered, Map<Integer, Bundle> bundles) throws IOException {
        if (delivered.isEmpty()) {
            return;
        }
        if (!signatureHolds()) {
            return;
        }
        int last = delivered.get(delivered.size() - 1).number();
        boolean underWay = ledger.orders().unfinishedDelivery(order.id()).isPresent();
        if (underWay || !bundles.containsKey(last)) {
            notes.add(
                    underWay
                            ? "the manifest was not compared: a delivery is under way, run the order first"
                            : "the manifest was not compared: it was written with the newest delivery");
            return;
        }
        Bytes found;
        try (InputStream in = Files.newInputStream(folder.manifest())) {
            DigestInputStream digest = new DigestInputStream(in, Bytes.sha256());
            digest.transferTo(OutputStream.nullOutputStream());
            found = Bytes.of(digest.getMessageDigest().digest());
        }
        try {
            if (!found.equals(rendered(bundles.get(last), last))) {
                tellRows(bundles.get(last), last);
            }
        } catch (IllegalArgumentException e) {
            findings.add(
                    CheckCode.MANIFEST_DIFFERS,
                    place(folder.manifest()),
                    "is well signed, but the ledger gives none: %s",
                    e.getMessage());
        }
    }

    private String place(Path path) {
        return folder.root().getParent().relativize(path).toString();
    }

    private boolean signatureHolds() throws IOException {
        Path manifest = folder.manifest();
        for (Path file : List.of(manifest, folder.manifestSignature())) {
            if (!Files.isRegularFile(file)) {
                findings.add(CheckCode.MANIFEST_SIGNATURE, place(file), "is not there");
                return false;
            }
        }
        try (InputStream content = new BufferedInputStream(Files.newInputStream(manifest))) {
            DetachedSignature.verify(content, Bytes.of(Files.readAllBytes(folder.manifestSignature())), signer);
            return true;
        } catch (SealException e) {
            findings.add(CheckCode.MANIFEST_SIGNATURE, place(folder.manifestSignature()), "%s", e.getMessage());
            return false;
        }
    }

    private Bytes rendered(Bundle newest, int lastDelivery) throws IOException {
        MessageDigest digest = Bytes.sha256();
        try (Writer out = new OutputStreamWriter(
                new DigestOutputStream(OutputStream.nullOutputStream(), digest), StandardCharsets.UTF_8)) {
            OrderDocuments.manifest(head(newest), ledger.lots(order.id()), lastDelivery, out);
        }
        return Bytes.of(digest.digest());
    }

    private void tellRows(Bundle newest, int lastDelivery) throws IOException {
        try (BufferedReader signed = Files.newBufferedReader(folder.manifest());
                Writer rows = new ManifestRows(signed, place(folder.manifest()), findings)) {
            OrderDocuments.manifest(head(newest), ledger.lots(order.id()), lastDelivery, rows);
        }
    }

    private ManifestHead head(Bundle newest) {
        return new ManifestHead(
                order.id(),
                newest.reference(),
                VendorId.parse(material.term("product vendor-id")),
                ProductId.parse(material.term("product product-id")),
                newest.issuerKey(),
                material.keys());
    }
}
