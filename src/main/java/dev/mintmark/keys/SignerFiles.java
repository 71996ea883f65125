package dev.mintmark.keys;

import dev.mintmark.format.seal.DetachedSigner;
import dev.mintmark.format.seal.RecipientCertificate;
import dev.mintmark.format.seal.SealException;
import dev.mintmark.input.FaultException;
import dev.mintmark.input.Faults;
import dev.mintmark.site.SigningFiles;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;

/** Reads who signs deliveries and who opens them. */
public final class SignerFiles {
    private static final int DIGITAL_SIGNATURE = 0;

    private SignerFiles() {}

    /**
     * @throws FaultException if certificate and key do not belong together, or the certificate is not valid now
     */
    public static DetachedSigner signer(SigningFiles files, Instant now, SecureRandom random) {
        X509Certificate certificate = CertificateFile.x509(files.certificate());
        if (Date.from(now).before(certificate.getNotBefore()) || Date.from(now).after(certificate.getNotAfter())) {
            throw new FaultException(
                    files.certificate().toString(),
                    "is valid from %s to %s only"
                            .formatted(
                                    certificate.getNotBefore().toInstant(),
                                    certificate.getNotAfter().toInstant()),
                    "factories would refuse what it signs");
        }
        try {
            return new DetachedSigner(certificate, KeyFile.read(files.key()), random);
        } catch (SealException e) {
            throw new FaultException(
                    files.certificate().toString(), e.getMessage(), "an EC certificate and its own key");
        }
    }

    /**
     * Who may sign submissions. Their validity is asked for when they sign.
     *
     * @throws FaultException if one of the certificates is not for signing
     */
    public static List<X509Certificate> submissionSigners(List<Path> files) {
        Faults faults = new Faults();
        List<X509Certificate> signers = new ArrayList<>();
        for (Path file : files) {
            X509Certificate certificate = CertificateFile.x509(file);
            boolean[] usage = certificate.getKeyUsage();
            if (usage != null && !usage[DIGITAL_SIGNATURE]) {
                faults.add(
                        file.toString(),
                        "is not for signing: its key usage has no digitalSignature (RFC 5280, 4.2.1.3)",
                        "ask who sends submissions for the certificate of the key that signs them");
            }
            signers.add(certificate);
        }
        faults.throwIfAny();
        return signers;
    }

    /**
     * @throws FaultException with all that speaks against any of the certificates
     */
    public static List<RecipientCertificate> recipients(List<Path> files, Instant now) {
        Faults faults = new Faults();
        List<RecipientCertificate> recipients = new ArrayList<>();
        for (Path file : files) {
            X509Certificate certificate = CertificateFile.x509(file);
            List<String> reasons = RecipientCertificate.reasonsAgainst(certificate, now);
            reasons.forEach(reason -> faults.add(
                    file.toString(),
                    "nothing can be sealed for it: " + reason,
                    "ask the factory for another certificate"));
            if (reasons.isEmpty()) {
                recipients.add(new RecipientCertificate(certificate));
            }
        }
        faults.throwIfAny();
        return recipients;
    }
}
