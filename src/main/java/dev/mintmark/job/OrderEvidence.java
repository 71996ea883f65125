package dev.mintmark.job;

import dev.mintmark.durable.DurableFiles;
import dev.mintmark.evidence.Draw;
import dev.mintmark.evidence.EvidenceFolder;
import dev.mintmark.evidence.EvidenceInstructions;
import dev.mintmark.evidence.EvidencePaper;
import dev.mintmark.format.Bytes;
import dev.mintmark.format.attestation.AttestationCertificate;
import dev.mintmark.format.attestation.ProfileLinter;
import dev.mintmark.format.seal.DetachedSignature;
import dev.mintmark.format.seal.DetachedSigner;
import dev.mintmark.format.seal.Fingerprint;
import dev.mintmark.format.seal.SealException;
import dev.mintmark.input.FaultException;
import dev.mintmark.keys.CertificateFile;
import dev.mintmark.keys.Pem;
import dev.mintmark.keys.SignerFiles;
import dev.mintmark.manifest.ManifestSchema;
import dev.mintmark.manifest.SubmissionsCsv;
import dev.mintmark.order.OrderId;
import dev.mintmark.order.Terms;
import dev.mintmark.reconcile.BalanceCsv;
import dev.mintmark.reconcile.BalanceJson;
import dev.mintmark.reconcile.Patience;
import dev.mintmark.reconcile.Reconciled;
import dev.mintmark.report.OrderReport;
import dev.mintmark.report.OrderReportHtml;
import dev.mintmark.report.OrderReportJson;
import dev.mintmark.site.Site;
import dev.mintmark.store.DeliveryRow;
import dev.mintmark.store.Ledger;
import dev.mintmark.store.OrderRow;
import dev.mintmark.store.ReceiptRow;
import dev.mintmark.store.SubmissionRow;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All that an auditor takes home of one order, in one signed archive: who ordered what, what came in and was refused, every DAC,
 * what was handed over and signed for, and that the log says so. Needs no order's key, so it works on a closed order; changes
 * nothing in the home. The caller holds it.
 */
public final class OrderEvidence {
    private final Home home;
    private final Site site;
    private final Ledger ledger;
    private final Clock clock;
    private final SecureRandom random;

    public OrderEvidence(Home home, Site site, Ledger ledger, Clock clock, SecureRandom random) {
        this.home = home;
        this.site = site;
        this.ledger = ledger;
        this.clock = clock;
        this.random = random;
    }

    /**
     * An archive that was made.
     *
     * @param sha256 of the archive, hex
     * @param signer SHA-256 of the certificate that signed, hex with colons, as openssl shows it
     * @param entries of the order in the log
     * @param size of the log that they are proved to be in
     * @param sampled DACs drawn
     */
    public record Made(Path archive, String sha256, String signer, long entries, long size, int sampled) {}

    /**
     * @param archive tar.gz; replaced if it is there
     * @param sample what to draw, if anything
     * @throws FaultException if the ledger has no such order, or nothing of it was logged, or nobody may sign
     */
    public Made write(OrderId id, Path archive, Optional<Sample> sample) throws IOException {
        OrderRow order = ledger.orders()
                .find(id)
                .orElseThrow(() -> new FaultException(
                        "", "no order \"%s\" in %s".formatted(id, home.root()), "mintmark status lists them"));
        CheckMaterial material = new CheckMaterial(site, home, Terms.parse(order.terms()));
        DetachedSigner signer = SignerFiles.signer(material.bundleSignerFiles(), clock.instant(), random);
        LogSlice slice = LogSlice.of(id, home, site, ledger);
        Path parent = archive.toAbsolutePath().getParent();
        Path gathered = Files.createTempDirectory(parent, "." + id + "-evidence");
        try {
            EvidenceFolder folder = new EvidenceFolder(gathered);
            Bytes fingerprint = Fingerprint.of(signer.certificate());
            folder.add(EvidenceInstructions.NAME, EvidenceInstructions.render(id, fingerprint));
            papers(folder, order, material);
            for (DeliveryRow delivery : ledger.orders().deliveries(id)) {
                delivery(folder, order, delivery);
            }
            slice.write(folder);
            Optional<Draw> draw = sample.map(wanted -> new Draw(
                    wanted.count(), wanted.seed().orElse(slice.head().root().hex())));
            EvidenceSample drawn = new EvidenceSample(ledger, id, home.order(id).manifest());
            int sampled = draw.isPresent() ? drawn.write(folder, draw.get()) : 0;
            folder.add("evidence.json", paper(order, slice, draw).json().getBytes(StandardCharsets.UTF_8));
            folder.seal(list -> sign(signer, list));
            Bytes sha256 = folder.pack(archive, id + "-evidence", slice.signedAt());
            return new Made(
                    archive,
                    sha256.hex(),
                    Fingerprint.withColons(fingerprint),
                    slice.entries(),
                    slice.head().size(),
                    sampled);
        } finally {
            DurableFiles.deleteTree(gathered);
        }
    }

    /**
     * What to draw.
     *
     * @param count at least 1
     * @param seed of what a seed may be; if none, the log's root
     */
    public record Sample(int count, Optional<String> seed) {
        public Sample {
            new Draw(count, seed.orElse("the-root"));
        }
    }

    private EvidencePaper paper(OrderRow order, LogSlice slice, Optional<Draw> draw) throws IOException {
        Optional<Bytes> siteFile = Files.exists(site.file())
                ? Optional.of(Bytes.sha256Of(Files.readAllBytes(site.file())))
                : Optional.empty();
        return new EvidencePaper(
                order.id(),
                order.reference(),
                order.quantity(),
                order.spares(),
                order.openedAt(),
                order.closedAt(),
                order.closeReason(),
                Terms.parse(order.terms()).values(),
                siteFile,
                new EvidencePaper.Log(
                        slice.head().origin(),
                        slice.key().toString(),
                        slice.head().size(),
                        slice.signedAt(),
                        slice.entries()),
                draw,
                Map.of("mintmark", Version.current(), "java", Runtime.version().toString()));
    }

    private Bytes sign(DetachedSigner signer, byte[] list) throws IOException {
        try {
            return signer.sign(new ByteArrayInputStream(list), clock.instant());
        } catch (SealException e) {
            throw new FaultException(
                    site.file().toString(), e.getMessage(), "name a bundle-signer that is valid today");
        }
    }

    /** What there is of the order outside its deliveries. */
    private void papers(EvidenceFolder folder, OrderRow order, CheckMaterial material) throws IOException {
        OrderFolder papers = home.order(order.id());
        if (Files.exists(papers.manifest())) {
            folder.copy("manifest.csv", papers.manifest());
            folder.copy("manifest.csv.p7s", papers.manifestSignature());
            folder.add("manifest.csv-metadata.json", ManifestSchema.ofOrder().getBytes(StandardCharsets.UTF_8));
        }
        folder.add("rejects.csv", out -> {
            Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            OrderDocuments.rejects(ledger, order.id(), text);
            text.flush();
        });
        folder.add("submissions.csv", out -> {
            Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            SubmissionsCsv csv = new SubmissionsCsv(text);
            for (SubmissionRow row : ledger.orders().submissions(order.id())) {
                csv.row(
                        row.number(),
                        row.name(),
                        row.sha256(),
                        row.takenAt(),
                        row.accepted(),
                        row.repeated(),
                        row.rejected());
            }
            text.flush();
        });
        Reconciled reconciled = new OrderBalance(home, site, ledger, clock).reconcile(order.id(), Patience.DEFAULT);
        folder.add("balance.json", BalanceJson.write(reconciled).getBytes(StandardCharsets.UTF_8));
        StringBuilder balance = new StringBuilder();
        BalanceCsv.write(reconciled, balance);
        folder.add("balance.csv", balance.toString().getBytes(StandardCharsets.UTF_8));
        OrderReport report =
                OrderReports.of(ledger, home, order.id(), material, clock).report(reconciled);
        folder.add("report.html", OrderReportHtml.write(report).getBytes(StandardCharsets.UTF_8));
        folder.add("report.json", OrderReportJson.write(report).getBytes(StandardCharsets.UTF_8));
        folder.add("profile.txt", (String.join("\n", ProfileLinter.rules()) + "\n").getBytes(StandardCharsets.UTF_8));
        try (InputStream parts = OrderEvidence.class.getResourceAsStream("/META-INF/sbom/application.cdx.json")) {
            folder.add("sbom.cdx.json", Objects.requireNonNull(parts).readAllBytes());
        }
        certificate(folder, "paa", material.paa());
        certificate(folder, "pai", material.pai());
    }

    private static void certificate(EvidenceFolder folder, String name, Optional<AttestationCertificate> certificate)
            throws IOException {
        if (certificate.isPresent()) {
            folder.add(
                    "certificates/" + name + ".pem",
                    Pem.certificate(certificate.get().der().toByteArray()));
        }
    }

    /** A delivery's signed lists, without its lots, and the factory's receipt; what was moved away is not there. */
    private void delivery(EvidenceFolder folder, OrderRow order, DeliveryRow row) throws IOException {
        Path from = home.order(order.id()).delivery(row.number());
        if (!row.isDelivered() || !Files.exists(from)) {
            return;
        }
        String number = "%04d".formatted(row.number());
        try (Stream<Path> all = Files.walk(from)) {
            for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                String name = from.relativize(file).toString().replace('\\', '/');
                if (!name.endsWith(".p7m")) {
                    folder.copy("deliveries/" + number + "/" + name, file);
                }
            }
        }
        folder.add(
                "deliveries/" + number + "/signer.pem",
                Pem.certificate(row.signer().orElseThrow().toByteArray()));
        Optional<ReceiptRow> receipt = ledger.receipts(order.id()).find(row.number());
        Path kept = home.order(order.id()).receipt(row.number());
        if (receipt.isPresent() && Files.exists(kept)) {
            Bytes signature = Bytes.of(Files.readAllBytes(kept));
            folder.add("receipts/" + number + ".p7s", signature.toByteArray());
            for (X509Certificate certificate : embedded(signature)) {
                if (Fingerprint.of(certificate).equals(receipt.get().signer())) {
                    folder.add(
                            "receipts/" + number + ".signer.pem",
                            Pem.certificate(CertificateFile.der(certificate).toByteArray()));
                    break;
                }
            }
        }
    }

    private static List<X509Certificate> embedded(Bytes signature) {
        try {
            return DetachedSignature.certificates(signature);
        } catch (SealException e) {
            return List.of();
        }
    }
}
