package dev.mintmark.job;

import dev.mintmark.delivery.SignedDelivery;
import dev.mintmark.format.Bytes;
import dev.mintmark.format.seal.DetachedSignature;
import dev.mintmark.format.seal.SealException;
import dev.mintmark.keys.CertificateFile;
import dev.mintmark.reconcile.DeliveryCount;
import dev.mintmark.reconcile.Finding;
import dev.mintmark.reconcile.FindingCode;
import dev.mintmark.reconcile.Reconciliation;
import dev.mintmark.store.DeliveryRow;
import dev.mintmark.store.JdbcBalance;
import dev.mintmark.store.OrderRow;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.transaction.PlatformTransactionManager;

/** Counts and compares before a run may call itself done: ledger against ledger, and disk against ledger. */
final class ReconcileStep {
    private final OrderRun run;
    private final JobRepository repository;
    private final PlatformTransactionManager transactions;

    ReconcileStep(OrderRun run, JobRepository repository, PlatformTransactionManager transactions) {
        this.run = run;
        this.repository = repository;
        this.transactions = transactions;
    }

    Step step() {
        return new StepBuilder("reconcile", repository)
                .tasklet(
                        (contribution, context) -> {
                            reconcile();
                            run.ledger().orders().countRun(run.order().id());
                            return RepeatStatus.FINISHED;
                        },
                        transactions)
                .build();
    }

    private void reconcile() throws IOException, SealException {
        OrderDocuments documents = new OrderDocuments(run);
        documents.writeRejects();
        List<DeliveryRow> deliveries =
                run.ledger().orders().deliveries(run.order().id());
        if (!deliveries.isEmpty() && !isSigned(deliveries.get(deliveries.size() - 1))) {
            run.watch()
                    .say("%s is not whole; it is made again"
                            .formatted(run.folder().manifest()));
            documents.write(deliveries.size());
        }
        List<Finding> findings = findings();
        if (!findings.isEmpty()) {
            throw new RunFailedException(
                    findings.stream().map(Finding::text).collect(Collectors.joining(System.lineSeparator())), null);
        }
    }

    /** Whether the manifest is there and is what was signed with the newest delivery, or since by today's signer. */
    private boolean isSigned(DeliveryRow newest) throws IOException {
        Path signature = run.folder().manifestSignature();
        if (!Files.exists(run.folder().manifest()) || !Files.exists(signature)) {
            return false;
        }
        List<X509Certificate> signers = List.of(
                CertificateFile.x509(newest.signer().orElseThrow()),
                run.material().bundleSigner().certificate());
        for (X509Certificate signer : signers) {
            try (InputStream content = Files.newInputStream(run.folder().manifest())) {
                DetachedSignature.verify(content, Bytes.of(Files.readAllBytes(signature)), signer);
                return true;
            } catch (SealException e) {
                continue;
            }
        }
        return false;
    }

    private List<Finding> findings() throws IOException {
        OrderRow order = run.ledger().orders().find(run.order().id()).orElseThrow();
        JdbcBalance balance = run.ledger().balance(order.id());
        List<Finding> findings = new ArrayList<>(Reconciliation.order(
                balance.count(order), order.accepted() + order.superseding(), order.superseding()));
        List<DeliveryRow> deliveries = run.ledger().orders().deliveries(order.id());
        SortedMap<Integer, DeliveryCount> counted = balance.deliveries();
        for (DeliveryRow delivery : deliveries) {
            findings.addAll(Reconciliation.delivery(delivery.number(), counted.get(delivery.number())));
            findings.addAll(onDisk(delivery));
        }
        return findings;
    }

    /** Every delivery that is still here, to the last byte; one that was archived elsewhere is only told of. */
    private List<Finding> onDisk(DeliveryRow delivery) throws IOException {
        Path folder = run.folder().delivery(delivery.number());
        if (!Files.exists(folder)) {
            run.watch().say("delivery %04d is no longer in %s".formatted(delivery.number(), folder));
            return List.of();
        }
        Path sums = folder.resolve("SHA256SUMS");
        if (!Files.exists(sums)
                || !Bytes.sha256Of(Files.readAllBytes(sums))
                        .equals(delivery.sumsSha256().orElseThrow())) {
            return List.of(
                    new Finding(FindingCode.DELIVERY_DIFFERS, "", "%s is not what was handed over".formatted(sums)));
        }
        SignedDelivery.verify(folder, CertificateFile.x509(delivery.signer().orElseThrow()));
        return List.of();
    }
}
