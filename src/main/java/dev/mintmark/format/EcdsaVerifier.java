package dev.mintmark.format;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.math.ec.ECPoint;

/** The libraries that verify ECDSA P-256 with SHA-256, each by its name and never whichever the JDK finds first. */
enum EcdsaVerifier {
    /** AWS-LC, native: three times as fast for a key not seen before. Where its library does not load, it has no services at all. */
    CORRETTO("Amazon Corretto Crypto Provider") {
        @Override
        boolean isHealthy() {
            try (NativeLibraryFolder unpacked = NativeLibraryFolder.open()) {
                return AmazonCorrettoCryptoProvider.INSTANCE.getLoadingError() == null && knowsRightFromWrong();
            } catch (IOException e) {
                return false;
            }
        }

        @Override
        boolean verify(ECPoint key, byte[] message, BigInteger r, BigInteger s, byte[] der) {
            Provider provider = AmazonCorrettoCryptoProvider.INSTANCE;
            try {
                byte[] spki = Arrays.copyOf(SPKI_PREFIX, SPKI_PREFIX.length + P256.POINT_LENGTH);
                System.arraycopy(key.getEncoded(false), 0, spki, SPKI_PREFIX.length, P256.POINT_LENGTH);
                Signature signature = Signature.getInstance("SHA256withECDSA", provider);
                signature.initVerify(
                        KeyFactory.getInstance("EC", provider).generatePublic(new X509EncodedKeySpec(spki)));
                signature.update(message);
                return signature.verify(der);
            } catch (SignatureException e) {
                return false;
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("a point of the curve is a key to every library", e);
            }
        }
    },

    BOUNCY_CASTLE("Bouncy Castle") {
        @Override
        boolean isHealthy() {
            return true;
        }

        @Override
        boolean verify(ECPoint key, byte[] message, BigInteger r, BigInteger s, byte[] der) {
            ECDSASigner verifier = new ECDSASigner();
            verifier.init(false, new ECPublicKeyParameters(key, P256.CURVE));
            return verifier.verifySignature(Bytes.sha256().digest(message), r, s);
        }
    };

    /** The fastest that works here; found at the first signature, not at the program's start. */
    private static final class Chosen {
        static final EcdsaVerifier VERIFIER = CORRETTO.isHealthy() ? CORRETTO : BOUNCY_CASTLE;
    }

    /** RFC 5480 2: SubjectPublicKeyInfo of a P-256 key, up to the point. */
    private static final byte[] SPKI_PREFIX =
            HexFormat.of().parseHex("3059301306072a8648ce3d020106082a8648ce3d030107034200");

    private final String library;

    EcdsaVerifier(String library) {
        this.library = library;
    }

    static EcdsaVerifier chosen() {
        return Chosen.VERIFIER;
    }

    String library() {
        return library;
    }

    abstract boolean isHealthy();

    /**
     * Whether the signature is the key's.
     *
     * @param der the one encoding of {@code r} and {@code s}, which are within 1 and n-1
     */
    abstract boolean verify(ECPoint key, byte[] message, BigInteger r, BigInteger s, byte[] der);

    /** A library that loads and then errs would refuse good modules, or take bad ones. */
    boolean knowsRightFromWrong() {
        BigInteger d = BigInteger.TEN;
        byte[] message = {1, 2, 3};
        byte[] other = {1, 2, 4};
        byte[] signature = P256.sign(d, message);
        ECPoint key = P256.CURVE.getG().multiply(d).normalize();
        return P256.verify(this, key, message, signature) && !P256.verify(this, key, other, signature);
    }
}
