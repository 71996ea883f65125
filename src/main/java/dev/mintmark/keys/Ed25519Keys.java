package dev.mintmark.keys;

import java.io.IOException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.util.Optional;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** Ed25519 keys (RFC 8410). */
final class Ed25519Keys {
    private static final AlgorithmIdentifier ED25519 = new AlgorithmIdentifier(EdECObjectIdentifiers.id_Ed25519);

    private Ed25519Keys() {}

    static KeyPair generate(SecureRandom random) {
        Ed25519PrivateKeyParameters key = new Ed25519PrivateKeyParameters(random);
        try {
            // without the public key beside it: the form that every openssl reads
            return new KeyPair(
                    BouncyCastleProvider.getPublicKey(new SubjectPublicKeyInfo(
                            ED25519, key.generatePublicKey().getEncoded())),
                    BouncyCastleProvider.getPrivateKey(
                            new PrivateKeyInfo(ED25519, new DEROctetString(key.getEncoded()))));
        } catch (IOException e) {
            throw new IllegalStateException("Bouncy Castle reads Ed25519 keys", e);
        }
    }

    /** Nothing for a key of another algorithm. */
    static Optional<Ed25519PrivateKeyParameters> of(PrivateKey key) throws IOException {
        return PrivateKeyFactory.createKey(key.getEncoded()) instanceof Ed25519PrivateKeyParameters ed25519
                ? Optional.of(ed25519)
                : Optional.empty();
    }
}
