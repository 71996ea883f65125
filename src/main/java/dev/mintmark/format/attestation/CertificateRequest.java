package dev.mintmark.format.attestation;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.P256;
import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.pkcs.Attribute;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/**
 * What is kept of a module's certificate request (PKCS#10, RFC 2986): its key, and that its sender proved to hold the private
 * half. Subject and attributes are not even looked at: what goes into a certificate comes from the order.
 */
public record CertificateRequest(SubjectPublicKey publicKey) {
    /** [0] IMPLICIT SET OF Attribute (RFC 2986 4.1). */
    private static final int ATTRIBUTES_TAG = 0;

    /**
     * Reads one request, DER or PEM, and verifies its signature once. Never throws, whatever the bytes.
     *
     * @param derOrPem the file as it came, unchanged
     */
    public static CsrReading read(byte[] derOrPem) {
        return readAll(List.of(derOrPem)).get(0);
    }

    /** As {@link #read}, of each; many together take less time than one by one. */
    public static List<CsrReading> readAll(List<byte[]> derOrPem) {
        return CsrReader.readAll(derOrPem);
    }

    /**
     * Makes the request that the Matter SDK makes in a module: subject {@code OU=CSA}, one empty extensionRequest,
     * ecdsa-with-SHA256. The same key gives the same bytes.
     *
     * @param d the private scalar, 1 to n-1
     * @return DER, 219 to 221 bytes
     */
    public static byte[] create(BigInteger d) {
        try {
            DERSequence info = new DERSequence(elements(
                    ASN1Integer.ZERO,
                    new X500NameBuilder()
                            .addRDN(BCStyle.OU, new DERUTF8String("CSA"))
                            .build(),
                    SubjectPublicKeyInfo.getInstance(
                            SubjectPublicKey.of(d).spki().toByteArray()),
                    new DERTaggedObject(
                            false,
                            ATTRIBUTES_TAG,
                            new DERSet(new Attribute(
                                    PKCSObjectIdentifiers.pkcs_9_at_extensionRequest,
                                    new DERSet(new DERSequence()))))));
            byte[] signature = P256.sign(d, info.getEncoded(ASN1Encoding.DER));
            return new DERSequence(elements(info, EcdsaSha256.IDENTIFIER, new DERBitString(signature)))
                    .getEncoded(ASN1Encoding.DER);
        } catch (IOException e) {
            throw new IllegalStateException("what stands in memory encodes", e);
        }
    }

    private static ASN1EncodableVector elements(ASN1Encodable... parts) {
        ASN1EncodableVector vector = new ASN1EncodableVector();
        vector.addAll(parts);
        return vector;
    }

    /** 65 bytes, 0x04 X Y. */
    public Bytes publicKeyPoint() {
        return publicKey.point();
    }

    /** DER of SubjectPublicKeyInfo, 91 bytes. */
    public Bytes spki() {
        return publicKey.spki();
    }

    /** By which a key is known everywhere in mintmark: SHA-256 of {@link #spki()}, 32 bytes. */
    public Bytes spkiSha256() {
        return spki().sha256Digest();
    }
}
