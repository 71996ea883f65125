package dev.mintmark.format.seal;

import dev.mintmark.format.Bytes;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;

/** What two people compare by telephone to know that they mean the same certificate. */
public final class Fingerprint {
    private Fingerprint() {}

    /** SHA-256 of the certificate's DER: 32 bytes. */
    public static Bytes of(X509Certificate certificate) {
        try {
            return Bytes.sha256Of(certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was parsed can be encoded", e);
        }
    }

    /** As {@code openssl x509 -fingerprint -sha256} shows it: upper-case pairs with colons. */
    public static String withColons(Bytes fingerprint) {
        return HexFormat.ofDelimiter(":").withUpperCase().formatHex(fingerprint.toByteArray());
    }
}
