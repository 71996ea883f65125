package dev.mintmark.format.attestation;

import dev.mintmark.format.Bytes;
import org.bouncycastle.asn1.ASN1Boolean;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;

/**
 * One extension (RFC 5280 4.1).
 *
 * @param oid dotted decimal
 * @param value DER inside the OCTET STRING, not yet looked at
 */
public record CertificateExtension(String oid, boolean critical, Bytes value) {
    /**
     * @throws IllegalArgumentException if it is not a sequence of identifier, perhaps a boolean, and octets
     */
    static CertificateExtension of(ASN1Sequence extension) {
        int size = extension.size();
        if (size < 2 || size > 3) {
            throw new IllegalArgumentException("an extension has %d parts".formatted(size));
        }
        return new CertificateExtension(
                ASN1ObjectIdentifier.getInstance(extension.getObjectAt(0)).getId(),
                size == 3 && ASN1Boolean.getInstance(extension.getObjectAt(1)).isTrue(),
                Bytes.of(ASN1OctetString.getInstance(extension.getObjectAt(size - 1))
                        .getOctets()));
    }
}
