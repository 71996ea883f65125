package dev.mintmark.csr;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.P256;
import dev.mintmark.format.SecretBytes;
import dev.mintmark.format.attestation.CertificateRequest;
import dev.mintmark.format.attestation.SubjectPublicKey;
import dev.mintmark.order.ModuleId;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/**
 * What a module would do: make a key pair and ask for its certificate.
 *
 * @param privateKey the scalar, 32 bytes, big endian
 */
record SimulatedModule(ModuleId id, SecretBytes privateKey) implements AutoCloseable {
    private static final int SCALAR_BYTES = 32;
    private static final Base64.Encoder PEM_LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    /** Draws the private scalar from 1 to n-1, each as likely as the other. */
    static SimulatedModule make(ModuleId id, RandomGenerator random) {
        byte[] scalar = new byte[SCALAR_BYTES];
        BigInteger d;
        do {
            random.nextBytes(scalar);
            d = new BigInteger(1, scalar);
        } while (d.signum() == 0 || d.compareTo(P256.CURVE.getN()) >= 0);
        return new SimulatedModule(id, SecretBytes.wrap(scalar));
    }

    /** Wipes the private key. */
    @Override
    public void close() {
        privateKey.close();
    }

    private BigInteger scalar() {
        return new BigInteger(1, privateKey.expose());
    }

    /**
     * What the module gives away, and what it keeps.
     *
     * @param sent its request, or the certificate that another CA gave it; PEM
     * @param privateKey PKCS#8 in PEM
     */
    record Output(ModuleId id, Bytes sent, SecretBytes privateKey) {}

    /** The part that takes time: both points and the signature. */
    Output output(Optional<SimulatedAuthority> authority) {
        byte[] sent = authority
                .map(other -> pem(
                        "CERTIFICATE",
                        other.certify(SubjectPublicKey.of(scalar())).toByteArray()))
                .orElseGet(() -> pem("CERTIFICATE REQUEST", CertificateRequest.create(scalar())));
        return new Output(id, Bytes.of(sent), privateKeyPem());
    }

    /** With its public half inside, as openssl writes it. */
    private SecretBytes privateKeyPem() {
        DERBitString point =
                new DERBitString(SubjectPublicKey.of(scalar()).point().toByteArray());
        try {
            PrivateKeyInfo key = new PrivateKeyInfo(
                    new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, SECObjectIdentifiers.secp256r1),
                    new ECPrivateKey(SCALAR_BYTES * Byte.SIZE, scalar(), point, null));
            return SecretBytes.wrap(pem("PRIVATE KEY", key.getEncoded()));
        } catch (IOException e) {
            throw new IllegalStateException("what stands in memory encodes", e);
        }
    }

    private static byte[] pem(String label, byte[] der) {
        return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
                .formatted(label, PEM_LINES.encodeToString(der))
                .getBytes(StandardCharsets.US_ASCII);
    }
}
