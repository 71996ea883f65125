package dev.mintmark.format.matter;

import dev.mintmark.format.Bytes;
import java.io.IOException;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/**
 * The CMS SignedData around certification elements (Matter Core 6.3.1, RFC 5652 5): version 3, SHA-256, content of type
 * pkcs7-data, one SignerInfo of version 3 named by its subject key identifier, ecdsa-with-SHA256 over the content itself, no
 * attributes, no certificates.
 *
 * @param signature DER, SEQUENCE of two INTEGERs
 */
record CdEnvelope(Bytes content, Bytes signerKeyId, Bytes signature) {
    private static final ASN1ObjectIdentifier SHA_256 = NISTObjectIdentifiers.id_sha256;
    private static final ASN1ObjectIdentifier ECDSA_WITH_SHA_256 = X9ObjectIdentifiers.ecdsa_with_SHA256;
    private static final int VERSION = 3;

    Bytes encode() {
        ASN1Encodable signerInfo = sequence(
                new ASN1Integer(VERSION),
                new DERTaggedObject(false, 0, new DEROctetString(signerKeyId.toByteArray())),
                sequence(SHA_256),
                sequence(ECDSA_WITH_SHA_256),
                new DEROctetString(signature.toByteArray()));
        ASN1Encodable signedData = sequence(
                new ASN1Integer(VERSION),
                new DERSet(sequence(SHA_256)),
                sequence(
                        PKCSObjectIdentifiers.data,
                        new DERTaggedObject(true, 0, new DEROctetString(content.toByteArray()))),
                new DERSet(signerInfo));
        try {
            return Bytes.of(sequence(PKCSObjectIdentifiers.signedData, new DERTaggedObject(true, 0, signedData))
                    .getEncoded(ASN1Encoding.DER));
        } catch (IOException e) {
            throw new IllegalStateException("memory does not fail to be written", e);
        }
    }

    private static DERSequence sequence(ASN1Encodable... members) {
        return new DERSequence(members);
    }

    static CdEnvelope decode(byte[] der) throws CdRefusal {
        ASN1Primitive whole = primitive(der);
        try {
            ASN1Sequence contentInfo = sequence(whole, 2);
            require(PKCSObjectIdentifiers.signedData.equals(contentInfo.getObjectAt(0)), "it is no SignedData");
            ASN1Sequence signedData = sequence(explicit(contentInfo.getObjectAt(1)), 4);
            requireVersion(signedData.getObjectAt(0));
            requireAlgorithm(only(signedData.getObjectAt(1)), SHA_256);
            ASN1Sequence content = sequence(signedData.getObjectAt(2), 2);
            require(PKCSObjectIdentifiers.data.equals(content.getObjectAt(0)), "the content is not pkcs7-data");
            ASN1Sequence signerInfo = sequence(only(signedData.getObjectAt(3)), 5);
            requireVersion(signerInfo.getObjectAt(0));
            Bytes keyId = signerKeyId(signerInfo.getObjectAt(1));
            requireAlgorithm(signerInfo.getObjectAt(2), SHA_256);
            requireAlgorithm(signerInfo.getObjectAt(3), ECDSA_WITH_SHA_256);
            return new CdEnvelope(octets(explicit(content.getObjectAt(1))), keyId, octets(signerInfo.getObjectAt(4)));
        } catch (RuntimeException e) {
            // Bouncy Castle's casts on a value of another type
            throw new CdRefusal(CdFault.CD_NOT_SIGNED_DATA, "the parts are not those of a SignedData");
        }
    }

    /** Bouncy Castle reads BER; encoding again and comparing leaves DER. */
    private static ASN1Primitive primitive(byte[] der) throws CdRefusal {
        try {
            ASN1Primitive value = ASN1Primitive.fromByteArray(der);
            if (value != null && Arrays.equals(value.getEncoded(ASN1Encoding.DER), der)) {
                return value;
            }
        } catch (IOException | RuntimeException e) {
            // refused below: what Bouncy Castle disliked helps nobody
        }
        throw new CdRefusal(CdFault.CD_NOT_DER, "it is not one whole DER value; is it PEM, or cut");
    }

    private static ASN1Sequence sequence(Object value, int size) throws CdRefusal {
        ASN1Sequence sequence = ASN1Sequence.getInstance(value);
        require(sequence.size() == size, "a part has %d members, not %d".formatted(sequence.size(), size));
        return sequence;
    }

    private static ASN1Encodable only(ASN1Encodable set) throws CdRefusal {
        ASN1Set members = ASN1Set.getInstance(set);
        require(members.size() == 1, "a set has %d members, not 1".formatted(members.size()));
        return members.getObjectAt(0);
    }

    private static Object explicit(ASN1Encodable value) throws CdRefusal {
        ASN1TaggedObject tagged = ASN1TaggedObject.getInstance(value);
        require(tagged.hasContextTag(0) && tagged.isExplicit(), "a part is not tagged [0]");
        return tagged.getExplicitBaseObject();
    }

    private static Bytes octets(Object value) {
        return Bytes.of(ASN1OctetString.getInstance(value).getOctets());
    }

    private static Bytes signerKeyId(ASN1Encodable value) throws CdRefusal {
        if (value instanceof ASN1TaggedObject tagged && tagged.hasContextTag(0)) {
            byte[] keyId = ASN1OctetString.getInstance(tagged, false).getOctets();
            if (keyId.length == CertificationElements.KEY_ID_LENGTH) {
                return Bytes.of(keyId);
            }
        }
        throw new CdRefusal(CdFault.CD_SIGNER_ID, "the signer is not named by a key identifier of 20 bytes");
    }

    private static void requireVersion(ASN1Encodable value) throws CdRefusal {
        require(ASN1Integer.getInstance(value).hasValue(VERSION), "a version is not 3");
    }

    /** Parameters are absent, or for the digest NULL, which readers must accept (RFC 5754 2). */
    private static void requireAlgorithm(ASN1Encodable value, ASN1ObjectIdentifier expected) throws CdRefusal {
        ASN1Sequence algorithm = ASN1Sequence.getInstance(value);
        boolean parametersGood = algorithm.size() == 1
                || algorithm.size() == 2
                        && expected.equals(SHA_256)
                        && DERNull.INSTANCE.equals(algorithm.getObjectAt(1));
        if (!expected.equals(algorithm.getObjectAt(0)) || !parametersGood) {
            throw new CdRefusal(
                    CdFault.CD_ALGORITHM,
                    "algorithm %s stands where %s must".formatted(algorithm.getObjectAt(0), expected));
        }
    }

    private static void require(boolean holds, String otherwise) throws CdRefusal {
        if (!holds) {
            throw new CdRefusal(CdFault.CD_NOT_SIGNED_DATA, otherwise);
        }
    }
}
