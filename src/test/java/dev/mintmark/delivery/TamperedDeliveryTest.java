package dev.mintmark.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.mintmark.Commands;
import dev.mintmark.Identity;
import dev.mintmark.format.Bytes;
import dev.mintmark.format.seal.DetachedSignature;
import dev.mintmark.format.seal.DetachedSigner;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Whatever was done to a delivery on its way, {@code open} and VERIFY.txt both refuse it and lay nothing out. */
class TamperedDeliveryTest {
    @TempDir
    private static Path folder;

    private static Path good;

    private interface Attack {
        void on(Path delivery) throws Exception;
    }

    @BeforeAll
    static void make() throws Exception {
        good = Deliveries.make(Files.createDirectory(folder.resolve("good")));
        Deliveries.SIGNER.writeCertificate(folder.resolve("signer.pem"));
        Deliveries.FACTORY.writeKey(folder.resolve("key.pem"));
        Deliveries.OTHER_FACTORY.writeKey(folder.resolve("other-key.pem"));
        Identity stranger = Identity.ec("secp256r1");
        stranger.writeKey(folder.resolve("stranger-key.pem"));
        stranger.writeCertificate(folder.resolve("stranger.pem"));
    }

    private static Commands.Result script(Path delivery, String signer, String key, String out) throws IOException {
        return Commands.run(delivery, "sh", "VERIFY.txt", "../" + signer, "../" + key, "../" + out);
    }

    private static Map<String, Attack> attacks() throws IOException {
        Map<String, Attack> attacks = new TreeMap<>();
        for (String name : DeliveryFile.present(good)) {
            attacks.put("a flipped byte in " + name, delivery -> flip(delivery.resolve(name)));
            attacks.put(name + " is missing", delivery -> Files.delete(delivery.resolve(name)));
        }
        attacks.put("a lot is truncated", delivery -> {
            Path lot = delivery.resolve("lot-0002.tar.gz.p7m");
            Files.write(lot, Arrays.copyOf(Files.readAllBytes(lot), 3000));
        });
        attacks.put("two lots are swapped", delivery -> {
            Path first = delivery.resolve("lot-0001.tar.gz.p7m");
            Path second = delivery.resolve("lot-0002.tar.gz.p7m");
            Files.move(first, delivery.resolve("x"));
            Files.move(second, first);
            Files.move(delivery.resolve("x"), second);
        });
        attacks.put("the list is cut, and its lot gone", delivery -> {
            Files.delete(delivery.resolve("lot-0003.tar.gz.p7m"));
            Path list = delivery.resolve("SHA256SUMS");
            Files.write(
                    list,
                    Files.readAllLines(list).stream()
                            .filter(line -> !line.contains("lot-0003"))
                            .toList());
        });
        attacks.put("a file too many", delivery -> Files.writeString(delivery.resolve("autorun.inf"), "x"));
        attacks.put("a file too many in log", delivery -> Files.writeString(delivery.resolve("log/more"), "x"));
        attacks.put(
                "a lot too many",
                delivery ->
                        Files.copy(delivery.resolve("lot-0001.tar.gz.p7m"), delivery.resolve("lot-0004.tar.gz.p7m")));
        attacks.put("a link in a file's place", delivery -> {
            Path lot = delivery.resolve("lot-0001.tar.gz.p7m");
            Files.delete(lot);
            Files.createSymbolicLink(lot, good.resolve("lot-0001.tar.gz.p7m"));
        });
        attacks.put("bundle.json replaced, the list made to fit", delivery -> {
            Path bundle = delivery.resolve("bundle.json");
            Files.writeString(bundle, Files.readString(bundle).replace("PO-1001", "PO-1002"));
            relist(delivery);
        });
        attacks.put("all signed again by another", delivery -> {
            Identity other = Deliveries.SIGNER.impostor();
            relist(delivery);
            Bytes signature = new DetachedSigner(other.certificate(), other.key(), new SecureRandom())
                    .sign(new ByteArrayInputStream(Files.readAllBytes(delivery.resolve("SHA256SUMS"))), Instant.now());
            Files.write(delivery.resolve("SHA256SUMS.p7s"), signature.toByteArray());
        });
        return attacks;
    }

    private static void flip(Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        // a signature's middle is the embedded certificate, which openssl is told to leave alone: its end is the
        // signature
        content[file.endsWith("SHA256SUMS.p7s") ? content.length - 5 : content.length / 2] ^= 1;
        Files.write(file, content);
    }

    private static void relist(Path delivery) throws IOException {
        TreeMap<String, Bytes> files = new TreeMap<>();
        for (String name : DeliveryFile.present(delivery)) {
            files.put(name, DeliveryFile.sha256(delivery.resolve(name)));
        }
        files.remove("SHA256SUMS");
        files.remove("SHA256SUMS.p7s");
        Files.write(delivery.resolve("SHA256SUMS"), new Checksums(files).render());
    }

    @TestFactory
    Stream<DynamicTest> openRefuses() throws IOException {
        return attacks().entrySet().stream()
                .map(each -> dynamicTest(each.getKey(), () -> {
                    Path delivery = Deliveries.copy(good, folder.resolve("attacked"));
                    each.getValue().on(delivery);
                    Path out = folder.resolve("out");
                    assertThatThrownBy(() -> new OpenDelivery(Deliveries.SIGNER.certificate(), Deliveries.FACTORY.key())
                                    .all(delivery, out))
                            .isInstanceOf(DeliveryException.class);
                    assertThat(out).doesNotExist();
                    assertThat(folder.resolve("out.part")).doesNotExist();
                }));
    }

    @TestFactory
    Stream<DynamicTest> theScriptRefuses() throws IOException {
        Commands.assumeShellTools();
        return attacks().entrySet().stream()
                // whoever can change the script decides what it says: it tells the reader to check it by hand first
                .filter(each -> !each.getKey().contains("VERIFY.txt"))
                .map(each -> dynamicTest(each.getKey(), () -> {
                    Path delivery = Deliveries.copy(good, folder.resolve("attacked"));
                    each.getValue().on(delivery);
                    Commands.Result result = script(delivery, "signer.pem", "key.pem", "out");
                    assertThat(result.exit()).as(result.output()).isEqualTo(1);
                    assertThat(result.output()).contains("REFUSED");
                    assertThat(folder.resolve("out")).doesNotExist();
                    assertThat(folder.resolve("out.part")).doesNotExist();
                }));
    }

    @Test
    void untouchedBothOpenItAndLayOutTheSame() throws Exception {
        Path ours = folder.resolve("ours");
        OpenDelivery.Opened opened =
                new OpenDelivery(Deliveries.SIGNER.certificate(), Deliveries.FACTORY.key()).all(good, ours);
        assertThat(opened.bundle().modules()).isEqualTo(9);
        for (int lot = 1; lot <= 3; lot++) {
            Path data = ours.resolve("lot-000" + lot).resolve("data");
            assertThat(opened.lots()).contains(data.getParent());
            Map<String, byte[]> payload = Deliveries.payload(lot);
            assertThat(Deliveries.tree(data)).hasSameSizeAs(payload);
            payload.forEach((path, content) -> assertThat(data.resolve(path)).hasBinaryContent(content));
        }

        Commands.assumeShellTools();
        for (String key : List.of("key.pem", "other-key.pem")) {
            Commands.Result result = script(good, "signer.pem", key, "by-" + key);
            assertThat(result.exit()).as(result.output()).isZero();
            assertThat(Deliveries.tree(folder.resolve("by-" + key))).isEqualTo(Deliveries.tree(ours));
        }
        assertThat(script(good, "signer.pem", "key.pem", "by-key.pem").exit())
                .as("into a folder that is there")
                .isEqualTo(2);
    }

    @Test
    void theHandChecksThatTheTextAsksForWork() throws IOException {
        Commands.assumeShellTools();
        String text = Files.readString(good.resolve("VERIFY.txt"), StandardCharsets.UTF_8);
        String byHand = text.substring(text.indexOf("#        openssl cms -verify"), text.indexOf("# THEN run"))
                .replaceAll("(?m)^#", "")
                .replace("SIGNER.pem", "../signer.pem");
        Commands.Result result = Commands.run(good, "sh", "-ec", byHand);
        assertThat(result.exit()).as(result.output()).isZero();
        assertThat(result.output()).contains("VERIFY.txt: OK");

        Path changed = Deliveries.copy(good, folder.resolve("changed"));
        Files.writeString(changed.resolve("VERIFY.txt"), text.replace("set -eu", "set -u"));
        assertThat(Commands.run(changed, "sh", "-ec", byHand).exit()).isNotZero();

        Commands.Result fingerprint =
                Commands.run(folder, "openssl x509 -in signer.pem -noout -fingerprint -sha256".split(" "));
        assertThat(text).contains(fingerprint.output().strip().replaceAll(".*=", ""));
    }

    @Test
    void aStrangersKeyOpensNothing() throws Exception {
        Path out = folder.resolve("stranger-out");
        assertThatThrownBy(() -> new OpenDelivery(
                                Deliveries.SIGNER.certificate(),
                                Identity.ec("secp256r1").key())
                        .all(good, out))
                .isInstanceOf(DeliveryException.class)
                .hasMessageContaining("lot-0001.tar.gz.p7m")
                .hasMessageContaining("fingerprint");
        assertThat(out).doesNotExist();

        Commands.assumeShellTools();
        assertThat(script(good, "signer.pem", "stranger-key.pem", "stranger-out")
                        .output())
                .contains("does not open with KEY.pem");
        assertThat(script(good, "stranger.pem", "key.pem", "stranger-out").output())
                .contains("not signed by SIGNER.pem");
        assertThat(out).doesNotExist();
    }

    @Test
    void aReceiptMadeAsTheTextSaysIsTheFactorys() throws Exception {
        Commands.assumeShellTools();
        Deliveries.FACTORY.writeCertificate(folder.resolve("factory.pem"));
        Commands.Result result = Commands.run(
                good,
                ("openssl cms -sign -binary -in SHA256SUMS -signer ../factory.pem -inkey ../key.pem -md sha256"
                                + " -outform DER -out ../receipt.p7s")
                        .split(" "));
        assertThat(result.exit()).as(result.output()).isZero();
        assertThat(Files.readString(good.resolve("VERIFY.txt"))).contains("../receipt-PO-1001-0001.p7s");
        DetachedSignature.verify(
                new ByteArrayInputStream(Files.readAllBytes(good.resolve("SHA256SUMS"))),
                Bytes.of(Files.readAllBytes(folder.resolve("receipt.p7s"))),
                Deliveries.FACTORY.certificate());
    }
}
