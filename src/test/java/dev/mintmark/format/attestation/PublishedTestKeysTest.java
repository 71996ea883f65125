package dev.mintmark.format.attestation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mintmark.Vectors;
import dev.mintmark.format.Bytes;
import java.io.StringReader;
import java.math.BigInteger;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.openssl.PEMParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublishedTestKeysTest {
    /** Of the list's first and last line. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000e80444946a84faac74e13c56b33333039d39e29f579b0e0ca30fe7851623",
                "fff577d333fcb0a7ebe1d7bc3bed6e6e754b931595871f6e3e2a6a609cf31ef3"
            })
    void theListIsReadToItsEnd(String hash) {
        assertThat(PublishedTestKeys.contains(Bytes.fromHex(hash))).isTrue();
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
