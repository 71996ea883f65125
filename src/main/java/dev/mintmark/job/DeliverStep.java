package dev.mintmark.job;

import dev.mintmark.delivery.Bundle;
import dev.mintmark.delivery.DeliveryFolder;
import dev.mintmark.delivery.LotLedger;
import dev.mintmark.delivery.LotNumber;
import dev.mintmark.delivery.LotState;
import dev.mintmark.delivery.PlannedLot;
import dev.mintmark.delivery.SealedLot;
import dev.mintmark.delivery.SignedDelivery;
import dev.mintmark.durable.DurableFiles;
import dev.mintmark.format.Bytes;
import dev.mintmark.format.seal.DetachedSigner;
import dev.mintmark.format.seal.Fingerprint;
import dev.mintmark.format.seal.SealException;
import dev.mintmark.keys.CertificateFile;
import dev.mintmark.store.DeliveryRow;
import dev.mintmark.store.JdbcLotLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;

/** Completes the staging folder, gives it its name, and says so in the ledger. Safe to repeat from any point. */
final class DeliverStep {
    /** Bytes that a module adds to log, manifest and ledger in this step: some 2,000. */
    private static final int MOST_OF_A_MODULE = 4096;

    private final OrderRun run;
    private final JobRepository repository;
    private final LotSealing sealing;

    DeliverStep(OrderRun run, JobRepository repository, LotSealing sealing) {
        this.run = run;
        this.repository = repository;
        this.sealing = sealing;
    }

    Step step() {
        return new StepBuilder("deliver", repository)
                .tasklet(
                        (contribution, context) -> {
                            deliver();
                            return RepeatStatus.FINISHED;
                        },
                        new ResourcelessTransactionManager())
                .build();
    }

    private void deliver() throws IOException, SealException {
        Optional<DeliveryRow> underWay =
                run.ledger().orders().unfinishedDelivery(run.order().id());
        if (underWay.isPresent()) {
            handOver(underWay.get());
        }
        // also after a run that ended between the ledger's word and the log's, or before Spring Batch had this step's
        run.log().checkpoint();
    }

    private void handOver(DeliveryRow delivery) throws IOException, SealException {
        run.watch().begin(run.order().id(), Phase.DELIVER, delivery.all(), 0);
        LotLedger ledger = run.ledger().lots(run.order().id());
        OrderDocuments documents = new OrderDocuments(run);
        Path target = run.folder().delivery(delivery.number());
        if (Files.exists(target)) {
            asOnDisk(requireOwn(delivery, target, sealedLots(ledger.lots(delivery.number()))), target);
            DurableFiles.deleteTree(run.folder().staging(delivery.number()));
            documents.write(delivery.number());
        } else {
            for (PlannedLot planned : ledger.lots(delivery.number())) {
                sealing.mend(planned);
            }
            publishWithManifest(delivery, target, documents);
        }
        run.ledger()
                .orders()
                .markDelivered(
                        run.order().id(),
                        delivery.number(),
                        Bytes.sha256Of(Files.readAllBytes(target.resolve("SHA256SUMS"))),
                        run.clock().instant());
        run.watch().advance(delivery.all());
        run.watch().end();
    }

    /** The log's growth and the manifest each read every module's rows: beside each other, unless H2 might find no room meanwhile. */
    private void publishWithManifest(DeliveryRow delivery, Path target, OrderDocuments documents)
            throws IOException, SealException {
        List<SealedLot> lots = sealedLots(run.ledger().lots(run.order().id()).lots(delivery.number()));
        if (run.hasRoom((long) delivery.all() * MOST_OF_A_MODULE)) {
            try (Aside manifest = Aside.start("manifest", () -> documents.render(delivery.number()))) {
                publish(delivery, lots, target);
            }
            documents.publish();
        } else {
            publish(delivery, lots, target);
            documents.write(delivery.number());
        }
    }

    private void publish(DeliveryRow delivery, List<SealedLot> lots, Path target) throws IOException, SealException {
        Path staging = run.folder().staging(delivery.number());
        DetachedSigner signer = run.material().bundleSigner();
        Instant now = run.clock().instant();
        Bundle bundle = new Bundle(
                run.order().id(),
                run.order().reference(),
                delivery.number(),
                now,
                run.material().issuer().kind(),
                run.order().keys(),
                Fingerprint.of(signer.certificate()),
                run.material().recipientFingerprints(),
                run.order().kind(),
                lots.stream().map(SealedLot::listed).toList());
        run.log()
                .prove(
                        run.order().id(),
                        run.ledger().lots(run.order().id()).lots(delivery.number()).stream()
                                .map(PlannedLot::lot)
                                .toList(),
                        staging);
        DeliveryFolder.complete(staging, bundle, lots, signer, now);
        run.ledger().orders().signedBy(run.order().id(), delivery.number(), CertificateFile.der(signer.certificate()));
        run.ledger().sync();
        DurableFiles.publish(staging, target);
    }

    /** A folder of that name is there: a killed run's, which got no further, or a stranger, which is not overwritten. */
    private SignedDelivery requireOwn(DeliveryRow delivery, Path target, List<SealedLot> lots) throws IOException {
        Optional<SignedDelivery> there = Optional.empty();
        if (delivery.signer().isPresent()) {
            there = Optional.of(SignedDelivery.verify(
                    target, CertificateFile.x509(delivery.signer().get())));
        }
        if (there.isEmpty()
                || !there.get()
                        .bundle()
                        .lots()
                        .equals(lots.stream().map(SealedLot::listed).toList())) {
            throw new RunFailedException(
                    "%s is there, and is not what the ledger says was sealed: the ledger may be older than its deliveries"
                            .formatted(target),
                    null);
        }
        return there.get();
    }

    /** A ledger that was recovered has sealed these lots once more: what was handed over are those that are there. */
    private void asOnDisk(SignedDelivery delivery, Path target) throws IOException {
        JdbcLotLedger ledger = run.ledger().lots(run.order().id());
        for (PlannedLot planned : ledger.lots(delivery.bundle().delivery())) {
            SealedLot known = planned.sealed().orElseThrow();
            LotNumber number = planned.lot().number();
            ledger.sealedAs(
                    planned.lot(),
                    new SealedLot(
                            number,
                            known.modules(),
                            known.tarSha256(),
                            delivery.plainSha256(number),
                            delivery.sealedSha256(number),
                            Files.size(target.resolve(number.sealedFile()))));
        }
    }

    private static List<SealedLot> sealedLots(List<PlannedLot> lots) {
        return lots.stream()
                .map(planned -> planned.sealed()
                        .filter(lot -> planned.state() == LotState.SEALED)
                        .orElseThrow(
                                () -> new IllegalStateException(planned.lot().number() + " is not sealed")))
                .toList();
    }
}
