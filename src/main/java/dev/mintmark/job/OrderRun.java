package dev.mintmark.job;

import dev.mintmark.csr.DacCheck;
import dev.mintmark.delivery.LotRecipe;
import dev.mintmark.delivery.PlannedLot;
import dev.mintmark.issue.DacIssuer;
import dev.mintmark.manifest.ManifestHead;
import dev.mintmark.onboarding.ModuleSecrets;
import dev.mintmark.order.KeyOrigin;
import dev.mintmark.order.Product;
import dev.mintmark.order.ProductionOrder;
import dev.mintmark.order.SerialNumber;
import dev.mintmark.store.DeliveryRow;
import dev.mintmark.store.Ledger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** What the steps of one order's run share. The secrets in it are in memory only; nothing of it becomes a job parameter. */
record OrderRun(
        ProductionOrder order,
        OrderMaterial material,
        ModuleSecrets secrets,
        OrderFolder folder,
        Ledger ledger,
        TransparencyLog log,
        RunWatch watch,
        StopSignal stop,
        Clock clock) {
    /** Bytes: some chunks and lots of all threads. */
    private static final long LEAST_ROOM = 8 << 20;

    DacIssuer dacIssuer() {
        Product product = order.product();
        return new DacIssuer(
                material.issuer().paa(),
                material.issuer().pai(),
                product.vendorId(),
                product.productId(),
                product.dacSubject(),
                secrets,
                material.issuer().signer().orElseThrow(),
                clock);
    }

    /** Judges certificates that modules bring along; empty if they are certified here. */
    Optional<DacCheck> dacCheck() {
        Product product = order.product();
        return Optional.of(order.keys())
                .filter(KeyOrigin.ADOPTED::equals)
                .map(adopted -> new DacCheck(
                        material.issuer().paa(),
                        material.issuer().pai(),
                        product.vendorId(),
                        product.productId(),
                        product.dacSubject(),
                        clock.instant().truncatedTo(ChronoUnit.SECONDS)));
    }

    LotRecipe lotRecipe() {
        return new LotRecipe(
                manifestHead(),
                order.product(),
                secrets,
                material.issuer().pai().der(),
                material.product().certificationDeclaration(),
                material.product().labels(),
                material.product().makerKeys(),
                values(),
                order.kind());
    }

    LedgerValues values() {
        return new LedgerValues(
                ledger.values(order.id()), secrets, material.product().makerKeys());
    }

    ManifestHead manifestHead() {
        return new ManifestHead(
                order.id(),
                order.reference(),
                order.product().vendorId(),
                order.product().productId(),
                material.issuer().kind(),
                order.keys());
    }

    /** The serial number of a module whose submission gave none: by the product's pattern, else derived. */
    SerialNumber serialNumber(int seq) {
        return order.product()
                .serialNumberPattern()
                .map(pattern -> pattern.of(order.id(), seq))
                .orElseGet(() -> secrets.serialNumber(seq));
    }

    /**
     * Ends a step of several threads while the ledger still has room: a commit of H2 that finds none can leave another thread's
     * statement spinning for good, and the run would neither go on nor end.
     */
    void requireRoom() {
        if (!hasRoom(0)) {
            throw new UncheckedIOException(
                    new FileSystemException(folder.root().toString(), null, "No space left on device"));
        }
    }

    /** Whether the home has room for so many bytes, and beyond that for several threads to go on. */
    boolean hasRoom(long bytes) {
        Path home = folder.root().toAbsolutePath().getParent();
        try {
            return Files.getFileStore(home).getUsableSpace() >= LEAST_ROOM + bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Number of the delivery that this run makes. */
    int unfinishedDelivery() {
        return ledger.orders()
                .unfinishedDelivery(order.id())
                .map(DeliveryRow::number)
                .orElseThrow(() -> new IllegalStateException("order " + order.id() + " has no delivery under way"));
    }

    DeliveryRow delivery(int number) {
        return ledger.orders().delivery(order.id(), number);
    }

    List<PlannedLot> unfinishedLots() {
        return ledger.lots(order.id()).lots(unfinishedDelivery());
    }

    void begin(Phase phase, List<PlannedLot> lots, long before) {
        watch.begin(
                order.id(),
                phase,
                lots.stream().mapToLong(planned -> planned.lot().modules()).sum(),
                before);
    }
}
