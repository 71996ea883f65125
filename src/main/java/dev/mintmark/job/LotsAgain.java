package dev.mintmark.job;

import dev.mintmark.check.CheckCode;
import dev.mintmark.check.CheckWatch;
import dev.mintmark.check.Crew;
import dev.mintmark.check.DeliveryCheck;
import dev.mintmark.check.Findings;
import dev.mintmark.delivery.Bundle;
import dev.mintmark.delivery.Lot;
import dev.mintmark.delivery.LotContents;
import dev.mintmark.delivery.LotHead;
import dev.mintmark.delivery.LotLedger;
import dev.mintmark.delivery.LotRecipe;
import dev.mintmark.delivery.PlannedLot;
import dev.mintmark.delivery.RenderedLot;
import dev.mintmark.format.Bytes;
import dev.mintmark.format.SecretBytes;
import dev.mintmark.input.FaultException;
import dev.mintmark.issue.KeyKind;
import dev.mintmark.keys.OrderKeys;
import dev.mintmark.keys.SiteKey;
import dev.mintmark.manifest.ManifestHead;
import dev.mintmark.onboarding.ModuleSecrets;
import dev.mintmark.order.OrderKind;
import dev.mintmark.order.ProductionOrder;
import dev.mintmark.store.DeliveryRow;
import dev.mintmark.store.Ledger;
import dev.mintmark.store.OrderRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes every lot a second time from ledger and key, in memory, and compares its hash with what was sealed. If that is the same,
 * what is in it is what was delivered, and is read with every rule of today, as a factory would.
 */
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
        watch.begin(order.id(), delivered.stream().mapToLong(DeliveryRow::all).sum());
        LotLedger lots = ledger.lots(order.id());
        for (DeliveryRow delivery : delivered) {
            Optional<Bundle> bundle = Optional.ofNullable(bundles.get(delivery.number()));
            DeliveryCheck check = new DeliveryCheck(watch);
            Crew.Task<Again> task = crew.largeTask(again -> {
                if (again instanceof Otherwise otherwise) {
                    findings.add(CheckCode.LOT_RENDERS_OTHERWISE, otherwise.place(), "%s", otherwise.difference());
                    watch.advance(otherwise.modules());
                } else if (again instanceof Same same) {
                    read(same, bundle, check, crew);
                }
            });
            LotContents contents = new LotContents(new LotRecipe(
                    head(file, bundle),
                    file.product(),
                    secrets,
                    pai,
                    product.certificationDeclaration(),
                    product.labels(),
                    product.makerKeys(),
                    new LedgerValues(ledger.values(order.id()), secrets, product.makerKeys()),
                    material.kind()));
            for (PlannedLot lot : legible(lots, delivery.number())) {
                if (isKnownByHashesOnly(lot.lot())) {
                    watch.advance(lot.lot().modules());
                    continue;
                }
                LotHead head =
                        new LotHead(order.id(), delivery.number(), lot.lot().number(), delivery.plannedAt());
                task.add(() -> again(lot, head, contents, lots));
            }
            task.finish();
            findings.addAll(check.findings());
        }
    }

    private static void read(Same same, Optional<Bundle> bundle, DeliveryCheck check, Crew crew) {
        try (RenderedLot files = same.files()) {
            check.madeAgain(same.place(), files, same.listed(), bundle, crew);
        } catch (IOException e) {
            throw new UncheckedIOException("what lies in memory cannot be read", e);
        }
    }

    /** Of a lot that was recovered from its manifest the certificates are not there. */
    private boolean isKnownByHashesOnly(Lot lot) {
        if (lot.isAgain()) {
            return ledger.lots(order.id()).modules(lot).stream()
                    .noneMatch(issued -> issued.dac().der().size() > 0);
        }
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

    private ManifestHead head(ProductionOrder file, Optional<Bundle> said) {
        return new ManifestHead(
                order.id(),
                said.map(Bundle::reference).orElse(order.reference()),
                file.product().vendorId(),
                file.product().productId(),
                said.map(Bundle::issuerKey).orElseGet(() -> KeyKind.of(material.term("issuer key"))),
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

    private sealed interface Again permits Same, Otherwise {}

    /** What was sealed, once more. */
    private record Same(String place, Bundle.Lot listed, RenderedLot files) implements Again {}

    private record Otherwise(String place, int modules, String difference) implements Again {}

    private Again again(PlannedLot planned, LotHead head, LotContents contents, LotLedger lots) throws IOException {
        String place = "%s:delivery %04d, %s".formatted(order.id(), head.delivery(), head.lot());
        int modules = planned.lot().modules();
        Bundle.Lot listed = planned.sealed().orElseThrow().listed();
        try {
            RenderedLot files = RenderedLot.make(
                    contents,
                    head,
                    planned.lot(),
                    listed,
                    lots.modules(planned.lot()),
                    material.kind() == OrderKind.FIELD_UPGRADE ? lots.refused(planned.lot()) : List.of());
            if (files.tarSha256().equals(listed.tarSha256())) {
                return new Same(place, listed, files);
            }
            files.close();
            return new Otherwise(
                    place,
                    modules,
                    "its tar is %s, was %s when it was sealed".formatted(files.tarSha256(), listed.tarSha256()));
        } catch (IllegalArgumentException | IllegalStateException e) {
            // rows that do not fit together: the lot cannot be the one that was sealed
            return new Otherwise(place, modules, "cannot be made again: " + e.getMessage());
        }
    }
}
