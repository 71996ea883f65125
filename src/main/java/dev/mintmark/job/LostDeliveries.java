package dev.mintmark.job;

import dev.mintmark.audit.Recovered;
import dev.mintmark.delivery.Bundle;
import dev.mintmark.delivery.Lot;
import dev.mintmark.delivery.LotNumber;
import dev.mintmark.delivery.MadePartition;
import dev.mintmark.delivery.PlannedLot;
import dev.mintmark.delivery.SealedLot;
import dev.mintmark.format.Bytes;
import dev.mintmark.format.tlog.Checkpoint;
import dev.mintmark.input.FaultException;
import dev.mintmark.keys.CertificateFile;
import dev.mintmark.manifest.ListedModule;
import dev.mintmark.order.OrderId;
import dev.mintmark.store.DeliveryRow;
import dev.mintmark.store.JdbcLotLedger;
import dev.mintmark.store.Ledger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Deliveries that were handed over and of which neither ledger nor log tell, because both are old: taken in from the order's
 * signed manifest and the delivery itself. In the caller's transaction.
 */
final class LostDeliveries {
    private final Home home;
    private final Ledger ledger;
    private final SignedManifests manifests;
    private final Predicate<Checkpoint> logged;
    private final Instant now;
    private final List<Taken> taken = new ArrayList<>();

    /** @param logged whether a checkpoint is one of the log that there is */
    LostDeliveries(Home home, Ledger ledger, SignedManifests manifests, Predicate<Checkpoint> logged, Instant now) {
        this.home = home;
        this.ledger = ledger;
        this.manifests = manifests;
        this.logged = logged;
        this.now = now;
    }

    /**
     * @param modules in the delivery
     * @param lost entries of the log's head that the delivery carries and that was lost; empty if the log has it
     */
    record Taken(OrderId order, int delivery, int modules, Optional<Long> lost) {}

    List<Taken> taken() {
        return taken;
    }

    void recover() throws IOException {
        for (OrderId order : orders()) {
            Set<Integer> delivered = ledger.orders().deliveries(order).stream()
                    .filter(DeliveryRow::isDelivered)
                    .map(DeliveryRow::number)
                    .collect(Collectors.toCollection(TreeSet::new));
            if (manifests.has(order)) {
                fromManifest(order, delivered);
            }
            taken.stream().filter(one -> one.order().equals(order)).forEach(one -> delivered.add(one.delivery()));
            for (int number : onDisk(order)) {
                if (!delivered.contains(number)) {
                    beforeTheManifest(order, number);
                }
            }
        }
    }

    private List<OrderId> orders() throws IOException {
        List<OrderId> orders = new ArrayList<>();
        try (Stream<Path> all = Files.list(home.root())) {
            for (Path each : all.filter(Files::isDirectory).sorted().toList()) {
                try {
                    orders.add(new OrderId(each.getFileName().toString()));
                } catch (IllegalArgumentException e) {
                    continue; // the home's own
                }
            }
        }
        return orders;
    }

    private List<Integer> onDisk(OrderId order) throws IOException {
        Path folder = home.order(order).deliveries();
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(each -> each.getFileName().toString())
                    .filter(name -> name.matches("[0-9]{4}"))
                    .map(Integer::valueOf)
                    .sorted()
                    .toList();
        }
    }

    /** A run was killed after it gave the delivery its name and before the manifest: the next run ends that. */
    private void beforeTheManifest(OrderId order, int number) throws IOException {
        boolean planned = ledger.orders()
                .unfinishedDelivery(order)
                .filter(row -> row.number() == number)
                .isPresent();
        if (!planned) {
            throw new FaultException(
                    home.order(order).delivery(number).toString(),
                    "is there, and neither ledger, log nor manifest tell of it",
                    "put the signed manifest back: %s"
                            .formatted(home.order(order).manifest()));
        }
        ledger.orders()
                .signedBy(
                        order,
                        number,
                        CertificateFile.der(manifests.delivery(order, number).signer()));
    }

    private void fromManifest(OrderId order, Set<Integer> delivered) throws IOException {
        Map<String, Integer> last = new HashMap<>();
        int[] rows = {0};
        Set<Integer> lost = new TreeSet<>();
        List<ListedModule> head = new ArrayList<>();
        manifests.read(order, row -> {
            rows[0]++;
            last.put(row.moduleId().value(), row.seq());
            if (!delivered.contains(row.delivery())) {
                lost.add(row.delivery());
                if (head.isEmpty()) {
                    head.add(row);
                }
            }
        });
        if (lost.isEmpty()) {
            return;
        }
        boolean known = ledger.orders().find(order).isPresent();
        RecoveredOrder recovered = new RecoveredOrder(ledger, order);
        recovered.enter(head.get(0), last.size(), rows[0] - last.size());
        for (int number : lost) {
            SignedManifests.Delivery delivery = manifests.delivery(order, number);
            List<ListedModule> listed = new ArrayList<>();
            manifests.read(order, row -> {
                if (row.delivery() == number) {
                    listed.add(row);
                }
            });
            recovered.add(listed);
            handOver(order, number, delivery, listed);
        }
        if (known) {
            ledger.orders().countRun(order);
        } else {
            recovered.close(now);
        }
    }

    private void handOver(OrderId order, int number, SignedManifests.Delivery delivery, List<ListedModule> listed)
            throws IOException {
        Bundle bundle = delivery.signed().bundle();
        Path folder = home.order(order).delivery(number);
        if (ledger.orders().unfinishedDelivery(order).isEmpty()) {
            ledger.orders()
                    .planDelivery(
                            order,
                            bundle.lots().get(0).modules(),
                            delivery.signed().signedAt());
        }
        JdbcLotLedger lots = ledger.lots(order);
        List<PlannedLot> planned = lots.lots(number);
        List<Bundle.Lot> sealed = bundle.lots();
        for (int i = 0; i < Math.max(planned.size(), sealed.size()); i++) {
            if (i >= planned.size()
                    || i >= sealed.size()
                    || planned.get(i).lot().modules() != sealed.get(i).modules()) {
                throw new FaultException(
                        folder.toString(), "has other lots than the manifest tells of", "put the right delivery back");
            }
            Lot lot = planned.get(i).lot();
            lots.sealing(lot, sealed(delivery, sealed.get(i), folder), partitions(lot, listed));
            lots.sealed(lot);
        }
        ledger.orders().signedBy(order, number, CertificateFile.der(delivery.signer()));
        ledger.orders()
                .markDelivered(
                        order,
                        number,
                        Bytes.sha256Of(Files.readAllBytes(folder.resolve("SHA256SUMS"))),
                        delivery.signed().signedAt());
        Checkpoint checkpoint = delivery.signed().log().checkpoint();
        boolean there = logged.test(checkpoint);
        if (!there) {
            ledger.recovery(order).add(new Recovered(order, number, checkpoint.size(), checkpoint.root(), now));
        }
        taken.add(new Taken(order, number, listed.size(), there ? Optional.empty() : Optional.of(checkpoint.size())));
    }

    private static SealedLot sealed(SignedManifests.Delivery delivery, Bundle.Lot lot, Path folder) {
        LotNumber number = lot.number();
        try {
            return new SealedLot(
                    number,
                    lot.modules(),
                    lot.tarSha256(),
                    delivery.signed().plainSha256(number),
                    delivery.signed().sealedSha256(number),
                    Files.size(folder.resolve(number.sealedFile())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<MadePartition> partitions(Lot lot, List<ListedModule> listed) {
        return listed.stream()
                .filter(row -> row.seq() >= lot.firstSeq() && row.seq() <= lot.lastSeq())
                .map(row -> new MadePartition(
                        row.seq(), row.discriminator(), row.partitionSha256(), row.secureCertSha256()))
                .toList();
    }
}
