package dev.mintmark.csr;

import dev.mintmark.format.Bytes;
import dev.mintmark.order.MacAddress;
import dev.mintmark.order.ModuleId;
import dev.mintmark.order.SerialNumber;
import java.util.Optional;

/**
 * A request as it came in, unchecked.
 *
 * @param supersedes SHA-256 of the SubjectPublicKeyInfo of the key this request replaces, 32 bytes
 * @param keySalt that the module derives its private key with, 32 bytes, if told
 * @param content what should be a PKCS#10 request, PEM or DER; where another CA certifies, the module's file, or the request if
 *     its row has one
 * @param dac what should be a certificate that another CA issued, PEM or DER, if a row brings one
 */
public record SubmittedRequest(
        String source,
        ModuleId module,
        Optional<SerialNumber> serialNumber,
        Optional<MacAddress> mac,
        Optional<Bytes> supersedes,
        Optional<Bytes> keySalt,
        Bytes content,
        Optional<Bytes> dac)
        implements SubmissionEntry {
    private static final int SHA_256 = 32;

    public SubmittedRequest {
        if (supersedes.isPresent() && supersedes.get().size() != SHA_256) {
            throw new IllegalArgumentException("a superseded key is named by 32 bytes");
        }
    }

    /**
     * A request of which only the module is known, and the salt if the file tells.
     *
     * @throws IllegalArgumentException if it tells no salt where it says it does
     */
    static SubmittedRequest of(String source, ModuleId module, byte[] file) {
        return new SubmittedRequest(
                source,
                module,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                KeySalt.firstLine(file),
                Bytes.of(KeySalt.afterFirstLine(file)),
                Optional.empty());
    }
}
