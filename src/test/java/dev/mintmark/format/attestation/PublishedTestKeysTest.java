package dev.mintmark.format.attestation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mintmark.Vectors;
import dev.mintmark.format.Bytes;
import java.io.StringReader;
import java.math.BigInteger;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.openssl.PEMParser;
import org.junit.jupiter.api.Test;

class PublishedTestKeysTest {
    @Test
    void allAreLoaded() {
        assertThat(PublishedTestKeys.size()).isEqualTo(501);
    }

    @Test
    void aKeyOfOurOwnIsNotAmongThem() {
        assertThat(PublishedTestKeys.contains(
                        SubjectPublicKey.of(BigInteger.valueOf(20260101)).spki().sha256Digest()))
                .isFalse();
    }

    @Test
    void theKeyOfTheSdksTestPaaIsAmongThem() throws Exception {
        String pem = Vectors.text("matter/attestation/Chip-Test-PAA-FFF1-Cert.pem");
        try (PEMParser parser = new PEMParser(new StringReader(pem))) {
            X509CertificateHolder paa = (X509CertificateHolder) parser.readObject();
            assertThat(PublishedTestKeys.contains(
                            Bytes.sha256Of(paa.getSubjectPublicKeyInfo().getEncoded())))
                    .isTrue();
        }
    }
}
