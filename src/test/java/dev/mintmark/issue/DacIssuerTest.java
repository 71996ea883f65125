package dev.mintmark.issue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.P256;
import dev.mintmark.format.SecretBytes;
import dev.mintmark.format.attestation.AttestationCertificate;
import dev.mintmark.format.attestation.AuthorityRequest;
import dev.mintmark.format.attestation.CaCertificates;
import dev.mintmark.format.attestation.DacRequest;
import dev.mintmark.format.attestation.ProfileLinter;
import dev.mintmark.format.attestation.Role;
import dev.mintmark.format.attestation.SubjectPublicKey;
import dev.mintmark.format.matter.ProductId;
import dev.mintmark.format.matter.VendorId;
import dev.mintmark.onboarding.ModuleSecrets;
import dev.mintmark.order.DacSubject;
import dev.mintmark.order.ModuleId;
import dev.mintmark.order.SerialNumber;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.junit.jupiter.api.Test;

final class DacIssuerTest {
    private static final VendorId VENDOR = new VendorId(0xFFF1);
    private static final BigInteger PAA_KEY = BigInteger.valueOf(101);
    private static final BigInteger PAI_KEY = BigInteger.valueOf(102);
    private static final Instant PAA_START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant PAI_START = Instant.parse("2026-02-03T04:05:06Z");
    private static final Instant NOW = Instant.parse("2026-05-04T10:20:30.123456Z");
    private static final AttestationCertificate PAA =
            CaCertificates.paa(authority("PAA", Optional.empty(), PAA_START), PAA_KEY);
    private static final AttestationCertificate PAI = CaCertificates.pai(
            authority("PAI", Optional.of(VENDOR), PAI_START), SubjectPublicKey.of(PAI_KEY), PAA, PAA_KEY);

    private static AuthorityRequest authority(String name, Optional<VendorId> vendor, Instant start) {
        return new AuthorityRequest(
                name,
                vendor,
                Optional.empty(),
                CaCertificates.randomSerial(new Random(7)),
                start,
                DacRequest.NO_EXPIRY);
    }

    /** Signs with a key, and counts how often it was asked. */
    private static final class CountingSigner implements DacSigner {
        private final BigInteger key;
        private int asked;

        CountingSigner(BigInteger key) {
            this.key = key;
        }

        @Override
        public byte[] sign(byte[] message) {
            asked++;
            return P256.sign(key, message);
        }

        @Override
        public KeyKind kind() {
            return KeyKind.SOFT;
        }
    }

    private final CountingSigner signer = new CountingSigner(PAI_KEY);
    private final ModuleSecrets secrets = new ModuleSecrets(SecretBytes.wrap(new byte[32]));

    private DacIssuer issuer(VendorId vendor, DacSubject subject, DacSigner with, Instant now) {
        return new DacIssuer(
                PAA, PAI, vendor, new ProductId(0x8001), subject, secrets, with, Clock.fixed(now, ZoneOffset.UTC));
    }

    private DacIssuer issuer() {
        return issuer(VENDOR, DacSubject.UUID, signer, NOW);
    }

    private static AcceptedModule module(int seq, Instant accepted) {
        SubjectPublicKey key = SubjectPublicKey.of(BigInteger.valueOf(1000 + seq));
        return new AcceptedModule(
                seq,
                new ModuleId("m" + seq),
                Optional.empty(),
                new SerialNumber("SN-" + seq),
                key.point(),
                key.spki().sha256Digest(),
                Optional.empty(),
                Bytes.sha256Of(new byte[0]),
                accepted);
    }

    private static Dac issue(DacIssuer issuer, AcceptedModule module) {
        return DacIssuer.verified(List.of(issuer.sign(module))).get(0);
    }

    @Test
    void aDacKeepsToTheProfileAndSaysWhatWasDecided() {
        Dac dac = issue(issuer(), module(3, NOW));
        AttestationCertificate certificate =
                AttestationCertificate.parse(dac.der().toByteArray());

        assertThat(ProfileLinter.lint(Role.DAC, certificate, PAI)).isEmpty();
        assertThat(certificate.isSignedBy(PAI)).isTrue();
        assertThat(certificate.subject().vendorId()).contains(VENDOR);
        assertThat(certificate.subject().productId()).contains(new ProductId(0x8001));
        assertThat(certificate.spki().sha256Digest()).isEqualTo(module(3, NOW).spkiSha256());
        assertThat(certificate.notBefore()).isEqualTo(dac.notBefore());
        assertThat(certificate.notAfter()).isEqualTo(dac.notAfter()).isEqualTo(DacRequest.NO_EXPIRY);
        assertThat(new BigInteger(dac.serial().toByteArray())).isEqualTo(certificate.serialNumber());
        assertThat(dac.serial()).isEqualTo(secrets.dacSerial(3));
        assertThat(dac.issuerSki()).isEqualTo(PAI.subjectKeyIdentifier().orElseThrow());
        assertThat(dac.sha256()).isEqualTo(certificate.sha256());
        assertThat(dac.issuedAt()).isEqualTo(Instant.parse("2026-05-04T10:20:30Z"));
    }

    /** What is signed holds nothing of the moment it is signed in: a crash between signing and storing changes nothing. */
    @Test
    void issuedAgainAnotherDayItIsTheSameCertificate() {
        Dac first = issue(issuer(), module(3, NOW));
        Dac second = issue(issuer(VENDOR, DacSubject.UUID, signer, NOW.plusSeconds(86_400)), module(3, NOW));

        assertThat(second.der()).isEqualTo(first.der());
        assertThat(second.issuedAt()).isAfter(first.issuedAt());
    }

    @Test
    void twoPlacesHaveNothingButTheIssuerInCommon() {
        Dac first = issue(issuer(), module(1, NOW));
        Dac second = issue(issuer(), module(2, NOW));

        assertThat(first.serial()).isNotEqualTo(second.serial());
        assertThat(commonName(first)).isNotEqualTo(commonName(second));
    }

    @Test
    void theSubjectIsAUuidOrTheSerialNumber() {
        DacIssuer bySerial = issuer(VENDOR, DacSubject.SERIAL_NUMBER, signer, NOW);

        assertThat(commonName(issue(issuer(), module(3, NOW))))
                .isEqualTo(secrets.uuid(3).toString());
        assertThat(commonName(issue(bySerial, module(3, NOW)))).isEqualTo("SN-3");
    }

    private static String commonName(Dac dac) {
        Bytes subject =
                AttestationCertificate.parse(dac.der().toByteArray()).subject().der();
        return X500Name.getInstance(subject.toByteArray())
                .getRDNs(BCStyle.CN)[0]
                .getFirst()
                .getValue()
                .toString();
    }

    @Test
    void itIsValidFromTheMorningOfTheDayItsModuleWasAccepted() {
        assertThat(issue(issuer(), module(1, NOW)).notBefore()).isEqualTo(Instant.parse("2026-05-04T00:00:00Z"));
    }

    @Test
    void itIsNotValidBeforeItsIssuers() {
        Instant sameDay = Instant.parse("2026-02-03T10:00:00Z");
        Instant before = Instant.parse("2025-12-31T10:00:00Z");

        assertThat(issue(issuer(), module(1, sameDay)).notBefore()).isEqualTo(PAI_START);
        assertThat(issue(issuer(), module(1, before)).notBefore()).isEqualTo(PAI_START);
    }

    @Test
    void whatBreaksTheProfileNeverReachesTheIssuersKey() {
        DacIssuer otherVendor = issuer(new VendorId(0xFFF2), DacSubject.UUID, signer, NOW);

        assertThatThrownBy(() -> otherVendor.sign(module(1, NOW)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("the DAC of module m1 would break ");
        assertThat(signer.asked).isZero();
    }

    @Test
    void aSignatureByAnotherKeyIsNotBelieved() {
        DacIssuer wrong = issuer(VENDOR, DacSubject.UUID, new CountingSigner(PAA_KEY), NOW);

        List<DacIssuer.Signed> signed =
                List.of(issuer().sign(module(1, NOW)), wrong.sign(module(2, NOW)), issuer().sign(module(3, NOW)));

        assertThatThrownBy(() -> DacIssuer.verified(signed))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the issuer's key gave a signature that its certificate does not verify");
    }
}
