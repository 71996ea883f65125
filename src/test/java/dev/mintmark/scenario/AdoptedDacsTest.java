package dev.mintmark.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mintmark.csr.RejectCode;
import dev.mintmark.format.Bytes;
import dev.mintmark.format.attestation.DacRequest;
import dev.mintmark.format.matter.ProductId;
import dev.mintmark.keys.CertificateFile;
import dev.mintmark.keys.KeyFile;
import dev.mintmark.keys.TestKeys;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.ASN1Integer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Orders whose DACs another CA issued: checked as our own, delivered as they are, signed by nobody here. */
class AdoptedDacsTest {
    private static final String ADOPTED = "keys: adopted";
    private static final ProductId PRODUCT = new ProductId(0x8001);

    @TempDir
    Path folder;

    private Workplace place;
    private OtherCa ca;

    @BeforeEach
    void workplace() throws Exception {
        place = new Workplace(folder);
        ca = of(place.home().testKeys());
    }

    private static OtherCa of(Path folder) throws IOException {
        TestKeys keys = TestKeys.createOrRead(folder, Instant.now(), new SecureRandom());
        BigInteger scalar = ((ECPrivateKey) KeyFile.read(folder.resolve("pai.key.pem"))).getS();
        return new OtherCa(
                keys.pai(), scalar, TestKeys.VENDOR, PRODUCT, keys.pai().notBefore());
    }

    private void send(String order, String name, Map<String, byte[]> files) throws IOException {
        Requested.zip(place.inbox(order).resolve(name), files);
    }

    private Map<String, byte[]> files(int first, int last) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        IntStream.rangeClosed(first, last).forEach(module -> files.put(Requested.id(module) + ".pem", ca.pem(module)));
        return files;
    }

    private Program.Result runs(Path order, int exit) {
        Program.Result run = place.within("run", order.toString());
        assertThat(run.exit()).as(run.toString()).isEqualTo(exit);
        return run;
    }

    /** The reject codes so far, by module id. */
    private Map<String, String> rejects(String order) throws IOException {
        Map<String, String> codes = new TreeMap<>();
        for (Map<String, String> row : Delivered.csv(place.folder(order).rejects())) {
            assertThat(row.get("reason")).isNotBlank();
            codes.merge(row.get("module_id"), row.get("code"), (a, b) -> a + " " + b);
        }
        return codes;
    }

    private void isWhole(Path order) {
        Program.Result audit = place.within("audit", "verify");
        assertThat(audit.exit()).as(audit.toString()).isZero();
        Program.Result check = place.within("check", order.toString());
        assertThat(check.exit()).as(check.toString()).isZero();
        Program.Result reconciled = place.within("reconcile", "PO-1");
        assertThat(reconciled.exit()).as(reconciled.toString()).isZero();
    }

    private static String base64(byte[] der) {
        return Base64.getEncoder().encodeToString(der);
    }

    /** PEM, DER, with its request before or behind it, and rows with and without one. */
    @Test
    void theyAreDeliveredByteForByteAndMarkedEverywhere() throws Exception {
        Map<String, byte[]> files = files(1, 1);
        files.put(Requested.id(2) + ".der", ca.dac(2));
        files.put(Requested.id(3) + ".pem", BadRequests.join(ca.pem(3), Requested.pem(3)));
        files.put(Requested.id(4) + ".pem", BadRequests.join(Requested.pem(4), ca.pem(4)));
        send("PO-1", "a.zip", files);
        Files.write(
                place.inbox("PO-1").resolve("b.csv"),
                List.of(
                        "module_id,dac,csr",
                        Requested.id(5) + "," + base64(ca.dac(5)) + ",",
                        Requested.id(6) + "," + base64(ca.dac(6)) + "," + base64(Requested.der(6))));
        Path order = place.order("PO-1", 6, ADOPTED, "lot-size: 4");
        runs(order, 0);

        Map<String, Path> opened =
                Delivered.modules(Delivered.open(place, "PO-1", 1, place.root().resolve("opened")));
        assertThat(opened).hasSize(6);
        for (int module = 1; module <= 6; module++) {
            String id = Requested.id(module);
            assertThat(Files.readAllBytes(opened.get(id).resolve(id + "-dac.der")))
                    .isEqualTo(ca.dac(module));
        }
        List<Map<String, String>> rows = Delivered.csv(place.folder("PO-1").manifest());
        assertThat(Delivered.column(rows, "keys")).containsOnly("adopted");
        assertThat(Delivered.column(rows, "dac_serial")).startsWith("4000000000000001");
        assertThat(place.folder("PO-1").delivery(1).resolve("bundle.json"))
                .content()
                .contains("\"keys\" : \"adopted\"");
        assertThat(place.folder("PO-1").reportJson()).content().contains("\"keys\" : \"adopted\"");
        assertThat(place.folder("PO-1").reportHtml()).content().contains("Certificates of another CA.");
        assertThat(place.within("audit", "verify").out())
                .contains("0 certificates signed and 6 adopted, 6 DACs in the ledger, 6 in the log");
        assertThat(place.within("trace", Requested.id(3)).out())
                .contains("adopted")
                .doesNotContain("log: dac");
        isWhole(order);
        Program.Result evidence = place.within(
                "evidence",
                "PO-1",
                "--out",
                place.root().resolve("evidence.tar.gz").toString());
        assertThat(evidence.exit()).as(evidence.toString()).isZero();
        Program.Result proof = place.within(
                "audit",
                "prove",
                Requested.id(2),
                "--out",
                place.root().resolve("p").toString());
        assertThat(proof.exit()).as(proof.toString()).isZero();
        assertThat(place.root().resolve("p.entry")).content().startsWith("{\"kind\":\"adopted\"");
    }

    @Test
    void eachBadOneIsRefusedUnderItsCodeAndStopsNoOther() throws Exception {
        Map<RejectCode, byte[]> bad = new LinkedHashMap<>();
        byte[] good = ca.dac(90);
        byte[] forged = good.clone();
        forged[forged.length - 1] ^= 1;
        OtherCa other = of(place.root().resolve("other-ca"));
        String uuid = new UUID(0x4000, 90).toString();
        bad.put(RejectCode.DAC_MISSING, Requested.pem(90));
        bad.put(RejectCode.DAC_MALFORMED, BadRequests.join(ca.pem(90), ca.pem(91)));
        bad.put(RejectCode.DAC_OF_OTHER_ISSUER, other.dac(90));
        bad.put(RejectCode.DAC_SIGNATURE_WRONG, forged);
        bad.put(RejectCode.DAC_OF_OTHER_PRODUCT, ca.dac(90, 90, uuid, new ProductId(0x8002), DacRequest.NO_EXPIRY));
        bad.put(
                RejectCode.DAC_NOT_VALID,
                ca.dac(90, 90, uuid, PRODUCT, ca.notBefore().plusSeconds(1)));
        bad.put(RejectCode.DAC_OFF_PROFILE, ca.altered(good, 1, new ASN1Integer(-5)));
        bad.put(RejectCode.DAC_SUBJECT_DIFFERS, ca.dac(90, 90, "ACME 0090", PRODUCT, DacRequest.NO_EXPIRY));
        bad.put(RejectCode.DAC_OF_OTHER_KEY, BadRequests.join(ca.pem(90), Requested.pem(91)));
        bad.put(RejectCode.CSR_BAD_PROOF_OF_POSSESSION, BadRequests.join(ca.pem(90), forgedRequest()));
        bad.put(RejectCode.DUPLICATE_DAC_SERIAL, ca.dac(90, 1, uuid, PRODUCT, DacRequest.NO_EXPIRY));
        Map<String, byte[]> files = files(1, 2);
        bad.forEach((code, content) -> files.put("bad_" + code.name().toLowerCase(Locale.ROOT) + ".pem", content));
        files.putAll(files(3, 3));
        send("PO-1", "a.zip", files);
        Path order = place.order("PO-1", 9, ADOPTED);

        runs(order, 4);

        Map<String, String> expected = new TreeMap<>();
        bad.keySet().forEach(code -> expected.put("bad_" + code.name().toLowerCase(Locale.ROOT), code.name()));
        assertThat(rejects("PO-1")).isEqualTo(expected);
        assertThat(Delivered.column(Delivered.csv(place.folder("PO-1").manifest()), "module_id"))
                .isEqualTo(List.of(Requested.id(1), Requested.id(2), Requested.id(3)));
        isWhole(order);
    }

    private static byte[] forgedRequest() {
        byte[] request = Requested.der(90);
        request[request.length - 1] ^= 1;
        return Requested.pem("CERTIFICATE REQUEST", request);
    }

    /** The table "the same CSR again", for certificates. */
    @Test
    void theSameAgainIsTheSameAndAnotherIsRefused() throws Exception {
        send("PO-1", "a.zip", files(1, 3));
        Path order = place.order("PO-1", 4, ADOPTED, "spares: 1");
        runs(order, 0);
        Map<String, byte[]> again = files(1, 2);
        String uuid = new UUID(1, 1).toString();
        again.put("clone.pem", ca.pem(3));
        again.put(
                "b/" + Requested.id(1) + ".pem",
                Requested.pem("CERTIFICATE", ca.dac(1, 77, uuid, PRODUCT, DacRequest.NO_EXPIRY)));
        again.put("c/" + Requested.id(3) + ".pem", ca.pem(4));
        send("PO-1", "b.zip", again);
        Files.write(
                place.inbox("PO-1").resolve("c.csv"),
                List.of(
                        "module_id,dac,supersedes",
                        "%s,%s,%s".formatted(Requested.id(2), base64(ca.dac(5)), Requested.spkiSha256(2)),
                        Requested.id(6) + "," + base64(ca.dac(6)) + ",",
                        Requested.id(7) + "," + base64(ca.dac(7)) + ","));

        runs(order, 4);

        assertThat(rejects("PO-1"))
                .isEqualTo(Map.of(
                        "clone",
                        "DUPLICATE_KEY",
                        Requested.id(1),
                        "DAC_DIFFERS",
                        Requested.id(3),
                        "MODULE_REKEYED",
                        Requested.id(7),
                        "QUOTA_EXCEEDED"));
        List<Map<String, String>> rows = Delivered.csv(place.folder("PO-1").manifest());
        assertThat(Delivered.column(rows, "module_id"))
                .isEqualTo(IntStream.of(1, 2, 3, 2, 6).mapToObj(Requested::id).toList());
        assertThat(place.within("audit", "verify").exit()).isZero();
        assertThat(place.within("check", order.toString()).exit()).isZero();
        assertThat(place.within("reconcile", "PO-1").out()).contains("OVERRUN_TRIED", "1 finding\n");

        send("PO-2", "a.zip", files(1, 1));
        runs(place.order("PO-2", 1, ADOPTED), 4);
        assertThat(rejects("PO-2")).isEqualTo(Map.of(Requested.id(1), "REPLAY"));
        send("PO-3", "a.zip", Requested.files(2, 2));
        runs(place.order("PO-3", 1), 4);
        assertThat(rejects("PO-3")).isEqualTo(Map.of(Requested.id(2), "REPLAY"));
    }

    @Test
    void theSerialNumberInTheSubjectIsTheDevices() throws Exception {
        Files.writeString(place.root().resolve("product.yaml"), Workplace.PRODUCT + "dac-subject: serial-number\n");
        byte[] named = ca.dac(1, 1, "LAMP-0001", PRODUCT, DacRequest.NO_EXPIRY);
        byte[] other = ca.dac(2, 2, "LAMP-0002", PRODUCT, DacRequest.NO_EXPIRY);
        byte[] same = ca.dac(3, 3, "LAMP-0001", PRODUCT, DacRequest.NO_EXPIRY);
        Files.createDirectories(place.inbox("PO-1"));
        Files.write(
                place.inbox("PO-1").resolve("a.csv"),
                List.of(
                        "module_id,serial_number,dac",
                        "one,," + base64(named),
                        "two,LAMP-0003," + base64(other),
                        "three,LAMP-0001," + base64(same)));

        runs(place.order("PO-1", 3, ADOPTED), 4);

        assertThat(rejects("PO-1")).isEqualTo(Map.of("two", "DAC_SUBJECT_DIFFERS", "three", "DUPLICATE_SERIAL_NUMBER"));
        assertThat(Delivered.column(Delivered.csv(place.folder("PO-1").manifest()), "serial_number"))
                .containsExactly("LAMP-0001");
    }

    @Test
    void aCertificateForAnOrderThatSignsIsRefused() throws Exception {
        Files.createDirectories(place.inbox("PO-1"));
        Files.write(
                place.inbox("PO-1").resolve("a.csv"),
                List.of(
                        "module_id,csr,dac",
                        "%s,%s,%s".formatted(Requested.id(1), base64(Requested.der(1)), base64(ca.dac(1))),
                        "%s,%s,".formatted(Requested.id(2), base64(Requested.der(2)))));

        runs(place.order("PO-1", 2), 4);

        assertThat(rejects("PO-1")).isEqualTo(Map.of(Requested.id(1), "DAC_NOT_ADOPTED"));
    }

    /** Killed when all is taken and nothing handed over; an older ledger is brought up by the log alone. */
    @Test
    void aKilledRunGoesOnAndAnOlderLedgerIsBroughtUp() throws Exception {
        Path backup = place.root().resolve("backup.zip");
        send("PO-0", "a.zip", files(50, 50));
        runs(place.order("PO-0", 1, ADOPTED), 0);
        assertThat(place.within("backup", backup.toString()).exit()).isZero();
        send("PO-1", "a.zip", files(1, 5));
        Path order = place.order("PO-1", 5, ADOPTED);
        try (Program run = place.traced(
                Duration.ofMillis(20),
                call -> call.isRename() && call.target().endsWith("lot-0001.tar.gz.p7m"),
                "run",
                order.toString())) {
            assertThat(run.end().exit()).isNotZero();
        }
        assertThat(place.folder("PO-1").delivery(1)).doesNotExist();

        runs(order, 0);

        assertThat(Delivered.csv(place.folder("PO-1").manifest())).hasSize(5);
        isWhole(order);
        String before = Bytes.sha256Of(Files.readAllBytes(place.folder("PO-1").manifest()))
                .hex();
        Program.Result recovered = place.within("recover", "--from", backup.toString());
        assertThat(recovered.exit()).as(recovered.toString()).isZero();
        assertThat(place.within("audit", "verify").out())
                .contains("0 certificates signed and 6 adopted, 6 DACs in the ledger, 6 in the log");
        runs(order, 0);
        assertThat(Bytes.sha256Of(Files.readAllBytes(place.folder("PO-1").manifest()))
                        .hex())
                .isEqualTo(before);
        isWhole(order);
    }

    @Test
    void whatIsSimulatedIsAdopted() throws Exception {
        Path order = place.order("PO-1", 3, ADOPTED);
        Program.Result simulated = place.within(
                "simulate", place.inbox("PO-1").resolve("sim.part").toString(), "--order", order.toString());
        assertThat(simulated.exit()).as(simulated.toString()).isZero();
        Files.move(
                place.inbox("PO-1").resolve("sim.part/submission.zip"),
                place.inbox("PO-1").resolve("a.zip"));

        runs(order, 0);

        assertThat(Delivered.column(Delivered.csv(place.folder("PO-1").manifest()), "keys"))
                .containsExactly("adopted", "adopted", "adopted");
    }

    /** A device that asks once more gets the certificate it came with. */
    @Test
    void aFieldUpgradeDeliversThemAgain() throws Exception {
        List<String> ids = IntStream.rangeClosed(1, 3).mapToObj(Requested::id).toList();
        Files.write(place.root().resolve("modules.txt"), ids);
        Files.writeString(place.root().resolve("product.yaml"), Workplace.PRODUCT + "dac-placement: der\n");
        Path order = place.order("PO-1", 3, ADOPTED, "kind: field-upgrade", "modules: modules.txt");
        Path keys = place.home().testKeys();
        Cloud cloud = new Cloud(
                CertificateFile.x509(keys.resolve("submission-signer.crt.pem")),
                KeyFile.read(keys.resolve("submission-signer.key.pem")));
        List<String> lines = new ArrayList<>();
        for (int module = 1; module <= 3; module++) {
            lines.add("{\"module_id\":\"%s\",\"dac\":\"%s\"}".formatted(Requested.id(module), base64(ca.dac(module))));
        }
        cloud.send(place.inbox("PO-1"), "PO-1", 1, lines);
        runs(order, 0);
        cloud.send(place.inbox("PO-1"), "PO-1", 2, lines.subList(1, 2));
        runs(order, 0);

        var opened = Delivered.open(place, "PO-1", 2, place.root().resolve("opened"));
        assertThat(Files.readString(opened.lots().get(0).resolve("data/devices.ndjson"), UTF_8))
                .contains(base64(ca.dac(2)))
                .doesNotContain(base64(ca.dac(1)));
        isWhole(order);
    }

    @Test
    void anIssuerWithoutKeySignsNothing() throws Exception {
        Path keys = Files.createDirectories(place.root().resolve("keys"));
        Files.write(
                keys.resolve("paa.der"),
                CertificateFile.attestation(place.home().testKeys().resolve("paa.crt.pem"))
                        .der()
                        .toByteArray());
        Files.write(keys.resolve("pai.der"), ca.pai().der().toByteArray());
        Path site = Files.writeString(
                place.root().resolve("site.yaml"),
                """
                issuers:
                  elsewhere: {paa: keys/paa.der, pai: keys/pai.der, vendor-ids: [FFF1]}
                """);
        Path order = place.order("PO-1", 1);
        Files.writeString(order, Files.readString(order).replace("issuer: test", "issuer: elsewhere"));

        Program.Result run = place.within("run", order.toString(), "--site", site.toString());

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("issuer \"elsewhere\" has no key to sign with");
    }
}
