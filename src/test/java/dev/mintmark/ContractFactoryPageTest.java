package dev.mintmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mintmark.delivery.Bundle;
import dev.mintmark.delivery.DeliveryFolder;
import dev.mintmark.delivery.LotFile;
import dev.mintmark.delivery.LotHead;
import dev.mintmark.delivery.LotNumber;
import dev.mintmark.delivery.SealedLot;
import dev.mintmark.format.Bytes;
import dev.mintmark.format.seal.DetachedSignature;
import dev.mintmark.format.seal.DetachedSigner;
import dev.mintmark.format.seal.Fingerprint;
import dev.mintmark.format.seal.RecipientCertificate;
import dev.mintmark.format.seal.Sealing;
import dev.mintmark.issue.KeyKind;
import dev.mintmark.order.OrderId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A factory that has none of our software follows docs/contract-factory.md: its shell lines are run as they stand. */
class ContractFactoryPageTest {
    private static final String MODULE = "7cdfa1000001";
    private static final Identity SIGNER = Identity.ec("secp256r1");

    @TempDir
    private Path folder;

    @BeforeAll
    static void tools() {
        Commands.assumeShellTools();
    }

    private static Iterator<String> lines() throws IOException {
        return Pattern.compile("(?s)```sh\n(.*?)```")
                .matcher(Files.readString(Path.of("docs", "contract-factory.md")))
                .results()
                .map((MatchResult each) -> each.group(1))
                .iterator();
    }

    private String run(String script) throws IOException {
        Commands.Result result = Commands.run(folder, "sh", "-ec", script);
        assertThat(result.exit()).as(script + result.output()).isZero();
        return result.output();
    }

    @Test
    void itsLinesWorkFromTheFirstKeyToTheReceipt() throws Exception {
        Iterator<String> page = lines();

        String own = run(page.next());
        X509Certificate factory = certificate("factory.crt.pem");
        assertThat(RecipientCertificate.reasonsAgainst(factory, Instant.now())).isEmpty();
        assertThat(own).contains(Fingerprint.withColons(Fingerprint.of(factory)));

        SIGNER.writeCertificate(folder.resolve("signer.crt.pem"));
        assertThat(run(page.next())).contains(Fingerprint.withColons(Fingerprint.of(SIGNER.certificate())));

        Iterator<String> ahead = lines();
        for (int before = 0; before < 3; before++) {
            ahead.next();
        }
        run(ahead.next());
        assertThat(folder.resolve("submission.csv"))
                .as("of a shift without requests")
                .hasContent("module_id,serial_number,mac,csr");

        run(
                "openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout module.key -subj /CN=module -out "
                        + MODULE + ".csr");
        assertThat(run(page.next())).contains("verify OK");
        run(page.next());
        assertThat(Files.readAllLines(folder.resolve("submission.csv")))
                .satisfiesExactly(
                        head -> assertThat(head).isEqualTo("module_id,serial_number,mac,csr"),
                        row -> assertThat(row).matches(MODULE + ",,,[A-Za-z0-9+/=]{200,}"));

        deliver(factory);
        assertThat(run(page.next())).contains("CMS Verification successful", "VERIFY.txt: OK");
        assertThat(run(page.next())).contains("good: laid out in ../opened");
        run(page.next());
        assertThat(folder.resolve("one/data/modules/" + MODULE)).isDirectory();

        List<String> hashes = run(page.next()).lines().toList();
        assertThat(hashes).hasSize(2);
        assertThat(hashes.get(0)).isEqualTo(hashes.get(1));

        run(page.next());
        DetachedSignature.verify(
                new ByteArrayInputStream(Files.readAllBytes(folder.resolve("delivery/SHA256SUMS"))),
                Bytes.of(Files.readAllBytes(folder.resolve("receipt.p7s"))),
                factory);
        assertThat(page.hasNext()).isFalse();
    }

    private X509Certificate certificate(String name) throws Exception {
        try (InputStream in = Files.newInputStream(folder.resolve(name))) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    /** One lot of the one module, whose certificate here is any certificate for its key. */
    private void deliver(X509Certificate factory) throws Exception {
        run("openssl x509 -req -in " + MODULE + ".csr -signkey module.key -outform DER -out dac.der");
        Path delivery = Files.createDirectory(folder.resolve("delivery"));
        LotHead head = new LotHead(new OrderId("PO-1001"), 1, new LotNumber(1), Instant.EPOCH);
        Sealing sealing = new Sealing(List.of(new RecipientCertificate(factory)), new SecureRandom());
        SealedLot lot;
        try (LotFile file = LotFile.create(delivery, head, sealing)) {
            file.add("modules/" + MODULE + "/" + MODULE + "-dac.der", Files.readAllBytes(folder.resolve("dac.der")));
            lot = file.finish();
            file.publish();
        }
        Bundle bundle = new Bundle(
                head.order(),
                "",
                head.delivery(),
                Instant.now(),
                KeyKind.TEST,
                Fingerprint.of(SIGNER.certificate()),
                List.of(Fingerprint.of(factory)),
                List.of(lot.listed()));
        DetachedSigner signer = new DetachedSigner(SIGNER.certificate(), SIGNER.key(), new SecureRandom());
        DeliveryFolder.complete(delivery, bundle, List.of(lot), signer, Instant.now());
    }
}
