package dev.mintmark.format;

import dev.mintmark.format.lanes.NativeComb;
import dev.mintmark.format.lanes.NativeLibrary;
import dev.mintmark.format.lanes.NativeSignatureLanes;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.BigIntegers;

/**
 * Verifies signatures eight at a time by the library in C. It says of some that they are right, and of the others nothing: those are for
 * an {@link EcdsaVerifier}. Safe for several threads.
 */
final class SignatureLanes {
    /** Eight take as long as this many by themselves, and a half. */
    private static final int FEWEST = 2;

    private final NativeSignatureLanes lanes;

    private SignatureLanes(NativeComb generator) {
        this.lanes = new NativeSignatureLanes(generator);
    }

    /** Made when it is first wanted, and tried. */
    private static final class Tried {
        static final Optional<SignatureLanes> LANES = NativeSignatureLanes.isPresent()
                ? NativeGenerator.present().map(generator -> new SignatureLanes(generator.comb()))
                : Optional.empty();

        static {
            if (LANES.isPresent() && !LANES.get().knowRightFromWrong()) {
                NativeLibrary.distrust("it verifies signatures wrongly");
            }
        }
    }

    /** There where there is a library and the processor has what it takes, it finds what is right, and nothing else of it erred. */
    static Optional<SignatureLanes> present() {
        return Tried.LANES.filter(lanes -> NativeLibrary.isLoaded());
    }

    /** Which claims are surely true; the others are yet to be verified, each by itself. */
    boolean[] shown(List<SignatureClaim> claims) {
        boolean[] shown = new boolean[claims.size()];
        for (int from = 0; claims.size() - from >= FEWEST; from += NativeSignatureLanes.SIGNATURES) {
            int count = Math.min(NativeSignatureLanes.SIGNATURES, claims.size() - from);
            ByteBuffer lanesBytes = lanes();
            for (SignatureClaim claim : claims.subList(from, from + count)) {
                int next = lanesBytes.position() + NativeSignatureLanes.BYTES;
                P256.scalars(claim.signature().toByteArray())
                        .ifPresent(rs -> put(lanesBytes, claim.message().sha256Digest(), rs, claim.key()));
                lanesBytes.position(next);
            }
            int ones = lanes.signedOnes(lanesBytes.array());
            for (int i = 0; i < count; i++) {
                shown[from + i] = (ones >> i & 1) != 0;
            }
        }
        return shown;
    }

    /** Zeros, of which nothing is said. */
    private static ByteBuffer lanes() {
        return ByteBuffer.allocate(NativeSignatureLanes.SIGNATURES * NativeSignatureLanes.BYTES);
    }

    static void put(ByteBuffer to, Bytes hash, BigInteger[] rs, ECPoint key) {
        to.put(hash.toByteArray());
        for (BigInteger scalar : rs) {
            to.put(BigIntegers.asUnsignedByteArray(NativeComb.LENGTH, scalar));
        }
        to.put(key.getAffineXCoord().getEncoded()).put(key.getAffineYCoord().getEncoded());
    }

    /** RFC 6979 A.2.5: the signatures of "sample" and "test" among some that are wrong, each in another of its five numbers. */
    private boolean knowRightFromWrong() {
        ECPoint key = P256.point(Bytes.fromHex("0460fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"
                + "7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299"));
        BigInteger[] sample = {
            new BigInteger("efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716", 16),
            new BigInteger("f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8", 16)
        };
        BigInteger[] test = {
            new BigInteger("f1abb023518351cd71d881567b1ea663ed3efcf6c5132b354f28d3b0b7d38367", 16),
            new BigInteger("019f4113742a2b14bd25926b49c649155f267e60d3814b4c0cc84250e46f0083", 16)
        };
        Bytes hash = Bytes.sha256Of("sample".getBytes(StandardCharsets.US_ASCII));
        Bytes other = Bytes.sha256Of("test".getBytes(StandardCharsets.US_ASCII));
        ByteBuffer tried = lanes();
        put(tried, hash, sample, key);
        put(tried, other, sample, key);
        put(tried, hash, new BigInteger[] {test[0], sample[1]}, key);
        put(tried, hash, new BigInteger[] {sample[0], test[1]}, key);
        put(tried, other, test, key);
        put(tried, other, test, key.negate());
        put(tried, hash, sample, P256.CURVE.getG());
        put(tried, other, test, key);
        return lanes.signedOnes(tried.array()) == 0b1001_0001;
    }
}
