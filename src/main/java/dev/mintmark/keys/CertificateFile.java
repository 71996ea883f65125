package dev.mintmark.keys;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.attestation.AttestationCertificate;
import dev.mintmark.input.FaultException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;

/** Reads certificates, PEM or DER. */
public final class CertificateFile {
    private static final long LARGEST = 64 << 10;

    private CertificateFile() {}

    /** A certificate of any kind. */
    public static X509Certificate x509(Path file) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(bytes(file)));
        } catch (CertificateException e) {
            throw new FaultException(file.toString(), "is not a certificate", "PEM or DER");
        }
    }

    /**
     * A certificate that was read before.
     *
     * @param der DER
     */
    public static X509Certificate x509(Bytes der) {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(der.toByteArray()));
        } catch (CertificateException e) {
            throw new IllegalArgumentException("not a certificate", e);
        }
    }

    /** A certificate's DER. */
    public static Bytes der(X509Certificate certificate) {
        try {
            return Bytes.of(certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was parsed can be encoded", e);
        }
    }

    /** A PAA or PAI, read but not judged. */
    public static AttestationCertificate attestation(Path file) {
        try {
            return AttestationCertificate.parse(bytes(file));
        } catch (IllegalArgumentException e) {
            throw new FaultException(
                    file.toString(), "is not a certificate: " + e.getMessage(), "PEM or DER, one certificate");
        }
    }

    private static byte[] bytes(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                throw new FaultException(
                        file.toString(), "too large for a certificate", "name a file with one certificate");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new FaultException(file.toString(), "cannot be read", "check the path and its mode");
        }
    }
}
