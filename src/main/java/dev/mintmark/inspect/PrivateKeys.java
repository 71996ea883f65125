package dev.mintmark.inspect;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.attestation.AttestationCertificate;
import dev.mintmark.format.attestation.SubjectPublicKey;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;

/** Tells of a private key that it is there and whether it is the DAC's, and nothing of it. */
final class PrivateKeys {
    private static final int SCALAR = 32;
    /** RFC 5915 of P-256 with its public key: SEQUENCE, version 1, 32 octets. */
    private static final int SEC1 = 121;

    private static final int SEC1_SCALAR = 7;

    private PrivateKeys() {}

    /**
     * @param key the scalar, 32 bytes, or SEC 1 in DER, 121 bytes
     */
    static Shown.Group show(Bytes key, Optional<AttestationCertificate> dac) {
        Listing listing = new Listing().flag("present", true).number("bytes", key.size());
        Optional<SubjectPublicKey> own = dac.flatMap(AttestationCertificate::publicKey);
        own.ifPresent(expected -> listing.flag(
                "matches_dac", publicKey(key).filter(expected::equals).isPresent()));
        return listing.shown();
    }

    private static Optional<SubjectPublicKey> publicKey(Bytes key) {
        byte[] bytes = key.toByteArray();
        try {
            byte[] scalar = bytes.length == SEC1 ? Arrays.copyOfRange(bytes, SEC1_SCALAR, SEC1_SCALAR + SCALAR) : bytes;
            return scalar.length == SCALAR
                    ? Optional.of(SubjectPublicKey.of(new BigInteger(1, scalar)))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }
}
