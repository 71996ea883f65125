package dev.mintmark.format.seal;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.seal.SealException.Reason;
import java.io.InputStream;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedDataParser;
import org.bouncycastle.cms.CMSTypedStream;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.util.Store;

/**
 * CMS SignedData that carries its content, as {@code openssl cms -sign -binary -nodetach -outform DER} makes it, read as it
 * streams by: whether it is genuine is known at its end and not before.
 */
public final class SignedContent {
    private final CMSSignedDataParser parser;
    private final InputStream content;

    private SignedContent(CMSSignedDataParser parser, InputStream content) {
        this.parser = parser;
        this.content = content;
    }

    /**
     * @param signer SHA-256 of the certificate of who signed, 32 bytes
     * @param signedAt when the signer says so, in seconds
     */
    public record Signature(Bytes signer, Instant signedAt) {}

    /**
     * @param in DER or BER; read as far as the content begins
     * @throws SealException if it is no SignedData with content
     */
    public static SignedContent open(InputStream in) throws SealException {
        try {
            CMSSignedDataParser parser = new CMSSignedDataParser(
                    new JcaDigestCalculatorProviderBuilder()
                            .setProvider(Crypto.BC)
                            .build(),
                    in);
            CMSTypedStream content = parser.getSignedContent();
            if (content == null) {
                throw new SealException(Reason.UNSUPPORTED, "it does not carry what it signs");
            }
            return new SignedContent(parser, content.getContentStream());
        } catch (CMSException | OperatorCreationException | RuntimeException e) {
            throw new SealException(Reason.MALFORMED, "truncated or no SignedData at all", e);
        }
    }

    /** What is signed; to be read to its end before {@link #verify}. Vouched for by nobody until then. */
    public InputStream content() {
        return content;
    }

    /**
     * @param trusted who may sign, at least one
     * @throws SealException if none of them signed the content
     */
    public Signature verify(List<X509Certificate> trusted) throws SealException {
        SoleSigner signer = signer();
        SealException last = new SealException(Reason.OTHER_SIGNER, "nobody may sign");
        for (X509Certificate certificate : trusted) {
            try {
                return new Signature(Fingerprint.of(certificate), signer.verify(certificate));
            } catch (SealException e) {
                if (e.reason() != Reason.OTHER_SIGNER) {
                    throw e;
                }
                last = e;
            }
        }
        throw last;
    }

    @SuppressWarnings("unchecked") // Bouncy Castle's store of certificates is a raw one here
    private SoleSigner signer() throws SealException {
        try {
            Store<X509CertificateHolder> embedded = parser.getCertificates();
            return SoleSigner.of(parser.getSignerInfos(), embedded);
        } catch (CMSException | RuntimeException e) {
            throw new SealException(Reason.MALFORMED, "truncated or no SignedData at all", e);
        }
    }
}
