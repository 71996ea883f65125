package dev.mintmark.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.bouncycastle.math.ec.ECPoint;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EcdsaVerifierTest {
    private static final BigInteger N = P256.CURVE.getN();

    private final Random random = new Random(256);

    @BeforeEach
    void theNativeLibraryIsThereOnLinux() {
        boolean linux = System.getProperty("os.name").equals("Linux")
                && System.getProperty("os.arch").matches("amd64|aarch64");
        if (linux) {
            assertThat(EcdsaVerifier.chosen()).isEqualTo(EcdsaVerifier.CORRETTO);
        }
    }

    /** RFC 6979 A.2.5: P-256, SHA-256, message "sample". */
    @ParameterizedTest
    @EnumSource(EcdsaVerifier.class)
    void thePublishedSignatureIsTheKeys(EcdsaVerifier verifier) {
        assumeTrue(verifier.isHealthy());
        ECPoint key = P256.point(Bytes.fromHex("0460fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"
                + "7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299"));
        byte[] signature = der(
                new BigInteger("efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716", 16),
                new BigInteger("f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8", 16));

        assertThat(P256.verify(verifier, key, "sample".getBytes(StandardCharsets.US_ASCII), signature))
                .isTrue();
        assertThat(P256.verify(verifier, key, "Sample".getBytes(StandardCharsets.US_ASCII), signature))
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource(EcdsaVerifier.class)
    void whatIsSignedIsVerifiedAndNothingElse(EcdsaVerifier verifier) {
        assumeTrue(verifier.isHealthy());
        for (int i = 0; i < 200; i++) {
            BigInteger d =
                    new BigInteger(255, random).mod(N.subtract(BigInteger.TWO)).add(BigInteger.ONE);
            ECPoint key = P256.CURVE.getG().multiply(d).normalize();
            ECPoint other = P256.CURVE.getG().multiply(d.add(BigInteger.ONE)).normalize();
            byte[] message = new byte[random.nextInt(600)];
            random.nextBytes(message);
            byte[] signature = P256.sign(d, message);
            byte[] flipped = signature.clone();
            flipped[4 + random.nextInt(flipped.length - 4)] ^= (byte) (1 << random.nextInt(8));

            assertThat(P256.verify(verifier, key, message, signature)).isTrue();
            assertThat(P256.verify(verifier, other, message, signature)).isFalse();
            assertThat(P256.verify(verifier, key, message, flipped)).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(EcdsaVerifier.class)
    void anythingButTheOneEncodingIsRefused(EcdsaVerifier verifier) {
        assumeTrue(verifier.isHealthy());
        ECPoint key = P256.CURVE.getG().multiply(BigInteger.TEN).normalize();
        byte[] message = {1, 2, 3};
        byte[] good = P256.sign(BigInteger.TEN, message);
        byte[] trailing = Arrays.copyOf(good, good.length + 1);
        byte[] truncated = Arrays.copyOf(good, good.length - 1);
        byte[] longLength = HexFormat.of().parseHex("3081" + HexFormat.of().formatHex(good, 1, good.length));

        for (byte[] bad : new byte[][] {
            trailing,
            truncated,
            longLength,
            new byte[0],
            new byte[72],
            der(BigInteger.ZERO, BigInteger.ONE),
            der(BigInteger.ONE, BigInteger.ZERO),
            der(N, BigInteger.ONE),
            der(BigInteger.ONE, N),
            der(BigInteger.ONE.negate(), BigInteger.ONE),
            der(BigInteger.ONE.shiftLeft(300), BigInteger.ONE)
        }) {
            assertThat(P256.verify(verifier, key, message, bad)).isFalse();
        }
        assertThat(P256.verify(verifier, key, message, good)).isTrue();
    }

    private static byte[] der(BigInteger r, BigInteger s) {
        byte[] first = r.toByteArray();
        byte[] second = s.toByteArray();
        byte[] der = new byte[6 + first.length + second.length];
        der[0] = 0x30;
        der[1] = (byte) (der.length - 2);
        der[2] = 2;
        der[3] = (byte) first.length;
        System.arraycopy(first, 0, der, 4, first.length);
        der[4 + first.length] = 2;
        der[5 + first.length] = (byte) second.length;
        System.arraycopy(second, 0, der, 6 + first.length, second.length);
        return der;
    }
}
