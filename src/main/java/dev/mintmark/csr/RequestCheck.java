package dev.mintmark.csr;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.attestation.CertificateRequest;
import dev.mintmark.format.attestation.CsrReading;
import dev.mintmark.format.attestation.PublishedTestKeys;
import dev.mintmark.order.MacAddress;
import java.util.Optional;
import java.util.function.Predicate;

/** Checks a request by itself, whatever else was sent: in any order, on any thread. */
public final class RequestCheck {
    private final boolean needsKeySalt;
    private final Predicate<Bytes> isPublished;

    public RequestCheck() {
        this(false);
    }

    /**
     * @param needsKeySalt whether a module's image cannot be made without its key's salt
     */
    public RequestCheck(boolean needsKeySalt) {
        this(needsKeySalt, PublishedTestKeys::contains);
    }

    /**
     * @param isPublished whether the private half of the key with this SHA-256 is known to all
     */
    RequestCheck(boolean needsKeySalt, Predicate<Bytes> isPublished) {
        this.needsKeySalt = needsKeySalt;
        this.isPublished = isPublished;
    }

    public CheckedRequest check(SubmissionEntry entry) {
        if (entry instanceof SubmittedRequest submitted) {
            return check(submitted);
        }
        return (Refused) entry;
    }

    private CheckedRequest check(SubmittedRequest submitted) {
        CsrReading reading = CertificateRequest.read(submitted.content().toByteArray());
        if (reading instanceof CsrReading.Bad bad) {
            String reason = bad.detail().isEmpty() ? bad.fault().meaning() : bad.detail();
            return refused(submitted, RejectCode.of(bad.fault()), reason);
        }
        CertificateRequest request = ((CsrReading.Good) reading).request();
        Bytes spki = request.spki();
        Bytes spkiSha256 = spki.sha256Digest();
        if (isPublished.test(spkiSha256)) {
            String reason = "key %s is a published test key".formatted(spkiSha256);
            return refused(submitted, RejectCode.PUBLISHED_TEST_KEY, reason);
        }
        Optional<MacAddress> named = MacAddress.of(submitted.module());
        if (named.isPresent()
                && submitted.mac().filter(mac -> !named.get().equals(mac)).isPresent()) {
            String reason = "module id \"%s\" is not MAC \"%s\""
                    .formatted(submitted.module(), submitted.mac().get());
            return refused(submitted, RejectCode.MAC_MISMATCH, reason);
        }
        if (needsKeySalt && submitted.keySalt().isEmpty()) {
            String reason = "module \"%s\" comes without key_salt".formatted(submitted.module());
            return refused(submitted, RejectCode.KEY_SALT_MISSING, reason);
        }
        return new CheckedRequest.Accepted(
                submitted.source(),
                submitted.module(),
                submitted.serialNumber(),
                submitted.mac().or(() -> named),
                submitted.supersedes(),
                submitted.keySalt(),
                spki,
                spkiSha256);
    }

    private static Refused refused(SubmittedRequest submitted, RejectCode code, String reason) {
        return new Refused(submitted.source(), submitted.module().value(), code, reason);
    }
}
