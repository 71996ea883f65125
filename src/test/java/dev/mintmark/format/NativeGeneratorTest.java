package dev.mintmark.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mintmark.format.lanes.NativeComb;
import dev.mintmark.format.lanes.NativeLibrary;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.bouncycastle.math.ec.ECPoint;
import org.junit.jupiter.api.Test;

/** Multiples in C against Bouncy Castle's. */
class NativeGeneratorTest {
    private static final BigInteger N = P256.CURVE.getN();
    private static final ECPoint G = P256.CURVE.getG();
    private static final int BITS = 256;

    /** Skips the test, saying why, where there is no library. */
    private static NativeGenerator generator() {
        assumeTrue(
                Files.isRegularFile(Path.of(System.getProperty(NativeLibrary.PROPERTY, ""))),
                "no library was built: it takes x86-64, cc and jni.h");
        assertThat(NativeLibrary.fault()).isEmpty();
        assumeTrue(NativeComb.isPresent(), "this processor has no BMI2 and AVX2");
        return NativeGenerator.present().orElseThrow();
    }

    /** Zero and both ends; each digit alone, at its greatest and its least, and with a carry into it; random ones. */
    private static List<BigInteger> scalars(Random random, int more) {
        List<BigInteger> scalars = new ArrayList<>(
                List.of(BigInteger.ZERO, N.shiftRight(1), N.shiftRight(1).add(BigInteger.ONE)));
        for (int i = 1; i <= 40; i++) {
            scalars.add(BigInteger.valueOf(i));
            scalars.add(N.subtract(BigInteger.valueOf(i)));
        }
        for (int bit = 0; bit < BITS; bit++) {
            BigInteger power = BigInteger.ONE.shiftLeft(bit);
            scalars.add(power.mod(N));
            scalars.add(power.subtract(BigInteger.ONE).mod(N));
            scalars.add(N.subtract(power).mod(N));
        }
        for (int i = 0; i < more; i++) {
            scalars.add(random(random));
        }
        return scalars;
    }

    private static BigInteger random(Random random) {
        return new BigInteger(BITS + 64, random).mod(N);
    }

    @Test
    void theGeneratorIsMultipliedAsByBouncyCastle() {
        NativeGenerator generator = generator();

        for (BigInteger scalar : scalars(new Random(6), 10_000)) {
            assertThat(generator.multiply(scalar))
                    .as(scalar.toString(16))
                    .isEqualTo(G.multiply(scalar).normalize());
        }
    }

    @Test
    void signaturesAreBouncyCastlesOwn() throws IOException {
        generator();
        Random random = new Random(6979);
        for (int i = 0; i < 1_000; i++) {
            BigInteger d = random(random);
            byte[] message = new byte[random.nextInt(300)];
            random.nextBytes(message);
            ECDSASigner plain = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
            plain.init(true, new ECPrivateKeyParameters(d, P256.CURVE));
            BigInteger[] rs = plain.generateSignature(Bytes.sha256().digest(message));

            assertThat(P256.sign(d, message)).isEqualTo(StandardDSAEncoding.INSTANCE.encode(N, rs[0], rs[1]));
        }
    }

    /** RFC 6979 A.2.5. */
    @Test
    void thePublishedSignatureIsMade() throws IOException {
        BigInteger d = new BigInteger("C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721", 16);
        BigInteger r = new BigInteger("EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716", 16);
        BigInteger s = new BigInteger("F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8", 16);

        assertThat(P256.sign(d, "sample".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(StandardDSAEncoding.INSTANCE.encode(N, r, s));
    }

    @Test
    void wrongLengthsAreRefused() {
        generator();
        int coordinates = 2 * NativeComb.DIGITS * NativeComb.MULTIPLES;
        NativeComb comb = new NativeComb(ones(coordinates));
        byte[] point = new byte[64];

        for (int length : new int[] {0, 2, coordinates - 1, coordinates + 2}) {
            assertThatThrownBy(() -> new NativeComb(ones(length))).isInstanceOf(IllegalArgumentException.class);
        }
        for (int length : new int[] {0, 31, 33, 64}) {
            assertThatThrownBy(() -> comb.multiply(new byte[length], point))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> comb.multiply(new byte[32], new byte[65]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> NativeGenerator.present().orElseThrow().multiply(BigInteger.ONE.shiftLeft(BITS)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static BigInteger[] ones(int length) {
        BigInteger[] ones = new BigInteger[length];
        Arrays.fill(ones, BigInteger.ONE);
        return ones;
    }
}
