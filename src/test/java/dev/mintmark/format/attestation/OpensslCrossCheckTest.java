package dev.mintmark.format.attestation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What we write, judged by a reader that is not ours. */
class OpensslCrossCheckTest {
    @TempDir
    Path folder;

    private record Outcome(int exit, String text) {}

    @BeforeAll
    static void needsOpenssl() throws InterruptedException {
        boolean installed;
        try {
            installed = new ProcessBuilder("openssl", "version").start().waitFor() == 0;
        } catch (IOException e) {
            installed = false;
        }
        assumeTrue(installed, "openssl is not installed");
    }

    @Test
    void itVerifiesTheChainStrictly() throws Exception {
        OwnPki pki = OwnPki.make();
        Outcome outcome = openssl(
                "verify",
                "-x509_strict",
                "-CAfile",
                pem("paa", pki.paa()),
                "-untrusted",
                pem("pai", pki.pai()),
                pem("dac", pki.dac()));
        assertThat(outcome.text()).contains(": OK");
        assertThat(outcome.exit()).isZero();
    }

    @Test
    void itRefusesADacOfAnotherPai() throws Exception {
        OwnPki pki = OwnPki.make();
        AttestationCertificate forged =
                AttestationCertificate.parse(CertificateWriter.dac().der());
        assertThat(openssl(
                                "verify",
                                "-x509_strict",
                                "-CAfile",
                                pem("paa", pki.paa()),
                                "-untrusted",
                                pem("pai", pki.pai()),
                                pem("dac", forged))
                        .exit())
                .isNotZero();
    }

    @Test
    void itVerifiesTheSignerOfDeclarationsStrictly() throws Exception {
        AttestationCertificate signer =
                CaCertificates.cdSigner(OwnPki.authority("CD signer", Optional.empty()), BigInteger.valueOf(9));
        String file = pem("signer", signer);
        assertThat(openssl("verify", "-x509_strict", "-CAfile", file, file).exit())
                .isZero();
    }

    @Test
    void itVerifiesOurRequestAndShowsTheSdksSubject() throws Exception {
        Path csr = Files.write(folder.resolve("csr.der"), CertificateRequest.create(BigInteger.valueOf(42)));
        Outcome outcome = openssl("req", "-inform", "DER", "-in", csr.toString(), "-noout", "-verify", "-subject");
        assertThat(outcome.exit()).isZero();
        assertThat(outcome.text()).containsIgnoringCase("verify OK").containsPattern("OU ?= ?CSA");
    }

    @Test
    void weReadWhatItWrites() throws Exception {
        Path key = folder.resolve("key.pem");
        Path csr = folder.resolve("csr.pem");
        openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", key.toString());
        assertThat(openssl(
                                "req",
                                "-new",
                                "-sha256",
                                "-subj",
                                "/CN=module",
                                "-key",
                                key.toString(),
                                "-out",
                                csr.toString())
                        .exit())
                .isZero();
        assertThat(CertificateRequest.read(Files.readAllBytes(csr))).isInstanceOf(CsrReading.Good.class);
    }

    private String pem(String name, AttestationCertificate certificate) throws IOException {
        return Files.writeString(
                        folder.resolve(name + ".pem"),
                        CsrWriter.pem("CERTIFICATE", certificate.der().toByteArray()))
                .toString();
    }

    private static Outcome openssl(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                Stream.concat(Stream.of("openssl"), Stream.of(arguments)).toList();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), text);
    }
}
