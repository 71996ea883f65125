package dev.mintmark.format.attestation;

import dev.mintmark.format.Bytes;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.DLSequence;
import org.bouncycastle.asn1.DLTaggedObject;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;

/**
 * What a certificate is to say, already checked; writes X.509 version 3 as Matter has it (RFC 5280 4.1). The extensions are the four that the
 * profile asks for and none besides: every byte counts towards 600.
 *
 * @param serial 1 to 20 bytes, top bit clear, not all zero
 * @param issuer DER of the issuer's subject, taken over as it is
 * @param issuerKeyId the issuer's subjectKeyIdentifier; the AKI holds it and nothing else, for issuer and serial number would
 *     cost 67 bytes
 */
record CertificateTemplate(
        Bytes serial,
        Bytes issuer,
        Instant notBefore,
        Instant notAfter,
        Bytes subject,
        SubjectPublicKey key,
        BasicConstraints constraints,
        KeyUsage usage,
        Bytes issuerKeyId) {
    /** Octets of a serial number (Matter SDK, kMaxCertificateSerialNumberLength). */
    static final int SERIAL_LENGTH = 20;

    private static final int VERSION_TAG = 0;
    private static final int EXTENSIONS_TAG = 3;

    /** Version 3 is encoded as 2. */
    private static final ASN1Integer VERSION_3 = ASN1Integer.TWO;

    static void requireSerial(Bytes serial) {
        byte[] octets = serial.toByteArray();
        if (octets.length == 0 || octets.length > SERIAL_LENGTH || new BigInteger(octets).signum() <= 0) {
            throw new IllegalArgumentException("a serial number has 1 to 20 bytes, its top bit clear, and is not 0");
        }
    }

    /** DER of TBSCertificate. */
    Bytes toBeSigned() {
        return encode(sequence(
                new DLTaggedObject(true, VERSION_TAG, VERSION_3),
                new ASN1Integer(new BigInteger(serial.toByteArray())),
                EcdsaSha256.IDENTIFIER,
                verbatim(issuer),
                sequence(CertificateTime.encode(notBefore), CertificateTime.encode(notAfter)),
                verbatim(subject),
                verbatim(key.spki()),
                new DLTaggedObject(
                        true,
                        EXTENSIONS_TAG,
                        sequence(
                                extension(Extension.basicConstraints, true, constraints),
                                extension(Extension.keyUsage, true, usage),
                                extension(
                                        Extension.subjectKeyIdentifier,
                                        false,
                                        new SubjectKeyIdentifier(
                                                key.keyIdentifier().toByteArray())),
                                extension(
                                        Extension.authorityKeyIdentifier,
                                        false,
                                        new AuthorityKeyIdentifier(issuerKeyId.toByteArray()))))));
    }

    /** The certificate: {@code toBeSigned} under a DER signature. */
    static Bytes assemble(Bytes toBeSigned, byte[] signature) {
        return encode(sequence(verbatim(toBeSigned), EcdsaSha256.IDENTIFIER, new DERBitString(signature)));
    }

    /** A subject of CN, VID, PID in that order, each a UTF8String in a set of its own. */
    static Bytes subject(String commonName, Optional<String> vendorId, Optional<String> productId) {
        X500NameBuilder name = new X500NameBuilder().addRDN(BCStyle.CN, new DERUTF8String(commonName));
        vendorId.ifPresent(id -> name.addRDN(AttestationName.VENDOR_ID, new DERUTF8String(id)));
        productId.ifPresent(id -> name.addRDN(AttestationName.PRODUCT_ID, new DERUTF8String(id)));
        return encode(name.build());
    }

    private static ASN1Encodable extension(ASN1ObjectIdentifier kind, boolean critical, ASN1Encodable value) {
        return new Extension(kind, critical, encode(value).toByteArray());
    }

    private static DLSequence sequence(ASN1Encodable... parts) {
        return new DLSequence(parts);
    }

    private static ASN1Primitive verbatim(Bytes der) {
        try {
            return ASN1Primitive.fromByteArray(der.toByteArray());
        } catch (IOException e) {
            throw new IllegalArgumentException("not DER", e);
        }
    }

    /** Encoded as DL (and all above it DL objects), which is DER but leaves the sets of a foreign name in the order they came in. */
    private static Bytes encode(ASN1Encodable value) {
        try {
            return Bytes.of(value.toASN1Primitive().getEncoded(ASN1Encoding.DL));
        } catch (IOException e) {
            throw new IllegalStateException("what stands in memory encodes", e);
        }
    }
}
