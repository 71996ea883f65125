package dev.mintmark.format.attestation;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.matter.ProductId;
import dev.mintmark.format.matter.VendorId;
import java.time.Instant;

/**
 * What a DAC is to say. All of it comes from the order, but for the key.
 *
 * @param commonName 1 to 64 bytes of UTF-8, without {@code Mvid:} and {@code Mpid:}
 * @param spki SubjectPublicKeyInfo, 91 bytes
 * @param serial 1 to 20 bytes, big endian, the top bit clear, not all zero
 * @param notBefore to the second
 * @param notAfter to the second; 9999-12-31T23:59:59Z for no expiry
 */
public record DacRequest(
        String commonName,
        VendorId vendorId,
        ProductId productId,
        Bytes spki,
        Bytes serial,
        Instant notBefore,
        Instant notAfter) {
    /** notAfter of a DAC without well-defined expiry: 9999-12-31T23:59:59Z. */
    public static final Instant NO_EXPIRY = CertificateTime.NEVER;

    /**
     * @throws IllegalArgumentException if a part is not as described above
     */
    public DacRequest {
        AttestationName.requireIssuable(commonName);
        SubjectPublicKey.fromSpki(spki);
        CertificateTemplate.requireSerial(serial);
        CertificateTime.requireOrder(notBefore, notAfter);
    }
}
