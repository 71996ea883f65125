package dev.mintmark.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mintmark.Commands;
import dev.mintmark.durable.Access;
import dev.mintmark.durable.DurableFiles;
import dev.mintmark.format.Bytes;
import dev.mintmark.format.attestation.AttestationCertificate;
import dev.mintmark.format.attestation.ProfileLinter;
import dev.mintmark.format.attestation.PublishedTestKeys;
import dev.mintmark.format.attestation.Role;
import dev.mintmark.format.matter.CdSigner;
import dev.mintmark.format.matter.CertificationDeclaration;
import dev.mintmark.format.matter.ProductId;
import dev.mintmark.format.seal.DetachedSigner;
import dev.mintmark.issue.KeyKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TestKeysTest {
    private static final Instant NOW = Instant.parse("2026-05-04T10:20:30Z");

    @TempDir
    private static Path home;

    private static Path folder;
    private static TestKeys keys;

    @BeforeAll
    static void make() throws IOException {
        folder = home.resolve("test-keys");
        keys = TestKeys.createOrRead(folder, NOW, new SecureRandom());
    }

    private static Map<String, Bytes> contents(Path folder) throws IOException {
        Map<String, Bytes> contents = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                contents.put(file.getFileName().toString(), Bytes.of(Files.readAllBytes(file)));
            }
        }
        return contents;
    }

    @Test
    void theFolderHoldsAKeyAndACertificateOfEachParty() throws IOException {
        assertThat(contents(folder).keySet())
                .containsExactlyInAnyOrder(
                        "paa.crt.pem",
                        "paa.key.pem",
                        "pai.crt.pem",
                        "pai.key.pem",
                        "cd-signer.crt.pem",
                        "cd-signer.key.pem",
                        "bundle-signer.crt.pem",
                        "bundle-signer.key.pem",
                        "log-signer.crt.pem",
                        "log-signer.key.pem",
                        "factory.crt.pem",
                        "factory.key.pem",
                        "site.key",
                        "submission-signer.crt.pem",
                        "submission-signer.key.pem");
        assertThat(mode(folder)).isEqualTo("rwx------");
        for (String name : contents(folder).keySet()) {
            assertThat(mode(folder.resolve(name))).as(name).isEqualTo("rw-------");
            if (name.endsWith(".key.pem")) {
                assertThat(folder.resolve(name)).content().startsWith("-----BEGIN PRIVATE KEY-----\n");
            }
        }
        assertThat(folder.resolve("site.key")).content().matches("[0-9a-f]{64}\n");
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void theChainIsAPaaOfNoVendorAndAPaiOfTheTestVendor() {
        IssuerKeys issuer = keys.issuer();

        assertThat(issuer.paa().subject().vendorId()).isEmpty();
        assertThat(issuer.pai().subject().vendorId()).contains(TestKeys.VENDOR);
        assertThat(TestKeys.VENDOR.value()).isEqualTo(0xFFF1);
        assertThat(issuer.pai().subject().productId()).isEmpty();
        assertThat(issuer.vendorIds()).containsExactly(TestKeys.VENDOR);
        assertThat(issuer.kind()).isEqualTo(KeyKind.TEST);
        assertThat(ProfileLinter.lint(Role.PAA, issuer.paa(), issuer.paa())).isEmpty();
        assertThat(ProfileLinter.lint(Role.PAI, issuer.pai(), issuer.paa())).isEmpty();
        assertThat(issuer.pai().isValidAt(NOW)).isTrue();
    }

    @Test
    void theKeysAreFreshInEachHome() throws IOException {
        Path other = home.resolve("other");
        TestKeys.createOrRead(other, NOW, new SecureRandom());
        Map<String, Bytes> ours = contents(folder);

        contents(other).forEach((name, content) -> assertThat(content).as(name).isNotEqualTo(ours.get(name)));
        assertThat(PublishedTestKeys.contains(keys.issuer().pai().spki().sha256Digest()))
                .isFalse();
    }

    @Test
    void whatIsThereIsReadNotMadeAnew() throws IOException {
        Map<String, Bytes> before = contents(folder);

        TestKeys.createOrRead(folder, NOW.plusSeconds(1), new SecureRandom());

        assertThat(contents(folder)).isEqualTo(before);
    }

    @Test
    void whatAKilledCreationLeftIsRemoved() throws IOException {
        Path killed = home.resolve("killed");
        Path part = home.resolve("killed.part");
        DurableFiles.createFolders(part.resolve("deep"), Access.OWNER);
        Files.writeString(part.resolve("paa.key.pem"), "half");

        TestKeys.createOrRead(killed, NOW, new SecureRandom()).issuer();

        assertThat(part).doesNotExist();
        assertThat(contents(killed)).hasSize(15);
    }

    @Test
    void theDeclarationIsByTheTestSignerAndAlwaysTheSame() throws IOException {
        CertificationDeclaration declaration = keys.certificationDeclaration(TestKeys.VENDOR, new ProductId(0x8001));
        AttestationCertificate signer =
                CertificateFile.attestation(keys.cdSigner().certificate());

        assertThat(declaration.verify(
                        List.of(CdSigner.fromCertificate(signer.der().toByteArray()))))
                .isEmpty();
        assertThat(keys.certificationDeclaration(TestKeys.VENDOR, new ProductId(0x8001))
                        .encoded())
                .isEqualTo(declaration.encoded());
        for (String oid : List.of("2.5.29.19", "2.5.29.15", "2.5.29.14", "2.5.29.35")) {
            assertThat(signer.extension(oid)).as(oid).isPresent();
        }
    }

    @Test
    void theBundleSignerIsItsOwnIssuerAndNoAuthority() throws Exception {
        X509Certificate signer = CertificateFile.x509(keys.bundleSigner().certificate());
        X509Certificate factory = CertificateFile.x509(keys.factoryCertificate());

        signer.verify(signer.getPublicKey());
        assertThat(signer.getBasicConstraints()).isEqualTo(-1);
        assertThat(signer.getKeyUsage()[0]).as("digitalSignature").isTrue();
        assertThat(factory.getKeyUsage()[4]).as("keyAgreement").isTrue();
        assertThat(SignerFiles.recipients(List.of(keys.factoryCertificate()), NOW))
                .hasSize(1);
        assertThat(KeyFile.read(keys.factoryKey()).getAlgorithm()).startsWith("EC");
    }

    @Test
    void opensslBelievesTheBundleSignerWithNothingElseAtHand() throws Exception {
        Commands.assumeOpenssl();
        TestKeys now = TestKeys.createOrRead(home.resolve("now"), Instant.now(), new SecureRandom());
        DetachedSigner signer = SignerFiles.signer(now.bundleSigner(), Instant.now(), new SecureRandom());
        Path content = Files.writeString(home.resolve("SHA256SUMS"), "nothing\n");
        Files.write(
                home.resolve("SHA256SUMS.p7s"),
                signer.sign(new ByteArrayInputStream(Files.readAllBytes(content)), Instant.now())
                        .toByteArray());

        Commands.Result verified = Commands.run(
                home,
                "openssl",
                "cms",
                "-verify",
                "-binary",
                "-inform",
                "DER",
                "-in",
                "SHA256SUMS.p7s",
                "-content",
                "SHA256SUMS",
                "-CAfile",
                "now/bundle-signer.crt.pem",
                "-out",
                "verified");
        assertThat(verified.exit()).as(verified.output()).isZero();

        Commands.Result chain =
                Commands.run(home, "openssl", "verify", "-CAfile", "now/paa.crt.pem", "now/pai.crt.pem");
        assertThat(chain.exit()).as(chain.output()).isZero();
    }
}
