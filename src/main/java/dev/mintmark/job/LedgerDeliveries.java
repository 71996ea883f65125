package dev.mintmark.job;

import dev.mintmark.check.CheckCode;
import dev.mintmark.check.Findings;
import dev.mintmark.delivery.Bundle;
import dev.mintmark.delivery.DeliveryException;
import dev.mintmark.delivery.PlannedLot;
import dev.mintmark.delivery.SealedLot;
import dev.mintmark.delivery.SignedDelivery;
import dev.mintmark.format.Bytes;
import dev.mintmark.keys.CertificateFile;
import dev.mintmark.store.DeliveryRow;
import dev.mintmark.store.Ledger;
import dev.mintmark.store.OrderRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Deliveries on disk against what the ledger says was handed over. */
final class LedgerDeliveries {
    private final Home home;
    private final Ledger ledger;
    private final OrderRow order;
    private final Optional<X509Certificate> trust;
    private final Findings findings;

    LedgerDeliveries(Home home, Ledger ledger, OrderRow order, Optional<X509Certificate> trust, Findings findings) {
        this.home = home;
        this.ledger = ledger;
        this.order = order;
        this.trust = trust;
        this.findings = findings;
    }

    /** @return what the deliveries that are good say of themselves, by number */
    Map<Integer, Bundle> check(List<DeliveryRow> delivered) throws IOException {
        Map<Integer, Bundle> bundles = new TreeMap<>();
        for (DeliveryRow row : delivered) {
            Path folder = home.order(order.id()).delivery(row.number());
            if (!Files.isDirectory(folder)) {
                findings.add(
                        CheckCode.DELIVERY_MISSING,
                        place(folder),
                        "handed over at %s and not there",
                        row.deliveredAt().orElseThrow());
                continue;
            }
            try {
                SignedDelivery signed = SignedDelivery.verify(
                        folder,
                        trust.orElseGet(() -> CertificateFile.x509(row.signer().orElseThrow())));
                compareOrTell(row, signed, folder);
                bundles.put(row.number(), signed.bundle());
            } catch (DeliveryException e) {
                e.faults()
                        .forEach(fault -> findings.add(
                                CheckCode.DELIVERY_REFUSED, place(Path.of(fault.where())), "%s", fault.what()));
            }
        }
        return bundles;
    }

    private String place(Path path) {
        return path.startsWith(home.root()) ? home.root().relativize(path).toString() : path.toString();
    }

    private void compareOrTell(DeliveryRow row, SignedDelivery signed, Path folder) throws IOException {
        try {
            compare(row, signed, folder);
        } catch (IllegalArgumentException e) {
            findings.add(
                    CheckCode.DELIVERY_DIFFERS, place(folder), "the ledger's lots cannot be read: %s", e.getMessage());
        }
    }

    private void compare(DeliveryRow row, SignedDelivery signed, Path folder) throws IOException {
        Path sums = folder.resolve("SHA256SUMS");
        if (!Bytes.sha256Of(Files.readAllBytes(sums)).equals(row.sumsSha256().orElseThrow())) {
            findings.add(
                    CheckCode.DELIVERY_DIFFERS, place(sums), "is well signed, but not the list that was handed over");
        }
        Map<Integer, Bundle.Lot> bundled = new TreeMap<>();
        signed.bundle().lots().forEach(lot -> bundled.put(lot.number().value(), lot));
        for (PlannedLot planned : ledger.lots(order.id()).lots(row.number())) {
            SealedLot sealed = planned.sealed().orElseThrow();
            Bundle.Lot found = bundled.remove(planned.lot().number().value());
            Path file = folder.resolve(planned.lot().number().sealedFile());
            boolean same = found != null
                    && found.equals(sealed.listed())
                    && signed.sealedSha256(sealed.lot()).equals(sealed.sealedSha256())
                    && signed.plainSha256(sealed.lot()).equals(sealed.gzipSha256())
                    && Files.size(file) == sealed.sealedSize();
            if (!same) {
                findings.add(CheckCode.DELIVERY_DIFFERS, place(file), "the ledger has other hashes of this lot");
            }
        }
        bundled.values()
                .forEach(lot -> findings.add(
                        CheckCode.DELIVERY_DIFFERS,
                        place(folder.resolve(lot.number().sealedFile())),
                        "the ledger has no such lot"));
    }
}
