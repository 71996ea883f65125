package dev.mintmark.format;

import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.bouncycastle.math.ec.ECMultiplier;
import org.bouncycastle.math.ec.ECPoint;

/**
 * ECDSA over P-256 with SHA-256, the only signature Matter knows (Matter Core 3.5.3). Bouncy Castle signs, because it can do so
 * deterministically, with multiples of G by {@link NativeGenerator} where it is to be had; what verifies is the fastest at hand.
 */
public final class P256 {
    /** The curve prime256v1, n, G: for formats that compute with points. */
    public static final ECDomainParameters CURVE = curve();

    /** An uncompressed point: 0x04, X, Y. */
    public static final int POINT_LENGTH = 65;

    private P256() {}

    private static ECDomainParameters curve() {
        X9ECParameters x9 = CustomNamedCurves.getByName("P-256");
        return new ECDomainParameters(x9.getCurve(), x9.getG(), x9.getN(), x9.getH());
    }

    /**
     * Decodes an uncompressed point and checks that it lies on the curve.
     *
     * @param encoded 65 bytes, 0x04 X Y
     * @throws IllegalArgumentException if it is anything else
     */
    public static ECPoint point(Bytes encoded) {
        byte[] raw = encoded.toByteArray();
        if (raw.length != POINT_LENGTH || raw[0] != 4) {
            throw new IllegalArgumentException("not an uncompressed P-256 point of 65 bytes");
        }
        return CURVE.getCurve().decodePoint(raw);
    }

    /**
     * Signs deterministically (RFC 6979): the same key and message give the same signature after a crash.
     *
     * @param d the private scalar, 1 to n-1
     * @return DER, SEQUENCE of two INTEGERs, at most 72 bytes
     */
    public static byte[] sign(BigInteger d, byte[] message) {
        ECDSASigner signer = new Signer();
        signer.init(true, new ECPrivateKeyParameters(d, CURVE));
        BigInteger[] rs = signer.generateSignature(Bytes.sha256().digest(message));
        try {
            return StandardDSAEncoding.INSTANCE.encode(CURVE.getN(), rs[0], rs[1]);
        } catch (IOException e) {
            throw new IllegalStateException("two integers below n always encode", e);
        }
    }

    /** Whether {@code signature} (DER) over {@code message} is the key's; false for one that is not even DER. */
    public static boolean verify(ECPoint key, byte[] message, byte[] signature) {
        return verify(EcdsaVerifier.chosen(), key, message, signature);
    }

    /** Which claims are true, in their order; many at a time take a fraction of what they take one by one. */
    public static boolean[] verifyAll(List<SignatureClaim> claims) {
        boolean[] verified = SignatureLanes.present()
                .map(lanes -> lanes.shown(claims))
                // a library that meanwhile was found to err is believed nothing
                .filter(shown -> SignatureLanes.present().isPresent())
                .orElseGet(() -> new boolean[claims.size()]);
        for (int i = 0; i < verified.length; i++) {
            SignatureClaim claim = claims.get(i);
            verified[i] = verified[i]
                    || verify(
                            claim.key(),
                            claim.message().toByteArray(),
                            claim.signature().toByteArray());
        }
        return verified;
    }

    static boolean verify(EcdsaVerifier verifier, ECPoint key, byte[] message, byte[] signature) {
        return scalars(signature)
                .filter(rs -> verifier.verify(key, message, rs[0], rs[1], signature))
                .isPresent();
    }

    /**
     * A signature's r and s, from 1 to n-1; empty for anything but their one encoding. Libraries differ in how much DER they demand: what
     * is left to them has one reading.
     */
    static Optional<BigInteger[]> scalars(byte[] signature) {
        try {
            BigInteger[] rs = StandardDSAEncoding.INSTANCE.decode(CURVE.getN(), signature);
            return Optional.of(rs).filter(both -> both[0].signum() > 0 && both[1].signum() > 0);
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** Bouncy Castle's, but for who multiplies. */
    private static final class Signer extends ECDSASigner {
        Signer() {
            super(new HMacDSAKCalculator(new SHA256Digest()));
        }

        @Override
        protected ECMultiplier createBasePointMultiplier() {
            return NativeGenerator.present()
                    .<ECMultiplier>map(known -> (g, k) -> known.multiply(k))
                    .orElseGet(super::createBasePointMultiplier);
        }
    }

    /** What makes signatures on this machine, for people. */
    public static String signingLibrary() {
        return NativeGenerator.present()
                .map(generator -> "Bouncy Castle with multiples of G in native code")
                .orElse("Bouncy Castle");
    }

    /** What verifies signatures on this machine, for people. */
    public static String verifyingLibrary() {
        return EcdsaVerifier.chosen().library()
                + (SignatureLanes.present().isPresent() ? ", many together in native code" : "");
    }
}
