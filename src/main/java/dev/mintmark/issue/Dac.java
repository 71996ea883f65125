package dev.mintmark.issue;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.attestation.AttestationCertificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A Device Attestation Certificate and its place.
 *
 * @param seq the module's place in the order
 * @param spkiSha256 SHA-256 of the certified SubjectPublicKeyInfo, 32 bytes
 * @param issuerSki the PAI's subject key identifier, 20 bytes
 * @param serial 1 to 20 octets, unique for the issuer
 * @param der the certificate, at most 600 bytes; empty if only its hash is left, in the signed manifest
 */
public record Dac(
        int seq,
        Bytes spkiSha256,
        Bytes issuerSki,
        Bytes serial,
        Bytes der,
        Instant notBefore,
        Instant notAfter,
        Instant issuedAt) {
    /**
     * One that another CA signed.
     *
     * @param certificate good by its profile, and the PAI's
     * @param adoptedAt when it was taken in, to the second
     */
    public static Dac adopted(int seq, AttestationCertificate certificate, Instant adoptedAt) {
        return new Dac(
                seq,
                certificate.spki().sha256Digest(),
                certificate.authorityKeyIdentifier().orElseThrow(),
                certificate.serialOctets(),
                certificate.der(),
                certificate.notBefore(),
                certificate.notAfter(),
                adoptedAt.truncatedTo(ChronoUnit.SECONDS));
    }

    /** SHA-256 of the certificate, 32 bytes. */
    public Bytes sha256() {
        return der.sha256Digest();
    }
}
