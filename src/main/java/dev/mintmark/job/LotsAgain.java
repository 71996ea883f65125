package dev.mintmark.job;

import dev.mintmark.check.CheckCode;
import dev.mintmark.check.CheckWatch;
import dev.mintmark.check.Crew;
import dev.mintmark.check.Findings;
import dev.mintmark.delivery.Bundle;
import dev.mintmark.delivery.Lot;
import dev.mintmark.delivery.LotContents;
import dev.mintmark.delivery.LotHead;
import dev.mintmark.delivery.LotLedger;
import dev.mintmark.delivery.LotRecipe;
import dev.mintmark.delivery.LotTar;
import dev.mintmark.delivery.PlannedLot;
import dev.mintmark.format.Bytes;
import dev.mintmark.format.SecretBytes;
import dev.mintmark.input.FaultException;
import dev.mintmark.issue.KeyKind;
import dev.mintmark.keys.OrderKeys;
import dev.mintmark.keys.SiteKey;
import dev.mintmark.manifest.ManifestHead;
import dev.mintmark.onboarding.ModuleSecrets;
import dev.mintmark.order.ProductionOrder;
import dev.mintmark.store.DeliveryRow;
import dev.mintmark.store.Ledger;
import dev.mintmark.store.OrderRow;
import java.io.IOException;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes every lot a second time from ledger and key, only through a hash, and compares. Nothing of it is kept. */
final class LotsAgain {
    private final Home home;
    private final Ledger ledger;
    private final OrderRow order;
    private final CheckMaterial material;
    private final SecureRandom random;
    private final Findings findings;

    LotsAgain(
            Home home, Ledger ledger, OrderRow order, CheckMaterial material, SecureRandom random, Findings findings) {
        this.home = home;
        this.ledger = ledger;
        this.order = order;
        this.material = material;
        this.random = random;
        this.findings = findings;
    }

    /**
     * @param bundles of the good deliveries: what may change between two of them
     * @throws FaultException if product, PAI or key are not those that the order was started with
     */
    void check(
            ProductionOrder file,
            List<DeliveryRow> delivered,
            Map<Integer, Bundle> bundles,
            Crew crew,
            CheckWatch watch)
            throws IOException {
        ProductMaterial product = material.product(file);
        Bytes pai = material.pai()
                .orElseThrow(() -> new FaultException(
                        file.where(),
                        "the site does not name the PAI that order %s was started with".formatted(order.id()),
                        "check by the order's id: %s".formatted(order.id())))
                .der();
        ModuleSecrets secrets = secrets();
        watch.begin(
                order.id(), delivered.stream().mapToLong(DeliveryRow::modules).sum());
        Crew.Task<Again> task = crew.task(again -> {
            again.difference()
                    .ifPresent(text -> findings.add(CheckCode.LOT_RENDERS_OTHERWISE, again.place(), "%s", text));
            watch.advance(again.modules());
        });
        LotLedger lots = ledger.lots(order.id());
        for (DeliveryRow delivery : delivered) {
            LotContents contents = new LotContents(new LotRecipe(
                    head(file, bundles.get(delivery.number())),
                    file.product(),
                    secrets,
                    pai,
                    product.certificationDeclaration(),
                    product.labels(),
                    product.makerKeys(),
                    new LedgerValues(ledger.values(order.id()), secrets, product.makerKeys())));
            for (PlannedLot lot : legible(lots, delivery.number())) {
                if (isKnownByHashesOnly(lot.lot())) {
                    watch.advance(lot.lot().modules());
                    continue;
                }
                LotHead head =
                        new LotHead(order.id(), delivery.number(), lot.lot().number(), delivery.plannedAt());
                task.add(() -> again(lot, head, contents, lots));
            }
        }
        task.finish();
    }

    /** Of a lot that was recovered from its manifest the certificates are not there. */
    private boolean isKnownByHashesOnly(Lot lot) {
        return !ledger.recovery(order.id())
                .toldPlaces(lot.firstSeq(), lot.lastSeq())
                .isEmpty();
    }

    private List<PlannedLot> legible(LotLedger lots, int delivery) {
        try {
            return lots.lots(delivery);
        } catch (IllegalArgumentException e) {
            findings.add(
                    CheckCode.LOT_RENDERS_OTHERWISE,
                    "%s:delivery %04d".formatted(order.id(), delivery),
                    "its lots in the ledger cannot be read: %s",
                    e.getMessage());
            return List.of();
        }
    }

    private ManifestHead head(ProductionOrder file, Bundle bundle) {
        Optional<Bundle> said = Optional.ofNullable(bundle);
        return new ManifestHead(
                order.id(),
                said.map(Bundle::reference).orElse(order.reference()),
                file.product().vendorId(),
                file.product().productId(),
                said.map(Bundle::issuerKey).orElse(material.isTest() ? KeyKind.TEST : KeyKind.SOFT),
                material.keys());
    }

    private ModuleSecrets secrets() throws IOException {
        try (SiteKey siteKey = SiteKey.read(material.siteKey(), random);
                SecretBytes key = new OrderKeys(home.keys(), siteKey, random).read(order.id())) {
            ModuleSecrets secrets = new ModuleSecrets(key);
            if (!secrets.keyCheck().equals(order.keyCheck())) {
                throw new FaultException(
                        home.keys().toString(),
                        "the key of order %s is not the one it started with".formatted(order.id()),
                        "restore keys and ledger from the same backup");
            }
            return secrets;
        }
    }

    private record Again(String place, int modules, Optional<String> difference) {}

    private Again again(PlannedLot planned, LotHead head, LotContents contents, LotLedger lots) throws IOException {
        String place = "%s:delivery %04d, %s".formatted(order.id(), head.delivery(), head.lot());
        int modules = planned.lot().modules();
        Bytes expected = planned.sealed().orElseThrow().tarSha256();
        Bytes found;
        try {
            LotTar tar = new LotTar(OutputStream.nullOutputStream(), head);
            contents.write(planned.lot(), lots.modules(planned.lot()), tar::add);
            found = tar.finish().tarSha256();
        } catch (IllegalArgumentException | IllegalStateException e) {
            // rows that do not fit together: the lot cannot be the one that was sealed
            return new Again(place, modules, Optional.of("cannot be made again: " + e.getMessage()));
        }
        return new Again(
                place,
                modules,
                found.equals(expected)
                        ? Optional.empty()
                        : Optional.of("its tar is %s, was %s when it was sealed".formatted(found, expected)));
    }
}
