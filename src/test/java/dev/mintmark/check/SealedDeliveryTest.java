package dev.mintmark.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mintmark.delivery.Bundle;
import dev.mintmark.delivery.DeliveryFolder;
import dev.mintmark.delivery.LotFile;
import dev.mintmark.delivery.LotHead;
import dev.mintmark.delivery.LotNumber;
import dev.mintmark.delivery.SealedLot;
import dev.mintmark.format.seal.DetachedSigner;
import dev.mintmark.format.seal.Fingerprint;
import dev.mintmark.format.seal.RecipientCertificate;
import dev.mintmark.format.seal.Sealing;
import dev.mintmark.issue.KeyKind;
import dev.mintmark.keys.CertificateFile;
import dev.mintmark.keys.KeyFile;
import dev.mintmark.order.OrderId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealedDeliveryTest {
    @TempDir
    private static Path home;

    private static Deliveries deliveries;

    @TempDir
    private Path folder;

    private Path sealed;

    @BeforeAll
    static void deliver() throws IOException {
        deliveries = Deliveries.make(home);
    }

    @BeforeEach
    void copy() throws IOException {
        sealed = folder.resolve("0001");
        Deliveries.copy(deliveries.sealed(), sealed);
    }

    private Deliveries.Said check(String... options) {
        return deliveries.say(Stream.concat(Stream.of("check", sealed.toString()), Stream.of(options))
                .toArray(String[]::new));
    }

    private Deliveries.Said withKey() {
        return check(
                "--trust",
                deliveries.certificate("bundle-signer").toString(),
                "--key",
                deliveries.key("factory").toString());
    }

    @Test
    void itIsLookedIntoWithAKeyAndNothingIsLaidOut() throws IOException {
        Deliveries.Said said = withKey();
        assertThat(said.code()).isZero();
        assertThat(said.out()).isEqualToIgnoringNewLines("checked 6 modules in 2 lots: 0 findings");
        try (Stream<Path> all = Files.walk(folder)) {
            assertThat(all.filter(Files::isRegularFile)).hasSize(7);
        }
    }

    @Test
    void withoutAKeyTheSummarySaysWhatWasLeftOut() {
        Deliveries.Said said =
                check("--trust", deliveries.certificate("bundle-signer").toString());
        assertThat(said.code()).isZero();
        assertThat(said.out()).contains("in 2 lots: 0 findings; the lots stay sealed");
    }

    @Test
    void wrongArgumentsAreExitCode2() {
        String trust = deliveries.certificate("bundle-signer").toString();
        assertThat(check().code()).as("nobody trusted").isEqualTo(2);
        assertThat(check("--trust", trust, "--key", deliveries.key("pai").toString())
                        .code())
                .as("another's key")
                .isEqualTo(2);
        assertThat(deliveries.say("check", folder.toString()).code())
                .as("no delivery")
                .isEqualTo(2);
        assertThat(deliveries.say("check", "no such thing").code()).isEqualTo(2);
        assertThat(deliveries.say("check", "PO-8").code()).as("no such order").isEqualTo(2);
        assertThat(deliveries
                        .say("check", deliveries.opened().toString(), "--trust", trust)
                        .code())
                .as("no signature there")
                .isEqualTo(2);
        assertThat(deliveries.say("check").code()).isEqualTo(2);
    }

    @Test
    void anotherSignerAChangedALackingAndAnExtraFileAreFindings() throws IOException {
        Deliveries.Said other =
                check("--trust", deliveries.certificate("factory").toString());
        assertThat(other.code()).isEqualTo(5);
        assertThat(other.out()).startsWith("DELIVERY_REFUSED SHA256SUMS.p7s: ");
        byte[] lot = Files.readAllBytes(sealed.resolve("lot-0002.tar.gz.p7m"));
        lot[lot.length / 2] ^= 1;
        Files.write(sealed.resolve("lot-0002.tar.gz.p7m"), lot);
        Files.delete(sealed.resolve("VERIFY.txt"));
        Files.writeString(sealed.resolve("more.txt"), "hello");
        Deliveries.Said said = withKey();
        assertThat(said.code()).isEqualTo(5);
        assertThat(said.out().lines().filter(line -> line.startsWith("DELIVERY_REFUSED ")))
                .hasSize(3)
                .anyMatch(line -> line.contains(" lot-0002.tar.gz.p7m: "))
                .anyMatch(line -> line.contains(" VERIFY.txt: "))
                .anyMatch(line -> line.contains("more.txt"));
        assertThat(said.out()).contains("3 findings; nothing was decrypted");
    }

    @Test
    void jsonSaysTheSame() throws IOException {
        Files.delete(sealed.resolve("VERIFY.txt"));
        Deliveries.Said said =
                check("--trust", deliveries.certificate("bundle-signer").toString(), "--json");
        assertThat(said.code()).isEqualTo(5);
        assertThat(said.out())
                .contains("\"code\" : \"DELIVERY_REFUSED\"", "\"place\" : \"VERIFY.txt\"", "\"lots\" : 0");
    }

    /** A maker whose lot is signed and sealed as it should be, and wrong inside. */
    @Test
    void theSameChecksLookIntoASealedLot() throws Exception {
        Path opened = folder.resolve("opened");
        Deliveries.copy(deliveries.opened().resolve("lot-0001"), opened);
        OpenedLot lot = new OpenedLot(opened);
        String a = lot.modules().get(0);
        String b = lot.modules().get(1);
        OpenedLot.swap(lot.file(a, "-dac.der"), lot.file(b, "-dac.der"));
        seal(lot, 1);
        Deliveries.Said swapped = withKey();
        assertThat(swapped.out().lines()).hasSize(3);
        assertThat(swapped.out().lines().limit(2))
                .allMatch(line -> line.startsWith("DAC_DIFFERS lot-0001/data/modules/"));
        assertThat(swapped.code()).isEqualTo(5);

        OpenedLot.swap(lot.file(a, "-dac.der"), lot.file(b, "-dac.der"));
        seal(lot, 2);
        assertThat(withKey().out())
                .contains("LOT_MISLABELLED lot-0001/data/manifest.csv: bundle.json has another delivery")
                .contains("LOT_MISLABELLED lot-0001/bag-info.txt: ");
    }

    private void seal(OpenedLot lot, int delivery) throws Exception {
        try (Stream<Path> old = Files.list(sealed)) {
            for (Path file : old.toList()) {
                Files.delete(file);
            }
        }
        X509Certificate factory = CertificateFile.x509(deliveries.certificate("factory"));
        X509Certificate signer = CertificateFile.x509(deliveries.certificate("bundle-signer"));
        LotHead head = new LotHead(new OrderId(Deliveries.ORDER), delivery, new LotNumber(1), Instant.now());
        Sealing sealing = new Sealing(List.of(new RecipientCertificate(factory)), new SecureRandom());
        SealedLot made;
        try (LotFile file = LotFile.create(sealed, head, sealing)) {
            List<Path> payload;
            try (Stream<Path> all = Files.walk(lot.data("."))) {
                payload = new ArrayList<>(all.filter(Files::isRegularFile).toList());
            }
            payload.sort(java.util.Comparator.naturalOrder());
            for (Path path : payload) {
                file.add(lot.data(".").relativize(path).toString(), Files.readAllBytes(path));
            }
            made = file.finish();
            file.publish();
        }
        Bundle bundle = new Bundle(
                head.order(),
                "SO-1/1",
                delivery,
                Instant.now(),
                KeyKind.TEST,
                Fingerprint.of(signer),
                List.of(Fingerprint.of(factory)),
                List.of(made.listed()));
        DeliveryFolder.complete(
                sealed,
                bundle,
                List.of(made),
                new DetachedSigner(signer, KeyFile.read(deliveries.key("bundle-signer")), new SecureRandom()),
                Instant.now());
    }
}
