package dev.mintmark.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mintmark.Commands;
import dev.mintmark.Identity;
import dev.mintmark.delivery.ReceiptFault;
import dev.mintmark.format.Bytes;
import dev.mintmark.format.seal.DetachedSigner;
import dev.mintmark.format.seal.Fingerprint;
import dev.mintmark.keys.CertificateFile;
import dev.mintmark.keys.KeyFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A factory signs for what arrived, and others try to. */
class ReceiptTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    static Path made;

    @TempDir
    Path folder;

    private Workplace place;
    private X509Certificate factory;
    private PrivateKey factoryKey;

    @BeforeAll
    static void makeTwoDeliveries() throws IOException {
        Workplace place = new Workplace(made);
        Path order = place.order("PO-1", 4);
        run(place, order, 1, 2);
        run(place, order, 3, 4);
    }

    @BeforeEach
    void twoDeliveries() throws IOException {
        place = new Workplace(made).copy(folder);
        Path keys = place.home().testKeys();
        factory = CertificateFile.x509(keys.resolve("factory.crt.pem"));
        factoryKey = KeyFile.read(keys.resolve("factory.key.pem"));
    }

    private static void run(Workplace place, Path order, int first, int last) throws IOException {
        Requested.zip(place.inbox("PO-1").resolve(first + ".zip"), Requested.files(first, last));
        Program.Result result = place.within("run", order.toString());
        assertThat(result.exit()).as(result.toString()).isZero();
    }

    private Path list(int delivery) {
        return place.folder("PO-1").delivery(delivery).resolve("SHA256SUMS");
    }

    private static byte[] signed(X509Certificate signer, PrivateKey key, byte[] content, Instant when)
            throws Exception {
        return new DetachedSigner(signer, key, new SecureRandom())
                .sign(new ByteArrayInputStream(content), when)
                .toByteArray();
    }

    private byte[] signed(int delivery) throws Exception {
        return signed(factory, factoryKey, Files.readAllBytes(list(delivery)), Instant.now());
    }

    private String file(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content).toString();
    }

    private Program.Result report(String... files) {
        String[] all = Arrays.copyOf(new String[] {"report", "PO-1"}, 2 + files.length);
        System.arraycopy(files, 0, all, 2, files.length);
        return place.within(all);
    }

    private JsonNode deliveries() throws IOException {
        return JSON.readTree(Files.readString(place.folder("PO-1").reportJson()))
                .path("deliveries");
    }

    @Test
    void theLineInVerifyTxtMakesAReceiptThatAcknowledgesItsDelivery() throws Exception {
        Commands.assumeOpenssl();
        Path delivery = place.folder("PO-1").delivery(2);
        String line = String.join(
                        " ",
                        Files.readAllLines(delivery.resolve("VERIFY.txt")).stream()
                                .dropWhile(text -> !text.contains("cms -sign"))
                                .limit(2)
                                .map(text -> text.replaceFirst("^#\\s*", "").replace("\\", ""))
                                .toList())
                .replace(
                        "FACTORY.pem",
                        place.home().testKeys().resolve("factory.crt.pem").toString())
                .replace(
                        "KEY.pem",
                        place.home().testKeys().resolve("factory.key.pem").toString())
                .replace(
                        "../receipt-PO-1-0002.p7s",
                        folder.resolve("receipt.p7s").toString());
        Commands.Result made = Commands.run(delivery, "sh", "-ec", line);
        assertThat(made.exit()).as(line + "\n" + made.output()).isZero();

        Program.Result taken = report(folder.resolve("receipt.p7s").toString());

        assertThat(taken.exit()).as(taken.toString()).isZero();
        assertThat(taken.out())
                .startsWith("PO-1: delivery 0002 acknowledged, signed 2")
                .contains(Fingerprint.of(factory).hex());
        assertThat(place.folder("PO-1").receipt(2)).hasBinaryContent(Files.readAllBytes(folder.resolve("receipt.p7s")));
        assertThat(place.within("status", "PO-1").out()).contains("in 2 deliveries, 1 acknowledged");
        JsonNode status = JSON.readTree(place.within("status", "--json").out());
        assertThat(status.path("orders").get(0).path("acknowledged").asInt()).isEqualTo(1);
        assertThat(deliveries().get(0).path("acknowledged").isNull()).isTrue();
        assertThat(deliveries()
                        .get(1)
                        .path("acknowledged")
                        .path("signer_sha256")
                        .asString(""))
                .isEqualTo(Fingerprint.of(factory).hex());
    }

    @Test
    void theSameOrAFurtherReceiptChangesNothing() throws Exception {
        String first = file("first.p7s", signed(1));
        String further = file("further.p7s", signed(1));
        assertThat(report(first).exit()).isZero();
        Map<String, Bytes> before = results();

        Program.Result again = report(first, further);

        assertThat(again.exit()).isZero();
        assertThat(again.out().lines()).hasSize(2).allMatch(line -> line.contains("was acknowledged before"));
        assertThat(results()).isEqualTo(before);
    }

    /** Killed between file and row, or the file was lost since. */
    @Test
    void aReceiptThatIsNotThereAnyMoreIsPutBack() throws Exception {
        byte[] receipt = signed(1);
        assertThat(report(file("r.p7s", receipt)).exit()).isZero();
        Files.delete(place.folder("PO-1").receipt(1));

        assertThat(report(file("r.p7s", receipt)).exit()).isZero();

        assertThat(place.folder("PO-1").receipt(1)).hasBinaryContent(receipt);
    }

    @Test
    void aDeliveryThatWasMovedAwayCanStillBeAcknowledged() throws Exception {
        String receipt = file("r.p7s", signed(1));
        Files.move(place.folder("PO-1").delivery(1), folder.resolve("archived"));

        assertThat(report(receipt).exit()).isZero();
    }

    @Test
    void whateverIsNoReceiptOfThisFactoryIsRefusedByNameAndChangesNothing() throws Exception {
        byte[] list = Files.readAllBytes(list(1));
        Identity stranger = Identity.ec("secp256r1");
        byte[] good = signed(1);
        byte[] forged = good.clone();
        forged[forged.length - 1] ^= 1; // within the signature's last integer
        Path other = place.order("PO-2", 1);
        Requested.zip(place.inbox("PO-2").resolve("a.zip"), Requested.files(9, 9));
        assertThat(place.within("run", other.toString()).exit()).isZero();
        byte[] others = Files.readAllBytes(place.folder("PO-2").delivery(1).resolve("SHA256SUMS"));
        Map<String, byte[]> files = new TreeMap<>();
        files.put("DELIVERY_UNKNOWN", signed(factory, factoryKey, "something else".getBytes(), Instant.now()));
        files.put("SIGNER_UNKNOWN", signed(stranger.certificate(), stranger.key(), list, Instant.now()));
        files.put("SIGNATURE_WRONG", forged);
        files.put("OTHER_ORDER", signed(factory, factoryKey, others, Instant.now()));
        files.put("NOT_A_RECEIPT", Arrays.copyOf(good, good.length - 1));
        files.put(
                "RECEIPT_UNSUPPORTED",
                Files.readAllBytes(place.folder("PO-1").delivery(1).resolve("lot-0001.tar.gz.p7m")));
        Map<String, Bytes> before = results();

        for (Map.Entry<String, byte[]> each : files.entrySet()) {
            file(each.getKey(), each.getValue());
        }
        Program.Result refused = report(files.keySet().stream()
                .map(name -> folder.resolve(name).toString())
                .toArray(String[]::new));
        for (Map.Entry<String, byte[]> each : files.entrySet()) {
            assertThat(refused.exit()).as(refused.toString()).isEqualTo(4);
            assertThat(refused.err())
                    .contains("mintmark: " + folder.resolve(each.getKey()) + ": " + each.getKey() + ": ");
            assertThat(refused.out()).isEmpty();
        }

        assertThat(results()).isEqualTo(before);
        assertThat(place.within("status", "PO-1").out()).doesNotContain("acknowledged");
    }

    @Test
    void everyFlippedByteOfWhatIsSignedAndOfTheSignatureIsRefused() throws Exception {
        byte[] good = signed(1);
        Bytes digest = Bytes.sha256Of(Files.readAllBytes(list(1)));
        int hash = new String(good, StandardCharsets.ISO_8859_1)
                .indexOf(new String(digest.toByteArray(), StandardCharsets.ISO_8859_1));
        List<String> flipped = new ArrayList<>();
        for (int i = 0; i < good.length; i++) {
            // CMS leaves the rest unsigned: certificates that come along, lists of algorithms
            if (i >= hash && i < hash + 32 || i >= good.length - 64) {
                byte[] bad = good.clone();
                bad[i] ^= 0x20;
                flipped.add(file("flipped-" + i, bad));
            }
        }

        Program.Result refused = report(flipped.toArray(String[]::new));

        assertThat(flipped).hasSize(32 + 64);
        assertThat(refused.exit()).isEqualTo(4);
        assertThat(refused.out()).isEmpty();
    }

    @Test
    void ofSeveralFilesTheGoodOnesCountAndJsonTellsOfEach() throws Exception {
        String bad = file("bad.p7s", new byte[] {0x30, 0});
        Program.Result result = report(file("1.p7s", signed(1)), bad, file("2.p7s", signed(2)), "--json");

        assertThat(result.exit()).isEqualTo(4);
        JsonNode files = JSON.readTree(result.out()).path("files");
        assertThat(files.get(0).path("result").asString("")).isEqualTo("acknowledged");
        assertThat(files.get(1).path("code").asString("")).isEqualTo("NOT_A_RECEIPT");
        assertThat(files.get(2).path("delivery").asInt()).isEqualTo(2);
        assertThat(place.within("status", "PO-1").out()).contains("2 acknowledged");
    }

    @Test
    void aFileThatIsNotThereIsAFaultOfTheCommandLineAndNothingIsTaken() throws Exception {
        Program.Result result =
                report(file("1.p7s", signed(1)), folder.resolve("none").toString());

        assertThat(result.exit()).isEqualTo(2);
        assertThat(place.folder("PO-1").receipt(1)).doesNotExist();
        assertThat(place.within("report", "PO-9", list(1).toString()).err()).contains("no order \"PO-9\"");
    }

    /** The reports in the page of operations. */
    @Test
    void thePageOfOperationsHasEveryCode() throws IOException {
        String page = Files.readString(Path.of("docs", "operations.md"));
        for (ReceiptFault fault : ReceiptFault.values()) {
            assertThat(page).contains("| `" + fault + "` |");
        }
    }

    private Map<String, Bytes> results() throws IOException {
        TreeMap<String, Bytes> tree = Workplace.tree(place.folder("PO-1").root());
        assertThat(tree).containsKey("report.json");
        return tree;
    }
}
