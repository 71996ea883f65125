package dev.mintmark.format.seal;

import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.util.List;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSAuthEnvelopedDataStreamGenerator;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.RecipientInfoGenerator;
import org.bouncycastle.cms.jcajce.JceCMSContentEncryptorBuilder;
import org.bouncycastle.cms.jcajce.JceKeyAgreeRecipientInfoGenerator;
import org.bouncycastle.cms.jcajce.JceKeyTransRecipientInfoGenerator;
import org.bouncycastle.operator.OutputAEADEncryptor;
import org.bouncycastle.operator.jcajce.JceAsymmetricKeyWrapper;

/**
 * Seals content for every one of some recipients: CMS AuthEnvelopedData (RFC 5083) with AES-256-GCM and a fresh content key
 * each time. EC recipients by ECDH with the SHA-256 KDF and AES-256 key wrap, RSA by OAEP with SHA-256 throughout, so that
 * openssl 3.0 opens it. BER, written as it comes: memory does not grow with the content.
 */
public final class Sealing {
    /** Bytes of each octet string that the content is cut into; the library's 1,000 would cost a header every kilobyte. */
    private static final int PIECE = 32 << 10;

    private static final OAEPParameterSpec OAEP =
            new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT);

    private final List<RecipientCertificate> recipients;
    private final SecureRandom random;

    /**
     * @throws IllegalArgumentException if there is no recipient: nobody could ever open it
     */
    public Sealing(List<RecipientCertificate> recipients, SecureRandom random) {
        if (recipients.isEmpty()) {
            throw new IllegalArgumentException("nothing is sealed for nobody");
        }
        this.recipients = List.copyOf(recipients);
        this.random = random;
    }

    /**
     * A stream that seals what is written to it. The message is whole once it is closed, which does not close {@code sink}.
     *
     * @throws IOException also if the JDK's or Bouncy Castle's cryptography fails
     */
    public OutputStream to(OutputStream sink) throws IOException {
        try {
            CMSAuthEnvelopedDataStreamGenerator generator = new CMSAuthEnvelopedDataStreamGenerator();
            generator.setBufferSize(PIECE);
            for (RecipientCertificate recipient : recipients) {
                generator.addRecipientInfoGenerator(forOne(recipient));
            }
            return generator.open(sink, (OutputAEADEncryptor) new JceCMSContentEncryptorBuilder(CMSAlgorithm.AES256_GCM)
                    .setProvider(Crypto.CONTENT)
                    .setSecureRandom(random)
                    .build());
        } catch (CMSException | GeneralSecurityException e) {
            throw new IOException("cannot seal: " + e.getMessage(), e);
        }
    }

    private RecipientInfoGenerator forOne(RecipientCertificate recipient) throws GeneralSecurityException {
        X509Certificate certificate = recipient.certificate();
        if (recipient.curve().isEmpty()) {
            return new JceKeyTransRecipientInfoGenerator(
                    certificate,
                    new JceAsymmetricKeyWrapper(OAEP, certificate.getPublicKey())
                            .setProvider(Crypto.BC)
                            .setSecureRandom(random));
        }
        KeyPairGenerator ephemeral = KeyPairGenerator.getInstance("EC", Crypto.BC);
        ephemeral.initialize(new ECGenParameterSpec(recipient.curve().get()), random);
        KeyPair pair = ephemeral.generateKeyPair();
        // one generator each: two recipients in one share a RecipientInfo, whose second openssl opens only if told its
        // name
        return new JceKeyAgreeRecipientInfoGenerator(
                        CMSAlgorithm.ECDH_SHA256KDF, pair.getPrivate(), pair.getPublic(), CMSAlgorithm.AES256_WRAP)
                .setProvider(Crypto.BC)
                .setSecureRandom(random)
                .addRecipient(certificate);
    }
}
