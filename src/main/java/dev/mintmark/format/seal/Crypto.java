package dev.mintmark.format.seal;

import java.io.IOException;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** The providers by name, so that the machine's provider list decides nothing, and the frame both messages share. */
final class Crypto {
    /** An instance of our own: it need not be registered. */
    static final BouncyCastleProvider BC = new BouncyCastleProvider();

    /** For content: 25 times faster than Bouncy Castle's AES-GCM. */
    static final String CONTENT = "SunJCE";

    private Crypto() {}

    /** Reads a ContentInfo, DER or BER, and nothing after it. */
    static ContentInfo contentInfo(byte[] encoded) throws SealException {
        try (ASN1InputStream in = new ASN1InputStream(encoded)) {
            ContentInfo info = ContentInfo.getInstance(in.readObject());
            if (info == null || in.read() != -1) {
                throw new SealException(SealException.Reason.MALFORMED, "empty, or bytes after its end");
            }
            return info;
        } catch (IOException | RuntimeException e) {
            throw new SealException(SealException.Reason.MALFORMED, "truncated or no CMS at all", e);
        }
    }
}
