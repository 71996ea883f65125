package dev.mintmark.csr;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.attestation.AttestationCertificate;

/**
 * By which an issuer's DACs are told apart.
 *
 * @param issuerSki the PAI's subject key identifier, 20 bytes
 * @param serial 1 to 20 octets
 */
public record DacNumber(Bytes issuerSki, Bytes serial) {
    /** Of a certificate good by its profile. */
    static DacNumber of(AttestationCertificate dac) {
        return new DacNumber(dac.authorityKeyIdentifier().orElseThrow(), dac.serialOctets());
    }
}
