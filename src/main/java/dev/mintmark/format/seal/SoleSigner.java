package dev.mintmark.format.seal;

import dev.mintmark.format.seal.SealException.Reason;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSVerifierCertificateNotValidException;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.SignerInformationStore;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.util.Store;

/**
 * The one signer of a SignedData (RFC 5652, 5.3), held against one certificate that is trusted, byte for byte; no chain is
 * built, so no certificate authority can speak for the signer.
 */
record SoleSigner(SignerInformation information, Collection<X509CertificateHolder> embedded) {
    private static final Set<ASN1ObjectIdentifier> DIGESTS =
            Set.of(NISTObjectIdentifiers.id_sha256, NISTObjectIdentifiers.id_sha384, NISTObjectIdentifiers.id_sha512);

    static SoleSigner of(SignerInformationStore signers, Store<X509CertificateHolder> embedded) throws SealException {
        Collection<SignerInformation> all = signers.getSigners();
        if (all.size() != 1) {
            throw new SealException(Reason.UNSUPPORTED, all.size() + " signers, one is expected");
        }
        return new SoleSigner(all.iterator().next(), embedded.getMatches(null));
    }

    /**
     * Whether {@code trusted} signed the content whose digest the parser took; its validity is asked for the time of signing that
     * the signature states.
     *
     * @return that time, in seconds
     */
    Instant verify(X509Certificate trusted) throws SealException {
        try {
            requireOf(new JcaX509CertificateHolder(trusted));
            Instant signedAt = signingTime();
            boolean good = information.verify(new JcaSimpleSignerInfoVerifierBuilder()
                    .setProvider(Crypto.BC)
                    .build(trusted));
            if (!good) {
                throw new SealException(Reason.SIGNATURE_WRONG, "it does not hold");
            }
            return signedAt;
        } catch (CMSVerifierCertificateNotValidException e) {
            throw new SealException(Reason.SIGNER_NOT_VALID, "the certificate was not valid when it signed", e);
        } catch (CMSException | OperatorCreationException | CertificateException e) {
            throw new SealException(Reason.SIGNATURE_WRONG, "it does not fit the content", e);
        } catch (RuntimeException e) {
            throw new SealException(Reason.MALFORMED, "no SignedData inside", e);
        }
    }

    private void requireOf(X509CertificateHolder trusted) throws SealException {
        if (!information.getSID().match(trusted)) {
            throw new SealException(Reason.OTHER_SIGNER, "signed by another than " + trusted.getSubject());
        }
        for (X509CertificateHolder each : embedded) {
            if (information.getSID().match(each) && !each.equals(trusted)) {
                throw new SealException(Reason.OTHER_SIGNER, "another certificate than the one trusted, of that name");
            }
        }
        if (!DIGESTS.contains(information.getDigestAlgorithmID().getAlgorithm())) {
            throw new SealException(Reason.UNSUPPORTED, "digest " + information.getDigestAlgOID());
        }
    }

    private Instant signingTime() throws SealException {
        AttributeTable attributes = information.getSignedAttributes();
        Attribute time = attributes == null ? null : attributes.get(CMSAttributes.signingTime);
        if (time == null) {
            throw new SealException(Reason.UNSUPPORTED, "it does not say when it was made");
        }
        return Time.getInstance(time.getAttrValues().getObjectAt(0)).getDate().toInstant();
    }
}
