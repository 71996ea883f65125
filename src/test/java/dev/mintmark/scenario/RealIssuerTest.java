package dev.mintmark.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mintmark.format.P256;
import dev.mintmark.format.attestation.AttestationCertificate;
import dev.mintmark.format.attestation.AuthorityRequest;
import dev.mintmark.format.attestation.CaCertificates;
import dev.mintmark.format.attestation.SubjectPublicKey;
import dev.mintmark.format.matter.CertificationDeclaration;
import dev.mintmark.format.matter.CertificationElements;
import dev.mintmark.format.matter.CertificationType;
import dev.mintmark.format.matter.ProductId;
import dev.mintmark.format.matter.VendorId;
import dev.mintmark.format.seal.DetachedSigner;
import dev.mintmark.keys.CertificateFile;
import dev.mintmark.keys.KeyFile;
import dev.mintmark.keys.TestKeys;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.ECPrivateKeySpec;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.jce.ECNamedCurveTable;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.jce.spec.ECNamedCurveParameterSpec;
import org.bouncycastle.jce.spec.ECNamedCurveSpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An order of an issuer that the site names, with its PAI's key in PKCS#12: what a maker runs in earnest. */
class RealIssuerTest {
    private static final VendorId VENDOR = new VendorId(0x131B);
    private static final ProductId PRODUCT = new ProductId(0x0042);
    private static final Instant FROM = Instant.parse("2025-01-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2045-01-01T00:00:00Z");
    private static final String PASSWORD = "correct horse";

    private final SecureRandom random = new SecureRandom();

    @TempDir
    private Path root;

    private BigInteger paiKey;

    @BeforeEach
    void makeTheSite() throws Exception {
        Path keys = Files.createDirectories(root.resolve("keys"));
        BigInteger paaKey = scalar();
        paiKey = scalar();
        BigInteger csaKey = scalar();
        AttestationCertificate paa = CaCertificates.paa(authority("Acme PAA", Optional.empty()), paaKey);
        AttestationCertificate pai = CaCertificates.pai(
                authority("Acme PAI", Optional.of(VENDOR)), SubjectPublicKey.of(paiKey), paa, paaKey);
        AttestationCertificate csa = CaCertificates.cdSigner(authority("Declarations", Optional.empty()), csaKey);
        Files.write(keys.resolve("paa.der"), paa.der().toByteArray());
        Files.write(keys.resolve("pai.der"), pai.der().toByteArray());
        Files.write(keys.resolve("csa.der"), csa.der().toByteArray());
        pkcs12(keys.resolve("pai.p12"), pai, paiKey);
        secret(keys.resolve("pai.password"), PASSWORD + "\n");
        declaration(CertificationType.OFFICIAL, csa, csaKey);
        TestKeys.createOrRead(root.resolve("borrowed"), Instant.now(), random);
        Files.writeString(
                root.resolve("site.yaml"),
                """
                issuers:
                  acme:
                    paa: keys/paa.der
                    pai: keys/pai.der
                    key: keys/pai.p12
                    password-file: keys/pai.password
                    vendor-ids: ["131B"]
                factories:
                  shenzhen-1:
                    recipients: [borrowed/factory.crt.pem]
                bundle-signer:
                  certificate: borrowed/bundle-signer.crt.pem
                  key: borrowed/bundle-signer.key.pem
                log-signer:
                  certificate: borrowed/log-signer.crt.pem
                  key: borrowed/log-signer.key.pem
                site-key: borrowed/site.key
                cd-trust-anchors: [keys/csa.der]
                """);
        Files.writeString(
                root.resolve("product.yaml"),
                """
                vendor-id: "131B"
                product-id: "0042"
                vendor-name: Acme
                product-name: Plug
                certification-declaration: keys/cd.der
                iteration-count: 1000
                """);
        Files.writeString(
                root.resolve("order.yaml"),
                """
                order: PO-7
                product: product.yaml
                quantity: 3
                submission: sim/submission.zip
                issuer: acme
                factory: shenzhen-1
                """);
        assertThat(mintmark("simulate", root.resolve("sim").toString(), "--order", order())
                        .exit())
                .isZero();
    }

    @Test
    void theSoftKeyOfARealIssuerIsMarkedInManifestAndReport() throws IOException {
        Program.Result run = mintmark("run", order());

        assertThat(run.exit()).as(run.toString()).isZero();
        List<String> manifest = Files.readAllLines(root.resolve("home/PO-7/manifest.csv"));
        assertThat(manifest).hasSize(4);
        assertThat(manifest.get(0)).endsWith(",issuer_key,secure_cert_sha256,keys");
        assertThat(manifest.subList(1, 4)).allMatch(row -> row.endsWith(",soft,,module"));
        assertThat(Files.readString(root.resolve("home/PO-7/deliveries/0001/bundle.json")))
                .contains("\"issuer_key\" : \"soft\"");
        assertThat(Files.readString(root.resolve("home/PO-7/report.json"))).contains("soft");
        assertThat(Files.readString(root.resolve("home/PO-7/report.html"))).contains("CN=Acme PAI, VID=131B");
        assertThat(root.resolve("home/test-keys")).doesNotExist();
    }

    /** The key is with another CA: here stand its certificates, and nothing that could sign. */
    @Test
    void anIssuerWithoutKeyAdopts() throws Exception {
        Path site = root.resolve("site.yaml");
        Files.writeString(
                site,
                Files.readString(site)
                        .replace("    key: keys/pai.p12\n", "")
                        .replace("    password-file: keys/pai.password\n", ""));
        Files.delete(root.resolve("keys/pai.p12"));
        Program.Result refused = mintmark("run", order());
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).contains("issuer \"acme\" has no key to sign with");
        OtherCa ca = new OtherCa(certificate("keys/pai.der"), paiKey, VENDOR, PRODUCT, FROM);
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (int module = 1; module <= 3; module++) {
            files.put(Requested.id(module) + ".pem", ca.pem(module));
        }
        Requested.zip(root.resolve("adopted/a.zip"), files);
        Path order = Path.of(order());
        Files.writeString(
                order, Files.readString(order).replace("sim/submission.zip", "adopted/a.zip") + "keys: adopted\n");

        Program.Result run = mintmark("run", order());

        assertThat(run.exit()).as(run.toString()).isZero();
        List<String> manifest = Files.readAllLines(root.resolve("home/PO-7/manifest.csv"));
        assertThat(manifest.subList(1, 4)).allMatch(row -> row.endsWith(",other,,adopted"));
        assertThat(Files.readString(root.resolve("home/PO-7/report.html"))).contains("key with another CA");
        Program.Result checked = mintmark("check", order());
        assertThat(checked.exit()).as(checked.toString()).isZero();
        assertThat(mintmark("audit", "verify").exit()).isZero();
    }

    /** An office signs receipts that the line's key does not; then the site key is replaced, and the order closed. */
    @Test
    void receiptsRotationAndClosingGoByTheSite() throws Exception {
        Path site = root.resolve("site.yaml");
        Files.writeString(
                site,
                Files.readString(site)
                        .replace(
                                "    recipients: [borrowed/factory.crt.pem]\n",
                                "    recipients: [borrowed/factory.crt.pem]\n    report-signers: [borrowed/bundle-signer.crt.pem]\n"));
        assertThat(mintmark("run", order()).exit()).isZero();
        String office = receipt("bundle-signer");
        String line = receipt("factory");

        Program.Result refused = mintmark("report", "PO-7", line);
        assertThat(refused.exit()).as(refused.toString()).isEqualTo(4);
        assertThat(refused.err()).contains("SIGNER_UNKNOWN");
        Program.Result taken = mintmark("report", "PO-7", office);
        assertThat(taken.exit()).as(taken.toString()).isZero();

        Path siteKey = root.resolve("borrowed/site.key");
        String before = Files.readString(siteKey);
        Program.Result rotated = mintmark("keys", "rotate-site");
        assertThat(rotated.exit()).as(rotated.toString()).isZero();
        assertThat(rotated.out()).contains("it wraps 1 order's key").contains("site.key.old is the old one");
        assertThat(siteKey).content().isNotEqualTo(before);
        Program.Result checked = mintmark("check", order());
        assertThat(checked.exit()).as(checked.toString()).isZero();
        assertThat(checked.out()).doesNotContain("not made again");

        Program.Result closed = mintmark("close", "PO-7");
        assertThat(closed.exit()).as(closed.toString()).isZero();
        assertThat(root.resolve("home/keys")).isEmptyDirectory();
        assertThat(Files.readString(root.resolve("home/PO-7/report.json"))).contains("CN=Acme PAI, VID=131B");
    }

    @Test
    void aHomeWithoutOrdersRotatesNothing() throws IOException {
        String before = Files.readString(root.resolve("borrowed/site.key"));

        assertThat(mintmark("keys", "rotate-site").exit()).isEqualTo(2);

        assertThat(root.resolve("borrowed/site.key")).hasContent(before);
    }

    private String receipt(String who) throws Exception {
        DetachedSigner signer = new DetachedSigner(
                CertificateFile.x509(root.resolve("borrowed/" + who + ".crt.pem")),
                KeyFile.read(root.resolve("borrowed/" + who + ".key.pem")),
                random);
        try (InputStream list = Files.newInputStream(root.resolve("home/PO-7/deliveries/0001/SHA256SUMS"))) {
            return Files.write(
                            root.resolve(who + ".p7s"),
                            signer.sign(list, Instant.now()).toByteArray())
                    .toString();
        }
    }

    @Test
    void anotherKeyThanThePaisIsRefusedBeforeAnythingIsSigned() throws Exception {
        pkcs12(root.resolve("keys/pai.p12"), certificate("keys/paa.der"), scalar());

        Program.Result run = mintmark("run", order());

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("pai.p12: is not the key of the issuer's PAI");
        assertThat(root.resolve("home/PO-7")).doesNotExist();
    }

    @Test
    void aWrongPasswordIsToldAndNeverQuoted() throws IOException {
        secret(root.resolve("keys/pai.password"), "battery staple\n");

        Program.Result run = mintmark("run", order());

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err())
                .contains("the password does not open this key file")
                .doesNotContain("battery");
    }

    @Test
    void aKeyFileThatOthersCanReadIsRefused() throws IOException {
        Files.setPosixFilePermissions(root.resolve("keys/pai.p12"), PosixFilePermissions.fromString("rw-r--r--"));

        Program.Result run = mintmark("run", order());

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("others than its owner can read").contains("chmod 600");
    }

    @Test
    void aDeclarationForTestsIsRefusedForARealIssuer() throws Exception {
        BigInteger csaKey = scalar();
        AttestationCertificate csa = CaCertificates.cdSigner(authority("Declarations", Optional.empty()), csaKey);
        Files.write(root.resolve("keys/csa.der"), csa.der().toByteArray());
        declaration(CertificationType.DEVELOPMENT_AND_TEST, csa, csaKey);

        Program.Result run = mintmark("run", order());

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("cd.der");
    }

    @Test
    void allFaultsOfKeysAndCertificatesAreToldAtOnce() throws IOException {
        Files.setPosixFilePermissions(root.resolve("keys/pai.p12"), PosixFilePermissions.fromString("rw-r--r--"));
        Files.setPosixFilePermissions(
                root.resolve("borrowed/bundle-signer.key.pem"), PosixFilePermissions.fromString("rw-r--r--"));
        Files.copy(
                root.resolve("keys/csa.der"),
                root.resolve("borrowed/factory.crt.pem"),
                StandardCopyOption.REPLACE_EXISTING);

        Program.Result run = mintmark("run", order());

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err())
                .contains("pai.p12")
                .contains("bundle-signer.key.pem")
                .contains("factory.crt.pem");
    }

    private Program.Result mintmark(String... arguments) {
        String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 5);
        all[arguments.length] = "--home";
        all[arguments.length + 1] = root.resolve("home").toString();
        all[arguments.length + 2] = "--site";
        all[arguments.length + 3] = root.resolve("site.yaml").toString();
        all[arguments.length + 4] = "--quiet";
        return Program.within(all);
    }

    private String order() {
        return root.resolve("order.yaml").toString();
    }

    private AuthorityRequest authority(String name, Optional<VendorId> vendor) {
        return new AuthorityRequest(name, vendor, Optional.empty(), CaCertificates.randomSerial(random), FROM, TO);
    }

    private BigInteger scalar() {
        return new BigInteger(P256.CURVE.getN().bitLength() - 1, random).add(BigInteger.ONE);
    }

    private void declaration(CertificationType type, AttestationCertificate signer, BigInteger key) throws IOException {
        CertificationElements elements = new CertificationElements(
                VENDOR, List.of(PRODUCT), 0x010A, "CSA22000SWC00001-01", 0, 0, 1, type, Optional.empty(), List.of());
        CertificationDeclaration declaration = CertificationDeclaration.sign(
                elements, key, signer.subjectKeyIdentifier().orElseThrow());
        Files.write(root.resolve("keys/cd.der"), declaration.encoded().toByteArray());
    }

    private AttestationCertificate certificate(String file) throws IOException {
        return AttestationCertificate.parse(Files.readAllBytes(root.resolve(file)));
    }

    private static void pkcs12(Path file, AttestationCertificate certificate, BigInteger d) throws Exception {
        ECNamedCurveParameterSpec curve = ECNamedCurveTable.getParameterSpec("P-256");
        PrivateKey key = KeyFactory.getInstance("EC", new BouncyCastleProvider())
                .generatePrivate(new ECPrivateKeySpec(
                        d, new ECNamedCurveSpec("P-256", curve.getCurve(), curve.getG(), curve.getN(), curve.getH())));
        Certificate chain = CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(certificate.der().toByteArray()));
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("pai", key, PASSWORD.toCharArray(), new Certificate[] {chain});
        Files.deleteIfExists(file);
        secret(file, "");
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD.toCharArray());
        }
    }

    private static void secret(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}
