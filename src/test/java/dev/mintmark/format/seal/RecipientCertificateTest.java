package dev.mintmark.format.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mintmark.Identity;
import dev.mintmark.MalformedKey;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecipientCertificateTest {
    private static final Instant NOON = Identity.today().plus(Duration.ofHours(12));

    private static List<String> reasons(Identity identity) {
        return RecipientCertificate.reasonsAgainst(identity.certificate(), NOON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"secp256r1", "secp384r1", "secp521r1"})
    void theThreeNistCurvesAreGoodEnough(String curve) {
        assertThat(reasons(Identity.ec(curve))).isEmpty();
    }

    @Test
    void rsaOf3072BitsIsGoodEnough() {
        assertThat(reasons(Identity.rsa(3072, (KeyUsage) null))).isEmpty();
    }

    @Test
    void rsaOf2048BitsIsTooShort() {
        Identity weak = Identity.rsa(2048, (KeyUsage) null);
        assertThat(reasons(weak)).containsExactly("RSA of 2048 bits is too short, 3072 are the least");
        assertThatThrownBy(() -> new RecipientCertificate(weak.certificate()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2048");
    }

    @Test
    void rsaWithExponentThreeIsRefused() {
        assertThat(reasons(Identity.rsa(3072, BigInteger.valueOf(3))))
                .containsExactly("RSA exponent 3 is too small, 65537 is the least");
    }

    @Test
    void keyUsageIfThereMustAllowSealing() {
        assertThat(reasons(Identity.ec(new KeyUsage(KeyUsage.digitalSignature))))
                .containsExactly("its key usage lacks keyAgreement");
        assertThat(reasons(Identity.rsa(3072, new KeyUsage(KeyUsage.digitalSignature))))
                .containsExactly("its key usage lacks keyEncipherment");
        assertThat(reasons(Identity.ec(new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyAgreement))))
                .isEmpty();
        assertThat(reasons(Identity.rsa(3072, new KeyUsage(KeyUsage.keyEncipherment))))
                .isEmpty();
    }

    @Test
    void anExpiredOneAndOneNotYetValidAreRefusedNow() {
        Instant from = Instant.parse("2026-01-01T00:00:00Z");
        Instant to = Instant.parse("2026-02-01T00:00:00Z");
        Identity identity = Identity.ec("CN=a month", from, to);
        assertThat(RecipientCertificate.reasonsAgainst(identity.certificate(), to.plusSeconds(1)))
                .containsExactly("it expired at 2026-02-01T00:00:00Z");
        assertThat(RecipientCertificate.reasonsAgainst(identity.certificate(), from.minusSeconds(1)))
                .containsExactly("it is not valid before 2026-01-01T00:00:00Z");
        assertThat(RecipientCertificate.reasonsAgainst(identity.certificate(), from))
                .isEmpty();
    }

    @Test
    void aKeyOfNoKnownKindIsRefusedWhateverItsParameters() throws Exception {
        X509Certificate certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(MalformedKey.certificate(MalformedKey.UNKNOWN)));
        assertThat(RecipientCertificate.reasonsAgainst(certificate, NOON))
                .containsExactly("its key is neither EC on P-256, P-384 or P-521 nor RSA");
    }

    @Test
    void allReasonsAreNamedTogether() {
        Identity identity = Identity.rsa(2048, new KeyUsage(KeyUsage.digitalSignature));
        assertThat(RecipientCertificate.reasonsAgainst(identity.certificate(), Instant.EPOCH))
                .hasSize(3);
    }
}
