package dev.mintmark.format.seal;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.seal.SealException.Reason;
import java.io.InputStream;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;

/**
 * Reads a signature that {@link DetachedSigner}, or {@code openssl cms -sign -binary -outform DER}, made beside its content.
 * One certificate is trusted, byte for byte; no chain is built, so no certificate authority can speak for the signer.
 */
public final class DetachedSignature {
    private static final int SHA256_LENGTH = 32;

    private DetachedSignature() {}

    /**
     * Whether {@code trusted} signed {@code content}; its validity is asked for the time of signing that the signature
     * states, so that old files stay verifiable.
     *
     * @param content read to its end, not closed
     * @param signature DER or BER
     * @return that time, in seconds
     * @throws SealException if not
     */
    public static Instant verify(InputStream content, Bytes signature, X509Certificate trusted) throws SealException {
        return verify(info -> new CMSSignedData(new StreamedContent(content), info), signature, trusted);
    }

    /**
     * As {@link #verify(InputStream, Bytes, X509Certificate)}, of content that is known by its hash alone.
     *
     * @param sha256 of the content, 32 bytes
     * @throws SealException also if the signature was made over another digest than SHA-256
     */
    public static Instant verify(Bytes sha256, Bytes signature, X509Certificate trusted) throws SealException {
        Map<String, byte[]> hashes = Map.of(NISTObjectIdentifiers.id_sha256.getId(), sha256.toByteArray());
        if (!signedSha256(signature).equals(sha256)) {
            throw new SealException(Reason.SIGNATURE_WRONG, "it was made over other content");
        }
        return verify(info -> new CMSSignedData(hashes, info), signature, trusted);
    }

    /**
     * The hash of the content that a signature says it was made over (RFC 5652, 11.2). Proves nothing: it tells which content to
     * verify with.
     *
     * @return SHA-256, 32 bytes
     * @throws SealException if it is no such signature, or its digest is not SHA-256
     */
    public static Bytes signedSha256(Bytes signature) throws SealException {
        ContentInfo info = signedData(signature);
        try {
            SignerInformation signer = soleSigner(new CMSSignedData(info)).information();
            AttributeTable attributes = signer.getSignedAttributes();
            Attribute digest = attributes == null ? null : attributes.get(CMSAttributes.messageDigest);
            if (digest == null
                    || !signer.getDigestAlgorithmID().getAlgorithm().equals(NISTObjectIdentifiers.id_sha256)) {
                throw new SealException(Reason.UNSUPPORTED, "not signed over a SHA-256 digest");
            }
            byte[] hash = ASN1OctetString.getInstance(digest.getAttrValues().getObjectAt(0))
                    .getOctets();
            if (hash.length != SHA256_LENGTH) {
                throw new SealException(Reason.MALFORMED, "a SHA-256 digest of %d bytes".formatted(hash.length));
            }
            return Bytes.of(hash);
        } catch (CMSException | RuntimeException e) {
            throw new SealException(Reason.MALFORMED, "no SignedData inside", e);
        }
    }

    /** What is signed: content that streams by, or its hashes. */
    private interface Signed {
        CMSSignedData with(ContentInfo info) throws CMSException;
    }

    /**
     * The certificates that came with a signature; nobody has said that they are to be trusted.
     *
     * @throws SealException if it is no CMS SignedData
     */
    public static List<X509Certificate> certificates(Bytes signature) throws SealException {
        List<X509Certificate> certificates = new ArrayList<>();
        try {
            for (X509CertificateHolder holder :
                    new CMSSignedData(signedData(signature)).getCertificates().getMatches(null)) {
                certificates.add(
                        new JcaX509CertificateConverter().setProvider(Crypto.BC).getCertificate(holder));
            }
            return certificates;
        } catch (CMSException | CertificateException e) {
            throw new SealException(Reason.MALFORMED, "its certificates cannot be read", e);
        }
    }

    private static ContentInfo signedData(Bytes signature) throws SealException {
        ContentInfo info = Crypto.contentInfo(signature.toByteArray());
        if (!info.getContentType().equals(CMSObjectIdentifiers.signedData)) {
            throw new SealException(Reason.UNSUPPORTED, "not SignedData, but " + info.getContentType());
        }
        return info;
    }

    private static Instant verify(Signed content, Bytes signature, X509Certificate trusted) throws SealException {
        ContentInfo info = signedData(signature);
        try {
            return soleSigner(content.with(info)).verify(trusted);
        } catch (CMSException e) {
            throw new SealException(Reason.SIGNATURE_WRONG, "it does not fit the content", e);
        } catch (RuntimeException e) {
            throw new SealException(Reason.MALFORMED, "no SignedData inside", e);
        }
    }

    private static SoleSigner soleSigner(CMSSignedData signed) throws SealException {
        if (!signed.isDetachedSignature()) {
            throw new SealException(Reason.UNSUPPORTED, "it carries content of its own");
        }
        return SoleSigner.of(signed.getSignerInfos(), signed.getCertificates());
    }
}
