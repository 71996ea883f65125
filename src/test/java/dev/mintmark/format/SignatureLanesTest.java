package dev.mintmark.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mintmark.format.lanes.NativeSignatureLanes;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.BigIntegers;
import org.junit.jupiter.api.Test;

/** Signatures verified together, in lanes where the processor has them and one by one where not, are those that each library finds right. */
class SignatureLanesTest {
    private static final BigInteger N = P256.CURVE.getN();
    private static final ECPoint G = P256.CURVE.getG();

    /** RFC 6979 A.2.5. */
    private static final SignatureClaim PUBLISHED = new SignatureClaim(
            P256.point(Bytes.fromHex("0460fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"
                    + "7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299")),
            Bytes.of("sample".getBytes(StandardCharsets.US_ASCII)),
            Bytes.fromHex("3046022100efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"
                    + "022100f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8"));

    private final Random random = new Random(512);

    private static ECPoint times(BigInteger d) {
        return G.multiply(d).normalize();
    }

    private BigInteger scalar() {
        return new BigInteger(320, random).mod(N.subtract(BigInteger.ONE)).add(BigInteger.ONE);
    }

    private Bytes message() {
        byte[] message = new byte[random.nextInt(600)];
        random.nextBytes(message);
        return Bytes.of(message);
    }

    private static Bytes der(BigInteger r, BigInteger s) throws Exception {
        return Bytes.of(StandardDSAEncoding.INSTANCE.encode(N, r, s));
    }

    private static boolean byItself(SignatureClaim claim) {
        return P256.verify(
                EcdsaVerifier.BOUNCY_CASTLE,
                claim.key(),
                claim.message().toByteArray(),
                claim.signature().toByteArray());
    }

    private static void areFoundRightAsByThemselves(List<SignatureClaim> claims) {
        boolean[] together = P256.verifyAll(claims);
        boolean[] alone = new boolean[claims.size()];
        for (int i = 0; i < alone.length; i++) {
            alone[i] = byItself(claims.get(i));
        }
        assertThat(together).isEqualTo(alone);
    }

    private SignatureClaim right() {
        BigInteger d = scalar();
        Bytes message = message();
        return new SignatureClaim(times(d), message, Bytes.of(P256.sign(d, message.toByteArray())));
    }

    @Test
    void theLanesAreThereWhereTheProcessorHasThem() throws Exception {
        Path cpu = Path.of("/proc/cpuinfo");
        assumeTrue(Files.isReadable(cpu) && NativeGenerator.present().isPresent(), "needs Linux and the library");

        assertThat(SignatureLanes.present().isPresent())
                .isEqualTo(Files.readString(cpu).contains(" avx512ifma"));
    }

    @Test
    void eachOfAnyNumberIsFoundRightOrWrong() {
        for (int count = 0; count <= 17; count++) {
            for (int wrong = -1; wrong < count; wrong++) {
                List<SignatureClaim> claims = new ArrayList<>(Collections.nCopies(count, PUBLISHED));
                boolean[] expected = new boolean[count];
                Arrays.fill(expected, true);
                if (wrong >= 0) {
                    claims.set(wrong, new SignatureClaim(PUBLISHED.key(), message(), PUBLISHED.signature()));
                    expected[wrong] = false;
                }
                assertThat(P256.verifyAll(claims)).isEqualTo(expected);
            }
        }
    }

    /** Else the tests below would hold one by one against itself. */
    @Test
    void whatIsRightIsShownInLanes() {
        assumeTrue(SignatureLanes.present().isPresent(), "needs AVX-512 IFMA and the library");
        List<SignatureClaim> claims = new ArrayList<>();
        for (int i = 0; i < 1003; i++) {
            claims.add(right());
        }

        assertThat(SignatureLanes.present().orElseThrow().shown(claims)).containsOnly(true);
    }

    @Test
    void tenThousandAreFoundRightOrWrongAsByThemselves() throws Exception {
        List<SignatureClaim> claims = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            SignatureClaim claim =
                    i % 50 == 0 || claims.isEmpty() ? right() : claims.get(random.nextInt(claims.size()));
            BigInteger[] rs =
                    P256.scalars(claim.signature().toByteArray()).orElse(new BigInteger[] {scalar(), scalar()});
            claims.add(
                    switch (random.nextInt(8)) {
                        case 0 -> new SignatureClaim(claim.key(), message(), claim.signature());
                        case 1 -> new SignatureClaim(times(scalar()), claim.message(), claim.signature());
                        case 2 -> new SignatureClaim(claim.key().negate(), claim.message(), claim.signature());
                        // the same point, or its negative, whose x is the same: right again
                        case 3 -> new SignatureClaim(claim.key(), claim.message(), der(rs[0], N.subtract(rs[1])));
                        case 4 -> new SignatureClaim(claim.key(), claim.message(), der(N.subtract(rs[0]), rs[1]));
                        case 5 ->
                            new SignatureClaim(
                                    claim.key(), claim.message(), der(rs[0].flipBit(random.nextInt(200)), rs[1]));
                        default -> claim;
                    });
        }

        areFoundRightAsByThemselves(claims);
    }

    /** Keys for which sums meet: multiples of G that the table holds too, with numbers that are small, near n, or powers of two. */
    @Test
    void keysAndNumbersAtTheirEndsAreFoundRightAsByThemselves() throws Exception {
        List<BigInteger> ends = new ArrayList<>();
        for (int i = 1; i <= 40; i++) {
            ends.add(BigInteger.valueOf(i));
            ends.add(N.subtract(BigInteger.valueOf(i)));
            ends.add(BigInteger.ONE.shiftLeft(6 * i));
            ends.add(BigInteger.valueOf(i).modInverse(N));
        }
        List<SignatureClaim> claims = new ArrayList<>();
        for (BigInteger d : ends) {
            Bytes message = message();
            BigInteger e = new BigInteger(1, message.sha256Digest().toByteArray());
            for (BigInteger k : List.of(ends.get(random.nextInt(ends.size())), d, BigInteger.ONE, scalar())) {
                BigInteger r = times(k).getAffineXCoord().toBigInteger().mod(N);
                BigInteger s = k.modInverse(N).multiply(e.add(r.multiply(d))).mod(N);
                claims.add(new SignatureClaim(times(d), message, der(r, s)));
            }
            for (BigInteger s : ends.subList(0, 8)) {
                claims.add(new SignatureClaim(times(d), message, der(ends.get(random.nextInt(ends.size())), s)));
                // hash and r times the key cancel out: no point, or twice one
                BigInteger r = e.mod(N).multiply(d.modInverse(N)).mod(N);
                claims.add(new SignatureClaim(times(d), message, der(r, s)));
                claims.add(new SignatureClaim(times(d), message, der(N.subtract(r), s)));
            }
        }

        areFoundRightAsByThemselves(claims);
    }

    /**
     * Of r = 30 s the last that is added is 15 times the key, to 15 times the key: z becomes zero, and all of it stays so. Who sees no more than
     * that 0 = r · 0 takes any signature for any message and any key.
     */
    @Test
    void whereSumsMeetWrongIsWrongAndRightIsRight() throws Exception {
        List<SignatureClaim> claims = new ArrayList<>();
        for (int multiple : new int[] {30, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 32, 1, 15, 31, 33}) {
            BigInteger times = BigInteger.valueOf(multiple);
            BigInteger s = scalar();
            claims.add(new SignatureClaim(
                    times(scalar()), message(), der(times.multiply(s).mod(N), s)));
            // r first, then the key for which it is right: of R = u1 G + u2 Q, with u2 = r / s as before
            ECPoint point = times(scalar());
            BigInteger r = point.getAffineXCoord().toBigInteger().mod(N);
            Bytes message = message();
            BigInteger e = new BigInteger(1, message.sha256Digest().toByteArray());
            s = r.multiply(times.modInverse(N)).mod(N);
            claims.add(new SignatureClaim(keyOf(point, e, r, s), message, der(r, s)));
        }
        assertThat(IntStream.range(0, claims.size()).filter(i -> byItself(claims.get(i))))
                .containsExactlyElementsOf(IntStream.range(0, claims.size())
                        .filter(i -> i % 2 == 1)
                        .boxed()
                        .toList());

        areFoundRightAsByThemselves(claims);
    }

    /** FIPS 186-5 6.4.2: x mod n is compared, and x may be n or more. */
    @Test
    void anXAboveTheOrderIsFoundRight() throws Exception {
        List<SignatureClaim> claims = new ArrayList<>();
        for (int r = 1; claims.size() < 8; r++) {
            ECPoint point;
            try {
                byte[] compressed = BigIntegers.asUnsignedByteArray(33, N.add(BigInteger.valueOf(r)));
                compressed[0] = 2;
                point = P256.CURVE.getCurve().decodePoint(compressed);
            } catch (IllegalArgumentException none) {
                continue;
            }
            BigInteger s = scalar();
            Bytes message = message();
            BigInteger e = new BigInteger(1, message.sha256Digest().toByteArray());
            claims.add(new SignatureClaim(
                    keyOf(point, e, BigInteger.valueOf(r), s), message, der(BigInteger.valueOf(r), s)));
        }

        assertThat(P256.verifyAll(claims)).containsOnly(true);
        areFoundRightAsByThemselves(claims);
    }

    /** Whose signature r, s of e has {@code point}: (s R - e G) / r (SEC 1 4.1.6). */
    private static ECPoint keyOf(ECPoint point, BigInteger e, BigInteger r, BigInteger s) {
        return point.multiply(s)
                .subtract(G.multiply(e.mod(N)))
                .multiply(r.modInverse(N))
                .normalize();
    }

    /** Hashes that no message is known for. */
    @Test
    void hashesAtTheirEndsAreFoundRight() {
        assumeTrue(SignatureLanes.present().isPresent(), "needs AVX-512 IFMA and the library");
        var lanes =
                new NativeSignatureLanes(NativeGenerator.present().orElseThrow().comb());
        BigInteger largest = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);
        for (BigInteger hash : List.of(
                BigInteger.ZERO, BigInteger.ONE, N, N.subtract(BigInteger.ONE), N.add(BigInteger.ONE), largest)) {
            BigInteger d = scalar();
            BigInteger k = scalar();
            BigInteger r = times(k).getAffineXCoord().toBigInteger().mod(N);
            BigInteger s = k.modInverse(N).multiply(hash.add(r.multiply(d))).mod(N);

            ByteBuffer one = ByteBuffer.allocate(NativeSignatureLanes.SIGNATURES * NativeSignatureLanes.BYTES);
            SignatureLanes.put(
                    one, Bytes.of(BigIntegers.asUnsignedByteArray(32, hash)), new BigInteger[] {r, s}, times(d));

            assertThat(lanes.signedOnes(one.array())).as("%x", hash).isEqualTo(1);
        }
    }

    @Test
    void whatIsNoSignatureIsNone() {
        SignatureClaim claim = right();
        List<SignatureClaim> claims = new ArrayList<>();
        for (String bad : List.of("", "00", "3006020100020101", "3006020101020100", "3006020101020101")) {
            claims.add(new SignatureClaim(claim.key(), claim.message(), Bytes.fromHex(bad)));
            claims.add(claim);
        }
        boolean[] expected = new boolean[claims.size()];
        for (int i = 1; i < expected.length; i += 2) {
            expected[i] = true;
        }

        assertThat(P256.verifyAll(claims)).isEqualTo(expected);
        assertThat(P256.verifyAll(List.of())).isEmpty();
        assertThat(P256.verifyAll(List.of(claim))).containsExactly(true);
    }
}
