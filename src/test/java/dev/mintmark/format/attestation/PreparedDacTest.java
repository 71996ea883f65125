package dev.mintmark.format.attestation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.mintmark.Vectors;
import dev.mintmark.format.Bytes;
import dev.mintmark.format.P256;
import dev.mintmark.format.matter.ProductId;
import dev.mintmark.format.matter.VendorId;
import java.math.BigInteger;
import java.time.Instant;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.X509CertificateHolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreparedDacTest {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final Bytes SERIAL = Bytes.fromHex("7fffffffffffffffffffffffffffffffffffffff");
    private static final Bytes SPKI =
            SubjectPublicKey.of(CertificateWriter.DAC_KEY).spki();
    private static final String UUID = "0b1c2d3e-4f50-4617-8290-a1b2c3d4e5f6";

    @Test
    void aSignedDacKeepsEveryRuleAndSaysWhatWasAsked() {
        AttestationCertificate pai = CertificateWriter.pai().certificate();
        PreparedDac prepared = PreparedDac.prepare(pai, request(UUID, SERIAL, DacRequest.NO_EXPIRY));
        assertThat(prepared.lint()).isEmpty();

        AttestationCertificate dac = prepared.assemble(
                P256.sign(CertificateWriter.PAI_KEY, prepared.tbs().toByteArray()));

        assertThat(dac.isSignedBy(pai)).isTrue();
        assertThat(ProfileLinter.lint(Role.DAC, dac, pai)).isEmpty();
        assertThat(dac.tbs()).isEqualTo(prepared.tbs());
        assertThat(dac.issuer().der()).isEqualTo(pai.subject().der());
        assertThat(dac.subject().vendorId()).contains(new VendorId(0xFFF1));
        assertThat(dac.subject().productId()).contains(new ProductId(0x8000));
        assertThat(dac.spki()).isEqualTo(SPKI);
        assertThat(dac.serialNumber()).isEqualTo(new BigInteger(SERIAL.toByteArray()));
        assertThat(dac.notBefore()).isEqualTo(START);
        assertThat(dac.notAfter()).isEqualTo(DacRequest.NO_EXPIRY);
        assertThat(dac.authorityKeyIdentifier()).isEqualTo(pai.subjectKeyIdentifier());
    }

    @Test
    void bouncyCastleReadsTheSameCertificate() throws Exception {
        AttestationCertificate pai = CertificateWriter.pai().certificate();
        X509CertificateHolder dac = new X509CertificateHolder(
                signed(pai, request(UUID, SERIAL, DacRequest.NO_EXPIRY)).der().toByteArray());

        assertThat(dac.getVersionNumber()).isEqualTo(3);
        assertThat(dac.getIssuer()).isEqualTo(X500Name.getInstance(CertificateWriter.PAI_NAME));
        assertThat(dac.getSubject().toString())
                .isEqualTo("CN=" + UUID + ",1.3.6.1.4.1.37244.2.1=FFF1,1.3.6.1.4.1.37244.2.2=8000");
        assertThat(dac.getNotAfter().toInstant()).isEqualTo(DacRequest.NO_EXPIRY);
        assertThat(dac.getExtensions().getExtensionOIDs()).hasSize(4);
    }

    @Test
    void theLongestDacFitsSixHundredBytes() {
        AttestationCertificate pai = CertificateWriter.pai().certificate();
        PreparedDac prepared = PreparedDac.prepare(pai, request("c".repeat(64), SERIAL, DacRequest.NO_EXPIRY));

        assertThat(prepared.lint()).isEmpty();
        assertThat(prepared.assemble(new byte[72]).der().size()).isLessThanOrEqualTo(600);
    }

    @Test
    void underTheSdksPaiItIsFiveHundredTwentyBytes() {
        AttestationCertificate pai =
                AttestationCertificate.parse(Vectors.bytes("matter/attestation/Chip-Test-PAI-FFF1-8000-Cert.pem"));
        PreparedDac prepared = PreparedDac.prepare(pai, request(UUID, SERIAL, DacRequest.NO_EXPIRY));

        assertThat(prepared.lint()).isEmpty();
        assertThat(prepared.assemble(new byte[72]).der().size()).isBetween(518, 523);
    }

    /** A multi-valued RDN whose set is not in DER order would be sorted by a writer that builds names anew. */
    @Test
    void anOddIssuerNameIsTakenOverByteForByte() {
        CertificateWriter odd = CertificateWriter.pai();
        odd.subject = Tlv.sequence(Tlv.of(
                0x31,
                Tlv.sequence(Tlv.oid("2b0601040182a27c0201"), Tlv.text(0x13, "FFF1")),
                Tlv.sequence(Tlv.oid("550403"), Tlv.text(0x13, "PAI"))));
        AttestationCertificate pai = odd.certificate();

        AttestationCertificate dac = signed(pai, request(UUID, SERIAL, DacRequest.NO_EXPIRY));

        assertThat(dac.issuer().der()).isEqualTo(Bytes.of(odd.subject));
        assertThat(ProfileLinter.lint(Role.DAC, dac, pai)).isEmpty();
    }

    @Test
    void theLintStopsADacThatItsPaiMayNotIssue() {
        CertificateWriter other = CertificateWriter.pai();
        other.subject = CertificateWriter.name("PAI", "FFF2", "8001");
        PreparedDac prepared = PreparedDac.prepare(other.certificate(), request(UUID, SERIAL, DacRequest.NO_EXPIRY));

        assertThat(prepared.lint())
                .extracting(LintFinding::code)
                .containsExactly("VENDOR_INHERITED", "PRODUCT_INHERITED");
    }

    @Test
    void theLintStopsADacThatBeginsBeforeItsPai() {
        CertificateWriter late = CertificateWriter.pai();
        late.notBefore = Tlv.text(0x17, "260302000000Z");
        assertThat(PreparedDac.prepare(late.certificate(), request(UUID, SERIAL, DacRequest.NO_EXPIRY))
                        .lint())
                .extracting(LintFinding::code)
                .containsExactly("VALIDITY_NESTED");
    }

    @Test
    void preparingTwiceGivesTheSameBytes() {
        AttestationCertificate pai = CertificateWriter.pai().certificate();
        DacRequest request = request(UUID, SERIAL, DacRequest.NO_EXPIRY);
        assertThat(signed(pai, request)).isEqualTo(signed(pai, request));
    }

    @Test
    void anotherKeysSignatureIsNoticed() {
        AttestationCertificate pai = CertificateWriter.pai().certificate();
        PreparedDac prepared = PreparedDac.prepare(pai, request(UUID, SERIAL, DacRequest.NO_EXPIRY));
        byte[] signature = P256.sign(BigInteger.ONE, prepared.tbs().toByteArray());
        assertThat(prepared.assemble(signature).isSignedBy(pai)).isFalse();
        assertThat(prepared.assemble(new byte[0]).isSignedBy(pai)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "module Mvid:FFF1", "Mpid:", "two\nlines"})
    void aCommonNameThatCouldMisleadIsRefused(String commonName) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> request(commonName, SERIAL, DacRequest.NO_EXPIRY))
                .withMessageContaining("common name");
    }

    @Test
    void aCommonNameIsCountedInBytes() {
        request("ü".repeat(32), SERIAL, DacRequest.NO_EXPIRY);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> request("ü".repeat(32) + "x", SERIAL, DacRequest.NO_EXPIRY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "80", "7fffffffffffffffffffffffffffffffffffffff00"})
    void aSerialNumberOutOfFormIsRefused(String hex) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> request(UUID, Bytes.fromHex(hex), DacRequest.NO_EXPIRY))
                .withMessageContaining("serial number");
    }

    @Test
    void aSerialNumberWithLeadingZerosIsAnInteger() {
        AttestationCertificate pai = CertificateWriter.pai().certificate();
        AttestationCertificate dac = signed(pai, request(UUID, Bytes.fromHex("000000ff"), DacRequest.NO_EXPIRY));
        assertThat(dac.serialNumber()).isEqualTo(255);
        assertThat(ProfileLinter.lint(Role.DAC, dac, pai)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-02-28T23:59:59Z", "2026-03-01T00:00:00.5Z", "+10000-01-01T00:00:00Z"})
    void anEndThatCannotBeIsRefused(String notAfter) {
        assertThatIllegalArgumentException().isThrownBy(() -> request(UUID, SERIAL, Instant.parse(notAfter)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2049-12-31T23:59:59Z", "2050-01-01T00:00:00Z", "2026-03-01T00:00:00Z"})
    void everyEndIsWrittenInItsForm(String notAfter) {
        AttestationCertificate pai = CertificateWriter.pai().certificate();
        AttestationCertificate dac = signed(pai, request(UUID, SERIAL, Instant.parse(notAfter)));
        assertThat(dac.notAfter()).isEqualTo(notAfter);
        assertThat(ProfileLinter.lint(Role.DAC, dac, pai)).isEmpty();
    }

    private static AttestationCertificate signed(AttestationCertificate pai, DacRequest request) {
        PreparedDac prepared = PreparedDac.prepare(pai, request);
        return prepared.assemble(
                P256.sign(CertificateWriter.PAI_KEY, prepared.tbs().toByteArray()));
    }

    private static DacRequest request(String commonName, Bytes serial, Instant notAfter) {
        return new DacRequest(commonName, new VendorId(0xFFF1), new ProductId(0x8000), SPKI, serial, START, notAfter);
    }
}
