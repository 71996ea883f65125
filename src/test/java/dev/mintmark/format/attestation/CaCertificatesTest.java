package dev.mintmark.format.attestation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.matter.CdSigner;
import dev.mintmark.format.matter.ProductId;
import dev.mintmark.format.matter.VendorId;
import java.math.BigInteger;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CaCertificatesTest {
    @Test
    void aTestChainKeepsEveryRule() {
        OwnPki pki = OwnPki.make();
        assertThat(ProfileLinter.lint(Role.PAA, pki.paa())).isEmpty();
        assertThat(ProfileLinter.lint(Role.PAI, pki.pai(), pki.paa())).isEmpty();
        assertThat(ProfileLinter.lint(Role.DAC, pki.dac(), pki.pai())).isEmpty();
        assertThat(pki.paa().subject().vendorId()).isEmpty();
        assertThat(pki.pai().subject().vendorId()).contains(OwnPki.VENDOR);
        assertThat(pki.pai().subject().productId()).isEmpty();
    }

    @Test
    void aPaaScopedToAVendorIssuesForItAlone() {
        BigInteger key = BigInteger.valueOf(7);
        AttestationCertificate paa =
                CaCertificates.paa(OwnPki.authority("scoped", Optional.of(new VendorId(0x131B))), key);

        assertThat(CaCertificates.pai(
                                OwnPki.authority("PAI", Optional.of(new VendorId(0x131B))),
                                SubjectPublicKey.of(OwnPki.PAI_KEY),
                                paa,
                                key)
                        .subject()
                        .vendorId())
                .contains(new VendorId(0x131B));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CaCertificates.pai(
                        OwnPki.authority("PAI", Optional.of(OwnPki.VENDOR)),
                        SubjectPublicKey.of(OwnPki.PAI_KEY),
                        paa,
                        key))
                .withMessageContaining("VENDOR_INHERITED");
    }

    @Test
    void aPaaWithAProductIsRefused() {
        AuthorityRequest plain = OwnPki.authority("PAA", Optional.of(OwnPki.VENDOR));
        AuthorityRequest request = new AuthorityRequest(
                "PAA",
                plain.vendorId(),
                Optional.of(new ProductId(1)),
                plain.serial(),
                plain.notBefore(),
                plain.notAfter());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CaCertificates.paa(request, OwnPki.PAA_KEY))
                .withMessageContaining("PRODUCT_ID");
    }

    @Test
    void aPaiUnderAnotherKeyThanThePaasIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CaCertificates.pai(
                        OwnPki.authority("PAI", Optional.of(OwnPki.VENDOR)),
                        SubjectPublicKey.of(OwnPki.PAI_KEY),
                        OwnPki.make().paa(),
                        OwnPki.PAI_KEY))
                .withMessageContaining("SIGNATURE");
    }

    @Test
    void theSignerOfDeclarationsIsOneThatDeclarationsAreVerifiedWith() {
        BigInteger key = BigInteger.valueOf(9);
        AttestationCertificate signer = CaCertificates.cdSigner(OwnPki.authority("CD signer", Optional.empty()), key);
        CdSigner read = CdSigner.fromCertificate(signer.der().toByteArray());
        assertThat(read.publicKey()).isEqualTo(SubjectPublicKey.of(key).point());
        assertThat(read.keyId()).isEqualTo(signer.subjectKeyIdentifier().orElseThrow());
        assertThat(signer.isSignedBy(signer)).isTrue();
    }

    @Test
    void randomSerialsArePositiveAndOfFullLength() {
        Random random = new Random(1);
        for (int i = 0; i < 1000; i++) {
            Bytes serial = CaCertificates.randomSerial(random);
            assertThat(new BigInteger(serial.toByteArray()).bitLength()).isEqualTo(159);
        }
    }
}
