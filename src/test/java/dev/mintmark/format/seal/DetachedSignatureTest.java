package dev.mintmark.format.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mintmark.Identity;
import dev.mintmark.format.Bytes;
import dev.mintmark.format.seal.SealException.Reason;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;

class DetachedSignatureTest {
    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2026-12-31T23:59:59Z");
    private static final Instant NOW = Instant.parse("2026-05-04T10:20:30Z");
    private static final Identity SIGNER = Identity.ec("CN=bundle signer", FROM, TO);
    private static final byte[] CONTENT = "what was handed over\n".getBytes(StandardCharsets.UTF_8);

    private static Bytes sign(byte[] content, Instant now) throws Exception {
        return new DetachedSigner(SIGNER.certificate(), SIGNER.key(), new SecureRandom())
                .sign(new ByteArrayInputStream(content), now);
    }

    private static Instant verify(byte[] content, Bytes signature, X509Certificate trusted) throws SealException {
        return DetachedSignature.verify(new ByteArrayInputStream(content), signature, trusted);
    }

    private static Reason refusal(byte[] content, Bytes signature, X509Certificate trusted) {
        try {
            verify(content, signature, trusted);
            throw new AssertionError("accepted");
        } catch (SealException e) {
            return e.reason();
        }
    }

    @Test
    void itHoldsAndTellsWhenItWasMade() throws Exception {
        assertThat(verify(CONTENT, sign(CONTENT, NOW), SIGNER.certificate())).isEqualTo(NOW);
    }

    @Test
    void otherContentIsRefused() throws Exception {
        Bytes signature = sign(CONTENT, NOW);
        assertThat(refusal(Arrays.copyOf(CONTENT, CONTENT.length - 1), signature, SIGNER.certificate()))
                .isEqualTo(Reason.SIGNATURE_WRONG);
        assertThat(refusal(new byte[0], signature, SIGNER.certificate())).isEqualTo(Reason.SIGNATURE_WRONG);
    }

    @Test
    void anotherSignerIsRefusedEvenUnderTheSameName() throws Exception {
        Bytes signature = sign(CONTENT, NOW);
        assertThat(refusal(CONTENT, signature, Identity.ec("CN=other", FROM, TO).certificate()))
                .isEqualTo(Reason.OTHER_SIGNER);
        assertThat(refusal(CONTENT, signature, SIGNER.impostor().certificate())).isEqualTo(Reason.OTHER_SIGNER);
    }

    @Test
    void aFlippedBitIsNoticedOrChangesNothingSigned() throws Exception {
        byte[] signature = sign(CONTENT, NOW).toByteArray();
        for (int at = 0; at < signature.length; at++) {
            byte[] altered = signature.clone();
            altered[at] ^= (byte) (1 << (at % 8));
            try {
                assertThat(verify(CONTENT, Bytes.of(altered), SIGNER.certificate()))
                        .isEqualTo(NOW);
            } catch (SealException expected) {
                assertThat(expected.reason()).isNotNull();
            }
        }
        signature[signature.length - 1] ^= 1;
        assertThat(refusal(CONTENT, Bytes.of(signature), SIGNER.certificate())).isEqualTo(Reason.SIGNATURE_WRONG);
    }

    @Test
    void truncatedOrLengthenedItIsRefused() throws Exception {
        byte[] signature = sign(CONTENT, NOW).toByteArray();
        for (int length : new int[] {0, 1, 30, signature.length - 1, signature.length + 1}) {
            assertThat(refusal(CONTENT, Bytes.of(Arrays.copyOf(signature, length)), SIGNER.certificate()))
                    .isEqualTo(Reason.MALFORMED);
        }
    }

    @Test
    void whoIsNotValidNowDoesNotSign() {
        for (Instant when : new Instant[] {FROM.minusSeconds(1), TO.plusSeconds(1)}) {
            assertThatThrownBy(() -> sign(CONTENT, when))
                    .isInstanceOfSatisfying(
                            SealException.class, e -> assertThat(e.reason()).isEqualTo(Reason.SIGNER_NOT_VALID));
        }
    }

    @Test
    void whatWasSignedInTimeIsGoodLaterToo() throws Exception {
        Instant from = Instant.now().minus(Duration.ofDays(20));
        Identity expired = Identity.ec("CN=expired", from, from.plus(Duration.ofDays(2)));
        Bytes signature = new DetachedSigner(expired.certificate(), expired.key(), new SecureRandom())
                .sign(new ByteArrayInputStream(CONTENT), from.plus(Duration.ofDays(1)));
        assertThat(verify(CONTENT, signature, expired.certificate())).isAfter(from);
    }

    @Test
    void keyAndCertificateMustBelongTogether() {
        assertThatThrownBy(() -> new DetachedSigner(
                        SIGNER.certificate(), Identity.ec("secp256r1").key(), new SecureRandom()))
                .hasMessageContaining("the key is not the certificate's");
        Identity rsa = Identity.rsa(2048, (KeyUsage) null);
        assertThatThrownBy(() -> new DetachedSigner(rsa.certificate(), rsa.key(), new SecureRandom()))
                .hasMessageContaining("no EC key");
    }

    @Test
    void theSignaturesTextNamesNoSecret() throws Exception {
        DetachedSigner signer = new DetachedSigner(SIGNER.certificate(), SIGNER.key(), new SecureRandom());
        assertThat(signer.toString()).doesNotContain(SIGNER.key().toString());
    }
}
