package dev.mintmark.format.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mintmark.Commands;
import dev.mintmark.Commands.Result;
import dev.mintmark.Identity;
import dev.mintmark.format.Bytes;
import dev.mintmark.format.SecretBytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a factory has is openssl: it must open what we seal and verify what we sign, and the other way about. */
class OpensslInteropTest {
    private static final Identity EC = Identity.ec("secp256r1");
    private static final Identity EC_TOO = Identity.ec("secp256r1");
    private static final Identity EC_384 = Identity.ec("secp384r1");
    private static final Identity EC_521 = Identity.ec("secp521r1");
    private static final Identity RSA = Identity.rsa(3072, (KeyUsage) null);
    private static final List<Identity> ALL = List.of(EC, EC_TOO, EC_384, EC_521, RSA);

    @TempDir
    private Path folder;

    private byte[] content;

    @BeforeAll
    static void openssl() {
        Commands.assumeOpenssl();
    }

    @BeforeEach
    void keys() throws IOException {
        for (int i = 0; i < ALL.size(); i++) {
            ALL.get(i).writeCertificate(folder.resolve(i + ".pem"));
            ALL.get(i).writeKey(folder.resolve(i + ".key"));
        }
        content = new byte[100_003];
        new Random(1).nextBytes(content);
        Files.write(folder.resolve("plain"), content);
    }

    private void seal(Identity... recipients) throws IOException {
        Sealing sealing = new Sealing(
                Stream.of(recipients)
                        .map(each -> new RecipientCertificate(each.certificate()))
                        .toList(),
                new SecureRandom());
        try (OutputStream file = Files.newOutputStream(folder.resolve("sealed"));
                OutputStream out = sealing.to(file)) {
            out.write(content);
        }
    }

    private Result decrypt(String... recipient) throws IOException {
        List<String> command = new ArrayList<>(
                List.of("openssl", "cms", "-decrypt", "-binary", "-inform", "DER", "-in", "sealed", "-out", "opened"));
        command.addAll(List.of(recipient));
        return Commands.run(folder, command);
    }

    @Test
    void opensslOpensItForEachRecipientNamed() throws IOException {
        seal(ALL.toArray(Identity[]::new));
        for (int i = 0; i < ALL.size(); i++) {
            Result result = decrypt("-recip", i + ".pem", "-inkey", i + ".key");
            assertThat(result.exit()).as(result.output()).isZero();
            assertThat(folder.resolve("opened")).hasBinaryContent(content);
        }
    }

    @Test
    void opensslOpensItForEachRecipientByKeyAlone() throws IOException {
        seal(ALL.toArray(Identity[]::new));
        for (int i = 0; i < ALL.size(); i++) {
            Result result = decrypt("-inkey", i + ".key");
            assertThat(result.exit()).as("%d %s", i, result.output()).isZero();
            assertThat(folder.resolve("opened")).hasBinaryContent(content);
        }
    }

    @Test
    void opensslOpensNothingWithAnotherKeyOrAfterAFlippedByte() throws IOException {
        seal(EC);
        assertThat(decrypt("-recip", "1.pem", "-inkey", "1.key").exit()).isNotZero();
        assertThat(decrypt("-inkey", "4.key").exit()).isNotZero();
        byte[] sealed = Files.readAllBytes(folder.resolve("sealed"));
        sealed[sealed.length - 30_000] ^= 1;
        Files.write(folder.resolve("sealed"), sealed);
        assertThat(decrypt("-recip", "0.pem", "-inkey", "0.key").exit()).isNotZero();
    }

    @Test
    void whatOpensslSealedWeOpen() throws Exception {
        Result result = Commands.run(
                folder,
                ("openssl cms -encrypt -binary -stream -aes-256-gcm -in plain -outform DER -out sealed"
                                + " -recip 0.pem -keyopt ecdh_kdf_md:sha256 -aes256-wrap"
                                + " -recip 4.pem -keyopt rsa_padding_mode:oaep -keyopt rsa_oaep_md:sha256"
                                + " -keyopt rsa_mgf1_md:sha256")
                        .split(" "));
        assertThat(result.exit()).as(result.output()).isZero();
        for (Identity recipient : List.of(EC, RSA)) {
            try (SecretBytes opened = Opening.open(
                    new ByteArrayInputStream(Files.readAllBytes(folder.resolve("sealed"))), recipient.key())) {
                assertThat(opened.expose()).isEqualTo(content);
            }
        }
    }

    @Test
    void aesCbcWhichNothingAuthenticatesIsRefused() throws Exception {
        Result result = Commands.run(
                folder,
                "openssl cms -encrypt -binary -aes-256-cbc -in plain -outform DER -out sealed -recip 0.pem".split(" "));
        assertThat(result.exit()).as(result.output()).isZero();
        byte[] sealed = Files.readAllBytes(folder.resolve("sealed"));
        assertThatThrownBy(() -> Opening.open(new ByteArrayInputStream(sealed), EC.key()))
                .isInstanceOfSatisfying(
                        SealException.class, e -> assertThat(e.reason()).isEqualTo(SealException.Reason.UNSUPPORTED));
    }

    /** The line of VERIFY.txt: this signer only, whatever the system's own trust store holds. */
    private Result verifySignature(String trusted) throws IOException {
        return Commands.run(
                folder,
                ("openssl cms -verify -binary -inform DER -in plain.p7s -content plain -nointern -certfile T -CAfile T"
                                + " -no-CApath -no-CAstore -purpose any -out opened")
                        .replace("T", trusted)
                        .split(" "));
    }

    @Test
    void opensslVerifiesWhatWeSign() throws Exception {
        Files.write(folder.resolve("plain.p7s"), sign(EC).toByteArray());
        Result simple = Commands.run(
                folder,
                ("openssl cms -verify -binary -inform DER -in plain.p7s -content plain -CAfile 0.pem -purpose any"
                                + " -out opened")
                        .split(" "));
        assertThat(simple.exit()).as(simple.output()).isZero();
        Result pinned = verifySignature("0.pem");
        assertThat(pinned.exit()).as(pinned.output()).isZero();
        assertThat(verifySignature("1.pem").exit()).isNotZero();
        Files.writeString(folder.resolve("plain"), "other");
        assertThat(verifySignature("0.pem").exit()).isNotZero();
    }

    private Bytes sign(Identity signer) throws IOException, SealException {
        return new DetachedSigner(signer.certificate(), signer.key(), new SecureRandom())
                .sign(new ByteArrayInputStream(content), Instant.now());
    }

    @Test
    void aSignerUnderAnAuthorityOfTheSystemIsNotTheSignerTrusted() throws Exception {
        // c_rehash's layout: what openssl reads from the system's folder of authorities unless told not to
        Result hash = Commands.run(folder, "openssl", "x509", "-hash", "-noout", "-in", "2.pem");
        Path system = Files.createDirectory(folder.resolve("system"));
        Files.copy(folder.resolve("2.pem"), system.resolve(hash.output().strip() + ".0"));
        Files.write(folder.resolve("plain.p7s"), sign(EC_384).toByteArray());
        String open = "openssl cms -verify -binary -inform DER -in plain.p7s -content plain -CAfile 0.pem -purpose any"
                + " -out opened";
        String env = "SSL_CERT_DIR=" + system;
        assertThat(Commands.run(folder, ("env " + env + " " + open).split(" ")).exit())
                .as("why the two options are needed")
                .isZero();
        assertThat(Commands.run(folder, ("env " + env + " " + open + " -no-CApath -no-CAstore").split(" "))
                        .exit())
                .isNotZero();
    }

    @Test
    void aReceiptMadeByOpensslIsReadWithEcAndRsaKeys() throws Exception {
        for (int i : new int[] {0, 2, 4}) {
            Result result = Commands.run(
                    folder,
                    ("openssl cms -sign -binary -in plain -signer N.pem -inkey N.key -md sha256 -outform DER -out N.p7s")
                            .replace("N", "" + i)
                            .split(" "));
            assertThat(result.exit()).as(result.output()).isZero();
            Bytes signature = Bytes.of(Files.readAllBytes(folder.resolve(i + ".p7s")));
            assertThat(DetachedSignature.verify(
                            new ByteArrayInputStream(content),
                            signature,
                            ALL.get(i).certificate()))
                    .isBetween(
                            Instant.now().minus(Duration.ofMinutes(5)),
                            Instant.now().plusSeconds(5));
            assertThatThrownBy(() -> DetachedSignature.verify(
                            new ByteArrayInputStream(content), signature, EC_TOO.certificate()))
                    .isInstanceOf(SealException.class);
        }
    }
}
