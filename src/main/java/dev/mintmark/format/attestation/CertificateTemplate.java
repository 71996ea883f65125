package dev.mintmark.format.attestation;

import dev.mintmark.format.Bytes;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERUTF8String;
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

    /** Version 3 is encoded as 2. */
    private static final byte[] VERSION_3 = {(byte) 0xA0, 3, 2, 1, 2};

    private static final int EXTENSIONS_TAG = 0xA3;
    private static final byte[] ALGORITHM = encode(EcdsaSha256.IDENTIFIER);

    static void requireSerial(Bytes serial) {
        byte[] octets = serial.toByteArray();
        if (octets.length == 0 || octets.length > SERIAL_LENGTH || new BigInteger(octets).signum() <= 0) {
            throw new IllegalArgumentException("a serial number has 1 to 20 bytes, its top bit clear, and is not 0");
        }
    }

    /** DER of TBSCertificate. */
    Bytes toBeSigned() {
        return Bytes.of(DerWriter.sequence(
                VERSION_3,
                DerWriter.integer(new BigInteger(serial.toByteArray())),
                ALGORITHM,
                issuer.toByteArray(),
                DerWriter.sequence(CertificateTime.encode(notBefore), CertificateTime.encode(notAfter)),
                subject.toByteArray(),
                key.spki().toByteArray(),
                DerWriter.element(
                        EXTENSIONS_TAG,
                        DerWriter.sequence(
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
        return Bytes.of(DerWriter.sequence(toBeSigned.toByteArray(), ALGORITHM, DerWriter.bitString(signature)));
    }

    /** A subject of CN, VID, PID in that order, each a UTF8String in a set of its own. */
    static Bytes subject(String commonName, Optional<String> vendorId, Optional<String> productId) {
        X500NameBuilder name = new X500NameBuilder().addRDN(BCStyle.CN, new DERUTF8String(commonName));
        vendorId.ifPresent(id -> name.addRDN(AttestationName.VENDOR_ID, new DERUTF8String(id)));
        productId.ifPresent(id -> name.addRDN(AttestationName.PRODUCT_ID, new DERUTF8String(id)));
        return Bytes.of(encode(name.build()));
    }

    private static byte[] extension(ASN1ObjectIdentifier kind, boolean critical, ASN1Encodable value) {
        return encode(new Extension(kind, critical, encode(value)));
    }

    private static byte[] encode(ASN1Encodable value) {
        try {
            return value.toASN1Primitive().getEncoded(ASN1Encoding.DER);
        } catch (IOException e) {
            throw new IllegalStateException("what stands in memory encodes", e);
        }
    }
}
