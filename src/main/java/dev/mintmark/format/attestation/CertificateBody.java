package dev.mintmark.format.attestation;

import dev.mintmark.format.Bytes;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;

/**
 * TBSCertificate (RFC 5280 4.1) taken apart. The optional unique identifiers are no field of Matter's profile.
 *
 * @param version 1 to 3, as people count
 * @param signatureAlgorithm DER of the inner AlgorithmIdentifier
 * @param publicKeyInfo DER of SubjectPublicKeyInfo, of whatever kind
 */
record CertificateBody(
        int version,
        BigInteger serialNumber,
        Bytes signatureAlgorithm,
        AttestationName issuer,
        CertificateTime notBefore,
        CertificateTime notAfter,
        AttestationName subject,
        Bytes publicKeyInfo,
        List<CertificateExtension> extensions) {
    private static final int VERSION_TAG = 0;
    private static final int EXTENSIONS_TAG = 3;

    /** Fields between version and extensions: serialNumber, signature, issuer, validity, subject, subjectPublicKeyInfo. */
    private static final int MIDDLE = 6;

    CertificateBody {
        extensions = List.copyOf(extensions);
    }

    /**
     * @throws RuntimeException of several kinds, Bouncy Castle's among them, if it is no such structure
     */
    static CertificateBody of(ASN1Sequence tbs) {
        boolean versioned = isTagged(tbs.getObjectAt(0), VERSION_TAG);
        int at = versioned ? 1 : 0;
        int version = versioned
                ? ASN1Integer.getInstance((ASN1TaggedObject) tbs.getObjectAt(0), true)
                        .intValueExact()
                : 0;
        boolean extended = tbs.size() == at + MIDDLE + 1 && isTagged(tbs.getObjectAt(at + MIDDLE), EXTENSIONS_TAG);
        if (tbs.size() != at + MIDDLE + (extended ? 1 : 0)) {
            throw new IllegalArgumentException("it has fields that no Matter certificate has");
        }
        ASN1Sequence validity = sequence(tbs, at + 3);
        if (validity.size() != 2) {
            throw new IllegalArgumentException("its validity is not two times");
        }
        return new CertificateBody(
                version + 1,
                ASN1Integer.getInstance(tbs.getObjectAt(at)).getValue(),
                Bytes.of(StrictDer.slice(sequence(tbs, at + 1))),
                AttestationName.of(sequence(tbs, at + 2)),
                CertificateTime.of(validity.getObjectAt(0)),
                CertificateTime.of(validity.getObjectAt(1)),
                AttestationName.of(sequence(tbs, at + 4)),
                Bytes.of(StrictDer.slice(sequence(tbs, at + 5))),
                extended ? extensions((ASN1TaggedObject) tbs.getObjectAt(at + MIDDLE)) : List.of());
    }

    private static List<CertificateExtension> extensions(ASN1TaggedObject tagged) {
        List<CertificateExtension> extensions = new ArrayList<>();
        for (ASN1Encodable extension : ASN1Sequence.getInstance(tagged, true)) {
            extensions.add(CertificateExtension.of(ASN1Sequence.getInstance(extension)));
        }
        return extensions;
    }

    private static ASN1Sequence sequence(ASN1Sequence of, int at) {
        return ASN1Sequence.getInstance(of.getObjectAt(at));
    }

    private static boolean isTagged(ASN1Encodable part, int tag) {
        return part instanceof ASN1TaggedObject tagged && tagged.hasContextTag(tag);
    }
}
