package dev.mintmark.format.attestation;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.SignatureClaim;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.KeyUsage;

/** A DAC that lacks only its signature: what is decided and judged before the issuer's key is touched. */
public final class PreparedDac {
    /** DER of two INTEGERs of 33 bytes: the greatest length that a P-256 signature can have. */
    private static final byte[] LONGEST_SIGNATURE = longestSignature();

    private final AttestationCertificate pai;
    private final Bytes toBeSigned;

    private PreparedDac(AttestationCertificate pai, Bytes toBeSigned) {
        this.pai = pai;
        this.toBeSigned = toBeSigned;
    }

    /**
     * Writes the content of a DAC under {@code pai}: its subject's bytes become the issuer as they are. The same arguments
     * give the same bytes.
     *
     * @throws IllegalArgumentException if the PAI has no subjectKeyIdentifier; whether it may issue this DAC, {@link #lint}
     *     says
     */
    public static PreparedDac prepare(AttestationCertificate pai, DacRequest request) {
        Bytes issuerKeyId = pai.subjectKeyIdentifier()
                .orElseThrow(() -> new IllegalArgumentException("the PAI has no subjectKeyIdentifier"));
        CertificateTemplate template = new CertificateTemplate(
                request.serial(),
                pai.subject().der(),
                request.notBefore(),
                request.notAfter(),
                CertificateTemplate.subject(
                        request.commonName(),
                        Optional.of(request.vendorId().hex()),
                        Optional.of(request.productId().hex())),
                SubjectPublicKey.fromSpki(request.spki()),
                new BasicConstraints(false),
                new KeyUsage(KeyUsage.digitalSignature),
                issuerKeyId);
        return new PreparedDac(pai, template.toBeSigned());
    }

    /** What the issuer is to sign: DER of TBSCertificate. */
    public Bytes tbs() {
        return toBeSigned;
    }

    /** Every rule for DACs, under the PAI and a signature of the greatest length; empty if it may be signed. */
    public List<LintFinding> lint() {
        return ProfileLinter.lintUnsigned(Role.DAC, assemble(LONGEST_SIGNATURE), pai);
    }

    /**
     * The DAC, verified once: empty unless the PAI's key made the signature.
     *
     * @param signature DER, SEQUENCE of two INTEGERs, over {@link #tbs()}
     * @return DER of the certificate that {@link #lint} judged, but for the signature
     */
    public Optional<Bytes> signed(byte[] signature) {
        return pai.hasSigned(toBeSigned, signature) ? Optional.of(under(signature)) : Optional.empty();
    }

    /**
     * The DAC under a signature that is not believed yet. The caller verifies {@link #claim} before it goes anywhere.
     *
     * @param signature DER, SEQUENCE of two INTEGERs, over {@link #tbs()}
     * @return DER of the certificate that {@link #lint} judged, but for the signature
     */
    public Bytes under(byte[] signature) {
        return CertificateTemplate.assemble(toBeSigned, signature);
    }

    /** That the PAI's key made the signature; empty if it has no P-256 key. */
    public Optional<SignatureClaim> claim(byte[] signature) {
        return pai.claim(toBeSigned, Bytes.of(signature));
    }

    /**
     * The DAC taken apart, under whatever signature. The caller verifies it, {@link AttestationCertificate#isSignedBy}, before it goes anywhere.
     *
     * @param signature DER, SEQUENCE of two INTEGERs, over {@link #tbs()}
     */
    AttestationCertificate assemble(byte[] signature) {
        return AttestationCertificate.parse(under(signature).toByteArray());
    }

    private static byte[] longestSignature() {
        byte[] signature = new byte[72];
        Arrays.fill(signature, (byte) 0xFF);
        byte[] head = {0x30, 70, 0x02, 33, 0};
        System.arraycopy(head, 0, signature, 0, head.length);
        System.arraycopy(head, 2, signature, head.length + 32, 3);
        return signature;
    }
}
