package dev.mintmark.format.attestation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mintmark.format.P256;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys that are none, and keys and algorithms that are good for others. */
class PointsTest {
    private static final BouncyCastleProvider BC = new BouncyCastleProvider();

    @Test
    void noPointButOneOfTheCurveIsTaken() {
        String good = SubjectPublicKey.of(CsrWriter.KEY).point().hex();
        String p = HexFormat.of()
                .formatHex(Arrays.copyOfRange(
                        P256.CURVE.getCurve().getField().getCharacteristic().toByteArray(), 1, 33));
        List<String> bad = List.of(
                "04" + "00".repeat(64),
                "04" + "ff".repeat(64),
                "04" + p + good.substring(66),
                "04" + good.substring(66) + good.substring(2, 66),
                good.substring(0, 128) + (good.endsWith("00") ? "01" : "00"));

        for (String point : bad) {
            byte[] spki = SubjectPublicKey.of(CsrWriter.KEY).spki().toByteArray();
            System.arraycopy(HexFormat.of().parseHex(point), 0, spki, spki.length - 65, 65);
            assertThat(fault(CsrWriter.good().withSpki(spki).der())).as(point).isEqualTo(CsrFault.POINT_NOT_ON_CURVE);
        }
        assertThat(CertificateRequest.read(CsrWriter.good().der())).isInstanceOf(CsrReading.Good.class);
    }

    /** Bouncy Castle finds each of them good: that they are refused is our rule. */
    @ParameterizedTest
    @CsvSource({
        "EC, 384, SHA256withECDSA, NOT_P256",
        "EC, 521, SHA512withECDSA, NOT_P256",
        "RSA, 2048, SHA256withRSA, NOT_P256",
        "EC, 256, SHA1withECDSA, WRONG_SIGNATURE_ALGORITHM",
        "EC, 256, SHA384withECDSA, WRONG_SIGNATURE_ALGORITHM"
    })
    void otherKeysAndAlgorithmsAreRefusedThoughTheirSignaturesHold(
            String algorithm, int bits, String signature, CsrFault expected) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(bits);
        KeyPair pair = generator.generateKeyPair();
        PKCS10CertificationRequest request = new JcaPKCS10CertificationRequestBuilder(
                        new X500Principal("OU=CSA"), pair.getPublic())
                .build(new JcaContentSignerBuilder(signature).setProvider(BC).build(pair.getPrivate()));

        assertThat(request.isSignatureValid(
                        new JcaContentVerifierProviderBuilder().setProvider(BC).build(pair.getPublic())))
                .isTrue();
        assertThat(fault(request.getEncoded())).isEqualTo(expected);
    }

    private static CsrFault fault(byte[] request) {
        return ((CsrReading.Bad) CertificateRequest.read(request)).fault();
    }

    @Test
    void theGreatestPrivateKeyIsOneToo() {
        BigInteger greatest = P256.CURVE.getN().subtract(BigInteger.ONE);

        assertThat(CertificateRequest.read(CertificateRequest.create(greatest))).isInstanceOf(CsrReading.Good.class);
    }
}
