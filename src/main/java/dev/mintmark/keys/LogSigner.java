package dev.mintmark.keys;

import dev.mintmark.format.tlog.CheckpointSigner;
import dev.mintmark.format.tlog.VerifierKey;
import dev.mintmark.input.FaultException;
import dev.mintmark.site.SigningFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * Signs the log's checkpoints. The certificate carries the key to whoever checks them; when it is valid is not looked at,
 * because a log outlives it.
 */
public final class LogSigner {
    private static final String HINT = "a log signer is made by: openssl genpkey -algorithm ed25519";

    private final X509Certificate certificate;
    private final Ed25519PrivateKeyParameters key;

    private LogSigner(X509Certificate certificate, Ed25519PrivateKeyParameters key) {
        this.certificate = certificate;
        this.key = key;
    }

    /**
     * @throws FaultException if certificate or key are not Ed25519 or do not belong together
     */
    public static LogSigner of(SigningFiles files) {
        VerifierKey certified = verifierKey(files.certificate(), "log");
        Ed25519PrivateKeyParameters key = privateKey(files.key());
        if (!Arrays.equals(
                key.generatePublicKey().getEncoded(), certified.publicKey().toByteArray())) {
            throw new FaultException(
                    files.certificate().toString(),
                    "is not the certificate of the key in %s".formatted(files.key()),
                    "name a log signer's certificate and its own key");
        }
        return new LogSigner(CertificateFile.x509(files.certificate()), key);
    }

    private static Ed25519PrivateKeyParameters privateKey(Path file) {
        try {
            return Ed25519Keys.of(KeyFile.read(file))
                    .orElseThrow(() -> new FaultException(file.toString(), "is not an Ed25519 key", HINT));
        } catch (IOException e) {
            throw new FaultException(file.toString(), "is not an Ed25519 key", HINT);
        }
    }

    /**
     * What checks a log's checkpoints, without its private key.
     *
     * @param origin the log's name
     * @throws FaultException if the certificate is not of an Ed25519 key
     */
    public static VerifierKey verifierKey(Path certificate, String origin) {
        PublicKey key = CertificateFile.x509(certificate).getPublicKey();
        if (!VerifierKey.isEd25519(key)) {
            throw new FaultException(certificate.toString(), "is not the certificate of an Ed25519 key", HINT);
        }
        return VerifierKey.of(origin, key);
    }

    /** Signs for the log of this name. */
    public CheckpointSigner named(String origin) {
        return new Named(VerifierKey.of(origin, certificate.getPublicKey()), key);
    }

    private static final class Named implements CheckpointSigner {
        private final VerifierKey verifierKey;
        private final Ed25519PrivateKeyParameters key;

        Named(VerifierKey verifierKey, Ed25519PrivateKeyParameters key) {
            this.verifierKey = verifierKey;
            this.key = key;
        }

        @Override
        public VerifierKey verifierKey() {
            return verifierKey;
        }

        /** Deterministic (RFC 8032): the same note has the same signature after a crash. */
        @Override
        public byte[] sign(byte[] note) {
            byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
            key.sign(Ed25519.Algorithm.Ed25519, null, note, 0, note.length, signature, 0);
            return signature;
        }
    }
}
