package dev.mintmark.issue;

import dev.mintmark.format.Bytes;
import java.time.Instant;

/**
 * A signed Device Attestation Certificate and its place.
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
    /** SHA-256 of the certificate, 32 bytes. */
    public Bytes sha256() {
        return der.sha256Digest();
    }
}
