package dev.mintmark.csr;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.attestation.AttestationCertificate;
import dev.mintmark.order.MacAddress;
import dev.mintmark.order.ModuleId;
import dev.mintmark.order.SerialNumber;
import java.util.Optional;

/** What an entry is found to be, taken by itself. */
public sealed interface CheckedRequest permits CheckedRequest.Accepted, Refused {
    String source();

    /**
     * A request in form, whose sender holds the private key; or a good certificate, with or without one.
     *
     * @param mac as given, or the module id if that is one
     * @param supersedes SHA-256 of the SubjectPublicKeyInfo of the key to be replaced, 32 bytes
     * @param keySalt that the module derives its private key with, 32 bytes, if told
     * @param spki DER of SubjectPublicKeyInfo, 91 bytes
     * @param spkiSha256 32 bytes, by which the key is known everywhere
     * @param dac the certificate that another CA issued; empty if it is to be issued here
     */
    record Accepted(
            String source,
            ModuleId module,
            Optional<SerialNumber> serialNumber,
            Optional<MacAddress> mac,
            Optional<Bytes> supersedes,
            Optional<Bytes> keySalt,
            Bytes spki,
            Bytes spkiSha256,
            Optional<AttestationCertificate> dac)
            implements CheckedRequest {
        Refused refused(RejectCode code, String reason) {
            return new Refused(source, module.value(), code, reason);
        }
    }
}
