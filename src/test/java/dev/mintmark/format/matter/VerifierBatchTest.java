package dev.mintmark.format.matter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mintmark.Vectors;
import dev.mintmark.format.Bytes;
import dev.mintmark.format.P256;
import dev.mintmark.format.SecretBytes;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.BigIntegers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way to compute verifiers against Bouncy Castle and the published ones; the build starts java with the vector module. */
class VerifierBatchTest {
    private static final BigInteger N = P256.CURVE.getN();
    private static final GeneratorTable TABLE = new GeneratorTable();

    /** What this machine has: native ones by {@link NativePathTest}'s leave. */
    static Stream<VerifierBatch> ways() {
        return Stream.concat(
                Stream.of(new VerifierBatch(DerivationPath.ONE_BY_ONE, VerifierBatch.COMB)),
                Arrays.stream(DerivationPath.values())
                        .filter(DerivationPath::isPresent)
                        .map(path -> new VerifierBatch(path, TABLE::multiply)));
    }

    @Test
    void theTestsTakeTheVectorsToo() {
        assertThat(DerivationPath.VECTORS.isPresent()).isTrue();
    }

    @Test
    void tenThousandRandomModulesAreAsBouncyCastleHasThem() {
        Random random = new Random(48);
        for (int done = 0; done < 10_000; ) {
            int modules = done % 5 == 0 ? 1 + random.nextInt(37) : VerifierBatch.SIZE;
            int iterations = 1 + random.nextInt(6);
            int[] passcodes = random.ints(modules, 1, Passcode.MAX + 1).toArray();
            byte[][] salts = salts(random, modules);
            List<String> expected = IntStream.range(0, modules)
                    .mapToObj(i -> hex(reference(passcodes[i], salts[i], iterations)))
                    .toList();

            ways().forEach(way -> assertThat(way.compute(passcodes, salts, iterations, 0))
                    .extracting(verifier -> hex(verifier.expose()))
                    .isEqualTo(expected));
            done += modules;
        }
    }

    @ParameterizedTest
    @EnumSource(DerivationPath.class)
    void anyPasswordAndLengthIsDerivedAsByBouncyCastle(DerivationPath path) {
        NativePathTest.assumePresent(path);
        Random random = new Random(13);
        for (int run = 0; run < 100; run++) {
            byte[][] salts = new byte[1 + random.nextInt(20)][];
            byte[][] passwords = new byte[salts.length][];
            for (int i = 0; i < salts.length; i++) {
                salts[i] = bytes(random, random.nextInt(52));
                passwords[i] = bytes(random, random.nextInt(65));
            }
            int iterations = 1 + random.nextInt(30);
            int length = 1 + random.nextInt(100);

            byte[][] derived = path.derive(passwords, salts, iterations, length);

            for (int i = 0; i < salts.length; i++) {
                assertThat(derived[i]).isEqualTo(pbkdf2(passwords[i], salts[i], iterations, length));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void thePublishedVerifiersAreMet(VerifierBatch way) {
        List<String> rows =
                Vectors.text("mfg-tool/spake2p_vectors.csv").lines().skip(1).toList();
        for (String row : rows) {
            String[] c = row.split(",");
            byte[] salt = Base64.getDecoder().decode(c[2]);
            SecretBytes verifier = way.compute(
                            new int[] {Integer.parseInt(c[0])}, new byte[][] {salt}, Integer.parseInt(c[1]), -1)
                    .get(0);

            assertThat(Base64.getEncoder().encodeToString(verifier.expose())).isEqualTo(c[3]);
        }
    }

    @Test
    void theTableMultipliesAsBouncyCastleDoes() {
        Random random = new Random(256);
        List<BigInteger> scalars = new ArrayList<>(List.of(
                BigInteger.ZERO,
                BigInteger.ONE,
                BigInteger.TWO,
                BigInteger.valueOf(255),
                BigInteger.valueOf(256),
                BigInteger.ONE.shiftLeft(255),
                N.subtract(BigInteger.ONE),
                N.subtract(BigInteger.TWO),
                N.shiftRight(1)));
        for (int i = 0; i < 500; i++) {
            scalars.add(new BigInteger(256, random).mod(N));
        }
        BigInteger[] all = scalars.toArray(BigInteger[]::new);

        ECPoint[] points = TABLE.multiply(all);

        for (int i = 0; i < all.length; i++) {
            assertThat(points[i]).isEqualTo(P256.CURVE.getG().multiply(all[i]));
            assertThat(points[i].isNormalized()).isTrue();
        }
        assertThat(TABLE.multiply(new BigInteger[0])).isEmpty();
    }

    @Test
    void aWrongKeyStopsTheRun() {
        VerifierBatch.Derivation wrong = (passwords, salts, iterations, length) -> {
            byte[][] keys = DerivationPath.ONE_BY_ONE.derive(passwords, salts, iterations, length);
            keys[3][length - 1] ^= 1;
            return keys;
        };
        VerifierBatch batch = new VerifierBatch(wrong, VerifierBatch.COMB);
        int[] passcodes = IntStream.range(1, 17).toArray();
        byte[][] salts = salts(new Random(1), 16);

        assertThatThrownBy(() -> batch.compute(passcodes, salts, 2, 3))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Bouncy Castle");
        assertThat(batch.compute(passcodes, salts, 2, 2)).hasSize(16);
    }

    /** One in 16 is proved, from the last on. */
    @ParameterizedTest
    @CsvSource({"2, 1", "17, 0", "17, 16", "32, 15", "32, 31"})
    void aWrongPointStopsTheRun(int modules, int wrong) {
        VerifierBatch batch = new VerifierBatch(DerivationPath.VECTORS, scalars -> {
            ECPoint[] points = VerifierBatch.COMB.multiply(scalars);
            points[wrong] = points[wrong].negate();
            return points;
        });
        int[] passcodes = IntStream.rangeClosed(1, modules).toArray();

        assertThatThrownBy(() -> batch.compute(passcodes, salts(new Random(1), modules), 2, -1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Bouncy Castle");
    }

    @Test
    void aPointBesideTheCurveStopsTheRunWhicheverIsProved() {
        VerifierBatch batch = new VerifierBatch(DerivationPath.ONE_BY_ONE, scalars -> {
            ECPoint[] points = VerifierBatch.COMB.multiply(scalars);
            ECPoint wrong = points[0];
            points[0] = P256.CURVE
                    .getCurve()
                    .createPoint(
                            wrong.getXCoord().toBigInteger(),
                            wrong.getYCoord().toBigInteger().flipBit(7));
            return points;
        });

        assertThatThrownBy(() -> batch.compute(new int[] {1, 2}, salts(new Random(1), 2), 2, -1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("not on the curve");
    }

    /** Across the moments at which vectors are taken and the table is filled. */
    @Test
    void theFastestWayGivesTheSameBeforeAndAfterItIsFound() {
        Random random = new Random(3);
        FastestBatch fastest = new FastestBatch(DerivationPath.ONE_BY_ONE, DerivationPath.VECTORS, VerifierBatch.COMB);
        int[] passcodes = random.ints(80, 1, Passcode.MAX + 1).toArray();
        byte[][] salts = salts(random, 80);
        VerifierBatch plain = new VerifierBatch(DerivationPath.ONE_BY_ONE, VerifierBatch.COMB);
        List<SecretBytes> expected = plain.compute(passcodes, salts, 1000, -1);

        assertThat(fastest.path()).isEqualTo(DerivationPath.ONE_BY_ONE);
        for (int i = 0; i < 55; i++) {
            assertThat(fastest.compute(passcodes, salts, 1000)).isEqualTo(expected);
        }
    }

    @Test
    void whereThereAreNoVectorsNothingIsTried() {
        FastestBatch fastest =
                new FastestBatch(DerivationPath.ONE_BY_ONE, DerivationPath.ONE_BY_ONE, VerifierBatch.COMB);
        VerifierBatch plain = new VerifierBatch(DerivationPath.ONE_BY_ONE, VerifierBatch.COMB);
        int modules = VerifierBatch.SIZE + 1;
        byte[][] salts = salts(new Random(4), modules);
        int[] passcodes = IntStream.rangeClosed(1, modules).toArray();

        assertThat(fastest.compute(passcodes, salts, 100_000)).isEqualTo(plain.compute(passcodes, salts, 100_000, -1));
        assertThat(fastest.compute(passcodes, salts, 1)).isEqualTo(plain.compute(passcodes, salts, 1, -1));
        assertThat(fastest.path()).isEqualTo(DerivationPath.ONE_BY_ONE);
    }

    static byte[][] salts(Random random, int count) {
        byte[][] salts = new byte[count][];
        for (int i = 0; i < count; i++) {
            salts[i] = bytes(random, Spake2pVerifier.MIN_SALT + random.nextInt(17));
        }
        return salts;
    }

    private static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] pbkdf2(byte[] password, byte[] salt, int iterations, int length) {
        PKCS5S2ParametersGenerator generator = new PKCS5S2ParametersGenerator(new SHA256Digest());
        generator.init(password, salt, iterations);
        return ((KeyParameter) generator.generateDerivedMacParameters(length * 8)).getKey();
    }

    private static byte[] reference(int passcode, byte[] salt, int iterations) {
        byte[] password = ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(passcode)
                .array();
        byte[] ws = pbkdf2(password, salt, iterations, 80);
        BigInteger w0 = new BigInteger(1, Arrays.copyOf(ws, 40)).mod(N);
        BigInteger w1 = new BigInteger(1, Arrays.copyOfRange(ws, 40, 80)).mod(N);
        return ByteBuffer.allocate(97)
                .put(BigIntegers.asUnsignedByteArray(32, w0))
                .put(VerifierBatch.COMB.multiply(new BigInteger[] {w1})[0].getEncoded(false))
                .array();
    }

    private static String hex(byte[] bytes) {
        return Bytes.of(bytes).hex();
    }
}
