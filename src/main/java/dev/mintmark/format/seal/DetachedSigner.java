package dev.mintmark.format.seal;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.seal.SealException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/**
 * Signs content beside it: CMS SignedData without the content, ECDSA with SHA-256, the signer's certificate embedded (else
 * {@code openssl cms -verify} finds none), the time of signing among the signed attributes.
 */
public final class DetachedSigner {
    private final X509Certificate certificate;
    private final PrivateKey key;
    private final SecureRandom random;

    /**
     * Signs once to try.
     *
     * @throws SealException if the certificate holds no EC key, or another than {@code key}'s
     */
    public DetachedSigner(X509Certificate certificate, PrivateKey key, SecureRandom random) throws SealException {
        if (!(certificate.getPublicKey() instanceof ECPublicKey)) {
            throw new SealException(Reason.SIGNER_UNFIT, "the certificate holds no EC key");
        }
        if (!belongTogether(certificate, key, random)) {
            throw new SealException(Reason.SIGNER_UNFIT, "the key is not the certificate's");
        }
        this.certificate = certificate;
        this.key = key;
        this.random = random;
    }

    private static boolean belongTogether(X509Certificate certificate, PrivateKey key, SecureRandom random) {
        byte[] probe = "mintmark".getBytes(StandardCharsets.US_ASCII);
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA", Crypto.BC);
            signature.initSign(key, random);
            signature.update(probe);
            byte[] signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(probe);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    public X509Certificate certificate() {
        return certificate;
    }

    /**
     * Signs {@code content}, which is read to its end and not closed.
     *
     * @param now the time of signing, cut to seconds; within the certificate's validity, which openssl would not check
     * @return DER
     * @throws SealException if the certificate is not valid now
     */
    public Bytes sign(InputStream content, Instant now) throws IOException, SealException {
        return sign(content, now, false);
    }

    /** As {@link #sign}, with the content inside, where {@link SignedContent} finds it; all of it is held in memory. */
    public Bytes enclose(InputStream content, Instant now) throws IOException, SealException {
        return sign(content, now, true);
    }

    private Bytes sign(InputStream content, Instant now, boolean inside) throws IOException, SealException {
        Date date = Date.from(now);
        if (date.before(certificate.getNotBefore()) || date.after(certificate.getNotAfter())) {
            throw new SealException(
                    Reason.SIGNER_NOT_VALID,
                    "the signer's certificate is valid from %s to %s, it is %s"
                            .formatted(
                                    certificate.getNotBefore().toInstant(),
                                    certificate.getNotAfter().toInstant(),
                                    now));
        }
        try {
            CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
            generator.addSignerInfoGenerator(new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder()
                            .setProvider(Crypto.BC)
                            .build())
                    .setSignedAttributeGenerator(new DefaultSignedAttributeTableGenerator(signedAt(date)))
                    .build(
                            new JcaContentSignerBuilder("SHA256withECDSA")
                                    .setProvider(Crypto.BC)
                                    .setSecureRandom(random)
                                    .build(key),
                            certificate));
            generator.addCertificates(new JcaCertStore(List.of(certificate)));
            return Bytes.of(generator
                    .generate(new StreamedContent(content), inside)
                    .toASN1Structure()
                    .getEncoded("DER"));
        } catch (CMSException | OperatorCreationException | CertificateEncodingException e) {
            throw new SealException(Reason.SIGNER_UNFIT, "cannot sign with this key and certificate", e);
        }
    }

    /** The caller's clock, not the machine's, which Bouncy Castle would take. */
    private static AttributeTable signedAt(Date date) {
        return new AttributeTable(new DERSet(new Attribute(CMSAttributes.signingTime, new DERSet(new Time(date)))));
    }
}
