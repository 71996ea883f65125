package dev.mintmark.format.attestation;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.P256;
import java.math.BigInteger;
import java.util.List;
import java.util.random.RandomGenerator;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.KeyUsage;

/**
 * Makes certificates of authorities with a private scalar at hand, which is how test keys live. Signatures are deterministic:
 * the same arguments give the same bytes. What comes out has passed the profile of its role.
 */
public final class CaCertificates {
    private static final KeyUsage SIGNS_CERTIFICATES = new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign);

    /** As the CSA's own signers have it: they sign declarations, and themselves as a certificate. */
    private static final KeyUsage SIGNS_ALL =
            new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyCertSign | KeyUsage.cRLSign);

    private CaCertificates() {}

    /** A serial number of 20 bytes, 158 of them random bits: RFC 5280 wants it positive, the SDK no longer. */
    public static Bytes randomSerial(RandomGenerator random) {
        byte[] serial = new byte[CertificateTemplate.SERIAL_LENGTH];
        random.nextBytes(serial);
        serial[0] = (byte) (serial[0] & 0x7F | 0x40);
        return Bytes.of(serial);
    }

    /**
     * A self-signed PAA, path length 1 (Matter Core 6.2.2.5).
     *
     * @param key the private scalar, 1 to n-1
     * @throws IllegalArgumentException if the profile forbids what is asked for
     */
    public static AttestationCertificate paa(AuthorityRequest request, BigInteger key) {
        SubjectPublicKey publicKey = SubjectPublicKey.of(key);
        AttestationCertificate paa = sign(
                template(request, request.subject(), publicKey, publicKey.keyIdentifier(), 1, SIGNS_CERTIFICATES), key);
        return require(ProfileLinter.lint(Role.PAA, paa), paa);
    }

    /**
     * A PAI under {@code paa}, path length 0 (Matter Core 6.2.2.4).
     *
     * @param key the PAI's own
     * @param paaKey the PAA's private scalar
     * @throws IllegalArgumentException if the profile forbids what is asked for
     */
    public static AttestationCertificate pai(
            AuthorityRequest request, SubjectPublicKey key, AttestationCertificate paa, BigInteger paaKey) {
        Bytes issuerKeyId = paa.subjectKeyIdentifier()
                .orElseThrow(() -> new IllegalArgumentException("the PAA has no subjectKeyIdentifier"));
        AttestationCertificate pai =
                sign(template(request, paa.subject().der(), key, issuerKeyId, 0, SIGNS_CERTIFICATES), paaKey);
        return require(ProfileLinter.lint(Role.PAI, pai, paa), pai);
    }

    /**
     * A self-signed signer of certification declarations: BasicConstraints, KeyUsage, SKI and AKI. None but the CSA's is
     * believed by commissioners.
     *
     * @param key the private scalar, 1 to n-1
     */
    public static AttestationCertificate cdSigner(AuthorityRequest request, BigInteger key) {
        SubjectPublicKey publicKey = SubjectPublicKey.of(key);
        return sign(template(request, request.subject(), publicKey, publicKey.keyIdentifier(), 0, SIGNS_ALL), key);
    }

    private static CertificateTemplate template(
            AuthorityRequest request,
            Bytes issuer,
            SubjectPublicKey key,
            Bytes issuerKeyId,
            int pathLength,
            KeyUsage usage) {
        return new CertificateTemplate(
                request.serial(),
                issuer,
                request.notBefore(),
                request.notAfter(),
                request.subject(),
                key,
                new BasicConstraints(pathLength),
                usage,
                issuerKeyId);
    }

    private static AttestationCertificate sign(CertificateTemplate template, BigInteger key) {
        Bytes toBeSigned = template.toBeSigned();
        return AttestationCertificate.parse(
                CertificateTemplate.assemble(toBeSigned, P256.sign(key, toBeSigned.toByteArray()))
                        .toByteArray());
    }

    private static AttestationCertificate require(List<LintFinding> findings, AttestationCertificate certificate) {
        if (!findings.isEmpty()) {
            throw new IllegalArgumentException("no such certificate may be: " + findings.get(0));
        }
        return certificate;
    }
}
