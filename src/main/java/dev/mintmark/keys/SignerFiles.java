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
