package dev.mintmark.job;

import dev.mintmark.delivery.DeliveryException;
import dev.mintmark.delivery.SignedDelivery;
import dev.mintmark.format.Bytes;
import dev.mintmark.format.seal.DetachedSignature;
import dev.mintmark.format.seal.SealException;
import dev.mintmark.input.FaultException;
import dev.mintmark.keys.CertificateFile;
import dev.mintmark.keys.TestKeys;
import dev.mintmark.manifest.ListedModule;
import dev.mintmark.manifest.ManifestCsv;
import dev.mintmark.order.OrderId;
import dev.mintmark.site.Site;
import dev.mintmark.store.DeliveryRow;
import dev.mintmark.store.Ledger;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What a home says of its orders over the bundle signer's signature: manifests, and deliveries on disk. */
final class SignedManifests {
    private static final String HINT = "name the site that the order was run with; or put the signed one back";

    private final Home home;
    private final Site site;
    private final Ledger ledger;

    SignedManifests(Home home, Site site, Ledger ledger) {
        this.home = home;
        this.site = site;
        this.ledger = ledger;
    }

    boolean has(OrderId order) {
        return Files.exists(home.order(order).manifest());
    }

    /**
     * Passes an order's manifest row by row, once its signature is found good.
     *
     * @throws FaultException if nobody signed it who is known to sign deliveries here
     */
    void read(OrderId order, Consumer<ListedModule> each) throws IOException {
        Path manifest = home.order(order).manifest();
        Path signature = home.order(order).manifestSignature();
        requireSigned(manifest, signature, signers(order));
        try (Reader in = Files.newBufferedReader(manifest)) {
            ManifestCsv.readOrder(in, each);
        } catch (IllegalArgumentException e) {
            throw new FaultException(manifest.toString(), e.getMessage(), HINT);
        }
    }

    private static void requireSigned(Path manifest, Path signature, List<X509Certificate> signers) throws IOException {
        for (X509Certificate signer : signers) {
            try (InputStream content = new BufferedInputStream(Files.newInputStream(manifest))) {
                if (Files.exists(signature)) {
                    DetachedSignature.verify(content, Bytes.of(Files.readAllBytes(signature)), signer);
                    return;
                }
            } catch (SealException e) {
                continue;
            }
        }
        throw new FaultException(manifest.toString(), "is not signed by this site's bundle signer", HINT);
    }

    /** A delivery on disk and whose certificate it is good by. */
    record Delivery(SignedDelivery signed, X509Certificate signer) {}

    /**
     * @throws FaultException if it is not there, or not good by any signer known
     */
    Delivery delivery(OrderId order, int number) throws IOException {
        Path folder = home.order(order).delivery(number);
        if (!Files.isDirectory(folder)) {
            throw new FaultException(
                    folder.toString(),
                    "is not there, and neither ledger nor log tell of it, but the manifest does",
                    "put the delivery back, as it was handed over, and repeat");
        }
        String why = "is signed by nobody known";
        for (X509Certificate signer : signers(order)) {
            try {
                return new Delivery(SignedDelivery.verify(folder, signer), signer);
            } catch (DeliveryException e) {
                why = e.faults().get(0).text();
            }
        }
        throw new FaultException(folder.toString(), why, HINT);
    }

    private List<X509Certificate> signers(OrderId order) {
        List<X509Certificate> signers = new ArrayList<>();
        site.bundleSigner().ifPresent(files -> signers.add(CertificateFile.x509(files.certificate())));
        if (Files.isDirectory(home.testKeys())) {
            signers.add(CertificateFile.x509(
                    TestKeys.read(home.testKeys()).bundleSigner().certificate()));
        }
        for (DeliveryRow row : ledger.orders().deliveries(order)) {
            row.signer().map(CertificateFile::x509).ifPresent(signers::add);
        }
        return signers;
    }
}
