package dev.mintmark.format.attestation;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.matter.ProductId;
import dev.mintmark.format.matter.VendorId;
import java.time.Instant;
import java.util.Optional;

/**
 * What a certificate of an authority (PAA, PAI, signer of declarations) is to say.
 *
 * @param commonName 1 to 64 bytes of UTF-8, without {@code Mvid:} and {@code Mpid:}
 * @param vendorId a PAI must have one; a PAA with one may only issue for it
 * @param productId only a PAI may have one, and then issues for it alone
 * @param serial 1 to 20 bytes, big endian, the top bit clear, not all zero
 * @param notBefore to the second
 * @param notAfter to the second; 9999-12-31T23:59:59Z for no expiry
 */
public record AuthorityRequest(
        String commonName,
        Optional<VendorId> vendorId,
        Optional<ProductId> productId,
        Bytes serial,
        Instant notBefore,
        Instant notAfter) {
    /**
     * @throws IllegalArgumentException if a part is not as described above
     */
    public AuthorityRequest {
        AttestationName.requireIssuable(commonName);
        CertificateTemplate.requireSerial(serial);
        CertificateTime.requireOrder(notBefore, notAfter);
    }

    Bytes subject() {
        return CertificateTemplate.subject(commonName, vendorId.map(VendorId::hex), productId.map(ProductId::hex));
    }
}
