package dev.mintmark.issue;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.P256;
import dev.mintmark.order.MacAddress;
import dev.mintmark.order.ModuleId;
import dev.mintmark.order.SerialNumber;
import java.time.Instant;
import java.util.Optional;

/**
 * A module that intake gave a place: all that is decided about it. Every file made for it is a function of this and the
 * order's key.
 *
 * @param seq its place in the order, from 1
 * @param publicKey uncompressed point, 65 bytes; empty if only its hash is left, in the signed manifest
 * @param spkiSha256 SHA-256 of its SubjectPublicKeyInfo, 32 bytes
 * @param keySalt 32 bytes that the chip derives its private key with, if the submission told
 * @param submissionSha256 SHA-256 of the submission it came in, 32 bytes
 */
public record AcceptedModule(
        int seq,
        ModuleId moduleId,
        Optional<MacAddress> mac,
        SerialNumber serialNumber,
        Bytes publicKey,
        Bytes spkiSha256,
        Optional<Bytes> keySalt,
        Bytes submissionSha256,
        Instant acceptedAt) {
    public static final int KEY_SALT_LENGTH = 32;

    public AcceptedModule {
        if (seq < 1) {
            throw new IllegalArgumentException("places count from 1");
        }
        if (keySalt.filter(salt -> salt.size() != KEY_SALT_LENGTH).isPresent()) {
            throw new IllegalArgumentException("a key's salt has %d bytes".formatted(KEY_SALT_LENGTH));
        }
        boolean key = publicKey.size() == P256.POINT_LENGTH || publicKey.size() == 0;
        if (!key || spkiSha256.size() != 32 || submissionSha256.size() != 32) {
            throw new IllegalArgumentException("a key has 65 bytes and a hash 32");
        }
    }
}
