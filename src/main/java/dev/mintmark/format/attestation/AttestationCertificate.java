package dev.mintmark.format.attestation;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.P256;
import dev.mintmark.format.SignatureClaim;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.BigIntegers;

/**
 * A PAA, PAI or DAC as it stands in its DER: X.509 taken apart (RFC 5280 4.1), not yet judged. Whether it fits its place is
 * {@link ProfileLinter}'s to say; so most of what is illegal can be read here.
 */
public final class AttestationCertificate {
    private static final int LONGEST_FILE = 16 * 1024;
    private static final int LONGEST_DER = 8 * 1024;
    private static final Set<String> LABELS = Set.of("CERTIFICATE");

    private final Bytes der;
    private final Bytes tbs;
    private final CertificateBody body;
    private final Bytes outerAlgorithm;
    private final Bytes signature;
    private final Optional<SubjectPublicKey> publicKey;
    /** Decoded once: Bouncy Castle keeps the multiples of a point that it verifies with. */
    private final Optional<ECPoint> point;

    private AttestationCertificate(byte[] der, ASN1Sequence certificate) {
        if (certificate.size() != 3) {
            throw new IllegalArgumentException("it is not a sequence of content, algorithm and signature");
        }
        ASN1Sequence content = ASN1Sequence.getInstance(certificate.getObjectAt(0));
        ASN1BitString bits = ASN1BitString.getInstance(certificate.getObjectAt(2));
        this.der = Bytes.of(der);
        this.tbs = Bytes.of(StrictDer.slice(content));
        this.body = CertificateBody.of(content);
        this.outerAlgorithm = Bytes.of(StrictDer.slice(certificate.getObjectAt(1)));
        this.signature = Bytes.of(bits.getOctets());
        this.publicKey = decode(body.publicKeyInfo());
        this.point = publicKey.map(key -> P256.point(key.point()));
    }

    /**
     * Reads one certificate.
     *
     * @param derOrPem a file's content; in PEM one CERTIFICATE block and nothing else
     * @throws IllegalArgumentException if it is not one X.509 certificate in DER, saying what it is instead
     */
    public static AttestationCertificate parse(byte[] derOrPem) {
        byte[] der = der(derOrPem);
        try {
            return new AttestationCertificate(der, StrictDer.sequence(der));
        } catch (StrictDer.DerException e) {
            throw new IllegalArgumentException("not a certificate in DER: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            // Bouncy Castle answers a wrong type with IllegalArgument-, IllegalState-, ClassCast- or
            // ArithmeticException
            throw new IllegalArgumentException("not an X.509 certificate: " + e.getMessage(), e);
        }
    }

    private static byte[] der(byte[] file) {
        if (file.length == 0) {
            throw new IllegalArgumentException("not a certificate: the file is empty");
        }
        PemOrDer content = file.length > LONGEST_FILE ? new PemOrDer.NotPem() : PemOrDer.read(file, LABELS);
        if (content instanceof PemOrDer.OtherLabel other) {
            throw new IllegalArgumentException(
                    "not a certificate: the PEM block is labelled \"%s\"".formatted(other.label()));
        }
        if (content instanceof PemOrDer.SeveralBlocks several) {
            throw new IllegalArgumentException(
                    "not one certificate: the file holds %d PEM blocks".formatted(several.count()));
        }
        if (!(content instanceof PemOrDer.Der der) || der.bytes().size() > LONGEST_DER) {
            throw new IllegalArgumentException("not a certificate: neither a PEM block nor at most 8 KiB of DER");
        }
        return der.bytes().toByteArray();
    }

    private static Optional<SubjectPublicKey> decode(Bytes publicKeyInfo) {
        try {
            return Optional.of(SubjectPublicKey.fromSpki(publicKeyInfo));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The whole certificate. */
    public Bytes der() {
        return der;
    }

    /** What the issuer signed: DER of TBSCertificate. */
    public Bytes tbs() {
        return tbs;
    }

    /** SHA-256 of {@link #der()}, 32 bytes. */
    public Bytes sha256() {
        return der.sha256Digest();
    }

    public BigInteger serialNumber() {
        return body.serialNumber();
    }

    /** Big endian without sign, as lists have it; 1 to 20 octets in a good certificate. */
    public Bytes serialOctets() {
        return Bytes.of(BigIntegers.asUnsignedByteArray(body.serialNumber()));
    }

    public AttestationName issuer() {
        return body.issuer();
    }

    public AttestationName subject() {
        return body.subject();
    }

    public Instant notBefore() {
        return body.notBefore().instant();
    }

    public Instant notAfter() {
        return body.notAfter().instant();
    }

    /** Whether {@code now} lies within the validity, both ends included (RFC 5280 4.1.2.5). */
    public boolean isValidAt(Instant now) {
        return !now.isBefore(notBefore()) && !now.isAfter(notAfter());
    }

    /** DER of SubjectPublicKeyInfo, of whatever kind it is. */
    public Bytes spki() {
        return body.publicKeyInfo();
    }

    /** Empty if the key is none that Matter has. */
    public Optional<SubjectPublicKey> publicKey() {
        return publicKey;
    }

    public List<CertificateExtension> extensions() {
        return body.extensions();
    }

    /** The first extension of that kind, {@code oid} in dotted decimal. */
    public Optional<CertificateExtension> extension(String oid) {
        return extensions().stream()
                .filter(extension -> extension.oid().equals(oid))
                .findFirst();
    }

    /** 20 bytes in a good certificate; empty if missing or malformed. */
    public Optional<Bytes> subjectKeyIdentifier() {
        return extension(Extension.subjectKeyIdentifier.getId())
                .flatMap(extension ->
                        Asn1Value.of(extension.value(), ASN1OctetString.class, octets -> Bytes.of(octets.getOctets())));
    }

    /** The keyIdentifier field, 20 bytes in a good certificate; empty if missing or malformed. */
    public Optional<Bytes> authorityKeyIdentifier() {
        return extension(Extension.authorityKeyIdentifier.getId())
                .flatMap(extension -> Asn1Value.of(
                        extension.value(), ASN1Sequence.class, sequence -> AuthorityKeyIdentifier.getInstance(sequence)
                                .getKeyIdentifierOctets()))
                .map(Bytes::of);
    }

    /** Whether {@code issuer}'s key made the signature; one verification. False if it has no P-256 key. */
    public boolean isSignedBy(AttestationCertificate issuer) {
        return issuer.hasSigned(tbs, signature.toByteArray());
    }

    /** Whether this certificate's key made {@code signature} (DER) over {@code content}. False if it has no P-256 key. */
    boolean hasSigned(Bytes content, byte[] signature) {
        return point.map(key -> P256.verify(key, content.toByteArray(), signature))
                .orElse(false);
    }

    /** That this certificate's key made {@code signature} (DER) over {@code content}; empty if it has no P-256 key. */
    Optional<SignatureClaim> claim(Bytes content, Bytes signature) {
        return point.map(key -> new SignatureClaim(key, content, signature));
    }

    CertificateBody body() {
        return body;
    }

    /** DER of the AlgorithmIdentifier beside the signature. */
    Bytes outerAlgorithm() {
        return outerAlgorithm;
    }

    /** Compared by DER. */
    @Override
    public boolean equals(Object other) {
        return other instanceof AttestationCertificate that && der.equals(that.der);
    }

    @Override
    public int hashCode() {
        return der.hashCode();
    }

    /** The fingerprint. */
    @Override
    public String toString() {
        return "certificate " + sha256().hex();
    }
}
