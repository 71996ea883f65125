package dev.mintmark.format.seal;

import dev.mintmark.format.seal.SealException.Reason;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.cms.AuthEnvelopedData;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.KeyAgreeRecipientInfo;
import org.bouncycastle.asn1.cms.KeyTransRecipientInfo;
import org.bouncycastle.asn1.cms.RecipientEncryptedKey;
import org.bouncycastle.asn1.cms.RecipientInfo;
import org.bouncycastle.util.encoders.Hex;

/**
 * What a sealed message says of itself without a key. None of it is authenticated.
 *
 * @param encryption object identifier of the content's encryption
 * @param recipients how each is named: issuer and serial number in hex, or key identifier in hex
 */
public record SealedHead(String encryption, List<String> recipients) {
    public SealedHead {
        recipients = List.copyOf(recipients);
    }

    /**
     * @param message DER or BER
     * @throws SealException {@code UNSUPPORTED} for other content in CMS, {@code MALFORMED} for what is none
     */
    public static SealedHead read(byte[] message) throws SealException {
        ContentInfo info = Crypto.contentInfo(message);
        if (!info.getContentType().equals(CMSObjectIdentifiers.authEnvelopedData)) {
            throw new SealException(Reason.UNSUPPORTED, "not AuthEnvelopedData, but " + info.getContentType());
        }
        try {
            AuthEnvelopedData sealed = AuthEnvelopedData.getInstance(info.getContent());
            List<String> recipients = new ArrayList<>();
            for (var each : sealed.getRecipientInfos()) {
                recipients.addAll(names(RecipientInfo.getInstance(each)));
            }
            return new SealedHead(
                    sealed.getAuthEncryptedContentInfo()
                            .getContentEncryptionAlgorithm()
                            .getAlgorithm()
                            .getId(),
                    recipients);
        } catch (RuntimeException e) {
            throw new SealException(Reason.MALFORMED, "no AuthEnvelopedData inside", e);
        }
    }

    private static List<String> names(RecipientInfo recipient) {
        List<String> names = new ArrayList<>();
        if (recipient.getInfo() instanceof KeyTransRecipientInfo transport) {
            names.add(name(transport.getRecipientIdentifier().getId()));
        } else if (recipient.getInfo() instanceof KeyAgreeRecipientInfo agreement) {
            for (var each : agreement.getRecipientEncryptedKeys()) {
                var id = RecipientEncryptedKey.getInstance(each).getIdentifier();
                names.add(
                        id.getIssuerAndSerialNumber() != null
                                ? name(id.getIssuerAndSerialNumber())
                                : name(id.getRKeyID().getSubjectKeyIdentifier()));
            }
        } else {
            names.add("another kind");
        }
        return names;
    }

    private static String name(Object id) {
        if (id instanceof IssuerAndSerialNumber certificate) {
            return certificate.getName() + ", serial number "
                    + certificate.getSerialNumber().getValue().toString(16);
        }
        return "key identifier "
                + Hex.toHexString(ASN1OctetString.getInstance(id).getOctets());
    }
}
