package dev.mintmark.format.attestation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.matter.CdSigner;
import dev.mintmark.format.matter.CertificationDeclaration;
import dev.mintmark.format.matter.CertificationElements;
import dev.mintmark.format.matter.CertificationType;
import dev.mintmark.format.matter.ProductId;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class AttestationCheckerTest {
    private static final BigInteger CD_KEY = BigInteger.valueOf(105);
    private static final AttestationCertificate CD_SIGNER =
            CaCertificates.cdSigner(OwnPki.authority("CD signer", Optional.empty()), CD_KEY);
    private static final OwnPki PKI = OwnPki.make();

    @Test
    void aGenuineDeviceHasNoFindings() {
        assertThat(check(PKI.dac().der(), PKI.pai().der(), List.of(PKI.paa()), OwnPki.START))
                .isEmpty();
    }

    @Test
    void aDeviceFromTheFutureIsFound() {
        assertThat(check(PKI.dac().der(), PKI.pai().der(), List.of(PKI.paa()), OwnPki.START.minusSeconds(1)))
                .containsExactly("DAC_NOT_VALID_NOW");
    }

    @Test
    void anUnknownPaaIsFound() {
        assertThat(check(PKI.dac().der(), PKI.pai().der(), List.of(), OwnPki.START))
                .containsExactly("PAA_UNKNOWN");
    }

    @Test
    void aPaaOfTheSameNameWithAnotherKeyIsUnknown() {
        AttestationCertificate impostor =
                CaCertificates.paa(OwnPki.authority("mintmark test PAA", Optional.empty()), BigInteger.valueOf(106));
        assertThat(check(PKI.dac().der(), PKI.pai().der(), List.of(impostor), OwnPki.START))
                .containsExactly("PAA_UNKNOWN");
    }

    @Test
    void aPaaThatBeganAfterTheDacIsFound() {
        AuthorityRequest plain = OwnPki.authority("mintmark test PAA", Optional.empty());
        AttestationCertificate late = CaCertificates.paa(
                new AuthorityRequest(
                        plain.commonName(),
                        plain.vendorId(),
                        plain.productId(),
                        plain.serial(),
                        OwnPki.START.plusSeconds(1),
                        plain.notAfter()),
                OwnPki.PAA_KEY);
        assertThat(check(PKI.dac().der(), PKI.pai().der(), List.of(late), OwnPki.START))
                .containsExactly("PAA_NOT_VALID_AT_DAC");
    }

    @Test
    void certificatesThatAreNoneAreFound() {
        assertThat(check(Bytes.of(), Bytes.fromHex("3000"), List.of(PKI.paa()), OwnPki.START))
                .containsExactly("MALFORMED_PAI", "MALFORMED_DAC");
    }

    @Test
    void aPaiInTheDacsPlaceIsFound() {
        assertThat(check(PKI.pai().der(), PKI.pai().der(), List.of(PKI.paa()), OwnPki.START))
                .contains("BASIC_CONSTRAINTS", "KEY_USAGE", "PRODUCT_ID", "ISSUER_NAME", "SIGNATURE");
    }

    @Test
    void aDeclarationOfAnotherProductIsFound() {
        assertThat(codes(AttestationChecker.check(
                        evidence(PKI.dac().der(), PKI.pai().der(), List.of(PKI.paa()), new ProductId(0x8001)),
                        OwnPki.START)))
                .containsExactly("CD_PRODUCT_ID", "CD_DAC_PRODUCT_ID");
    }

    private static List<String> check(Bytes dac, Bytes pai, List<AttestationCertificate> paas, Instant now) {
        return codes(AttestationChecker.check(evidence(dac, pai, paas, OwnPki.PRODUCT), now));
    }

    private static List<String> codes(List<LintFinding> findings) {
        return findings.stream().map(LintFinding::code).toList();
    }

    private static AttestationEvidence evidence(
            Bytes dac, Bytes pai, List<AttestationCertificate> paas, ProductId declared) {
        CertificationElements elements = new CertificationElements(
                OwnPki.VENDOR,
                List.of(declared),
                0x0100,
                "CSA00000SWC00000-00",
                0,
                0,
                1,
                CertificationType.DEVELOPMENT_AND_TEST,
                Optional.empty(),
                List.of());
        CertificationDeclaration declaration = CertificationDeclaration.sign(
                elements, CD_KEY, CD_SIGNER.subjectKeyIdentifier().orElseThrow());
        return new AttestationEvidence(
                dac,
                pai,
                paas,
                declaration.encoded(),
                List.of(CdSigner.fromCertificate(CD_SIGNER.der().toByteArray())),
                OwnPki.VENDOR,
                OwnPki.PRODUCT,
                OptionalLong.empty(),
                false);
    }
}
