package dev.mintmark.format.seal;

import dev.mintmark.format.SecretBytes;
import dev.mintmark.format.seal.SealException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.util.Optional;
import org.bouncycastle.asn1.cms.AuthEnvelopedData;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.GCMParameters;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSAuthEnvelopedData;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.KeyAgreeRecipientInformation;
import org.bouncycastle.cms.KeyTransRecipientInformation;
import org.bouncycastle.cms.Recipient;
import org.bouncycastle.cms.RecipientInformation;
import org.bouncycastle.cms.jcajce.JceKeyAgreeAuthEnvelopedRecipient;
import org.bouncycastle.cms.jcajce.JceKeyTransAuthEnvelopedRecipient;

/**
 * Opens what {@link Sealing}, or {@code openssl cms -encrypt -aes-256-gcm}, sealed. The content is authenticated as a whole:
 * it is returned only when its tag holds. The names of the recipients and the keys sealed for others are not authenticated
 * by CMS: whoever must notice every flipped bit checks a signature over the message first.
 */
public final class Opening {
    /** 64 MiB of message. Openssl needs four times that in memory to open it on a station. */
    public static final int LARGEST = 64 << 20;

    private static final int TAG_LENGTH = 16;

    private Opening() {}

    /**
     * Tries {@code key} on every recipient.
     *
     * @param sealed DER or BER, read to its end, not closed
     * @param key EC or RSA
     * @return the content; closed by the caller
     * @throws SealException if it cannot be opened with this key, or was altered
     */
    public static SecretBytes open(InputStream sealed, PrivateKey key) throws IOException, SealException {
        byte[] message = sealed.readNBytes(LARGEST + 1);
        if (message.length > LARGEST) {
            throw new SealException(Reason.TOO_LARGE, "more than " + LARGEST + " bytes");
        }
        for (RecipientInformation recipient : parse(message).getRecipientInfos()) {
            Optional<InputStream> content = unwrap(recipient, key);
            if (content.isPresent()) {
                return read(content.get());
            }
        }
        throw new SealException(Reason.NO_RECIPIENT, "the key opens it for none of its recipients");
    }

    private static CMSAuthEnvelopedData parse(byte[] message) throws SealException {
        ContentInfo info = Crypto.contentInfo(message);
        if (!info.getContentType().equals(CMSObjectIdentifiers.authEnvelopedData)) {
            throw new SealException(Reason.UNSUPPORTED, "not AuthEnvelopedData, but " + info.getContentType());
        }
        boolean supported;
        CMSAuthEnvelopedData enveloped;
        try {
            enveloped = new CMSAuthEnvelopedData(info);
            AlgorithmIdentifier encryption = AuthEnvelopedData.getInstance(info.getContent())
                    .getAuthEncryptedContentInfo()
                    .getContentEncryptionAlgorithm();
            supported = encryption.getAlgorithm().equals(CMSAlgorithm.AES256_GCM)
                    && GCMParameters.getInstance(encryption.getParameters()).getIcvLen() == TAG_LENGTH
                    && enveloped.getMac().length == TAG_LENGTH;
        } catch (CMSException | RuntimeException e) {
            throw new SealException(Reason.MALFORMED, "no AuthEnvelopedData inside", e);
        }
        if (!supported) {
            throw new SealException(Reason.UNSUPPORTED, "not AES-256-GCM with a tag of 16 bytes");
        }
        return enveloped;
    }

    /** The content's stream if the content key was sealed for {@code key}: AES key wrap and OAEP both tell. */
    private static Optional<InputStream> unwrap(RecipientInformation recipient, PrivateKey key) {
        // content too by Bouncy Castle: SunJCE does not know GCM's parameters by their object identifier
        Recipient opener;
        if (recipient instanceof KeyAgreeRecipientInformation && key instanceof ECPrivateKey) {
            opener = new JceKeyAgreeAuthEnvelopedRecipient(key).setProvider(Crypto.BC);
        } else if (recipient instanceof KeyTransRecipientInformation && key instanceof RSAPrivateKey) {
            opener = new JceKeyTransAuthEnvelopedRecipient(key).setProvider(Crypto.BC);
        } else {
            return Optional.empty();
        }
        try {
            return Optional.of(recipient.getContentStream(opener).getContentStream());
        } catch (CMSException | IOException | RuntimeException e) {
            return Optional.empty(); // another recipient's, of another curve, or altered: all the same to the caller
        }
    }

    private static SecretBytes read(InputStream content) throws SealException {
        try (content) {
            return SecretBytes.wrap(content.readAllBytes());
        } catch (IOException | RuntimeException e) {
            throw new SealException(Reason.TAMPERED, "its authentication tag does not hold", e);
        }
    }
}
