package dev.mintmark.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.bouncycastle.math.ec.ECPoint;
import org.junit.jupiter.api.Test;

/** Signatures verified together, in lanes where the processor has them and one by one where not, are those that each library finds right. */
class SignatureLanesTest {
    private static final BigInteger N = P256.CURVE.getN();
    private static final ECPoint G = P256.CURVE.getG();

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
        for (int i = 0; i < together.length; i++) {
            assertThat(together[i]).as("claim %d: %s", i, claims.get(i)).isEqualTo(byItself(claims.get(i)));
        }
        SignatureLanes.present().ifPresent(lanes -> {
            boolean[] shown = lanes.shown(claims);
            for (int i = 0; i < shown.length; i++) {
                assertThat(shown[i] && !together[i])
                        .as("claim %d: %s", i, claims.get(i))
                        .isFalse();
            }
        });
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
