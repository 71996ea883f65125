package dev.mintmark.csr;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.attestation.AttestationCertificate;
import dev.mintmark.format.attestation.CertificateRequest;
import dev.mintmark.format.attestation.CsrReading;
import dev.mintmark.format.attestation.PublishedTestKeys;
import dev.mintmark.order.MacAddress;
import dev.mintmark.order.SerialNumber;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Checks a request by itself, whatever else was sent: in any order, on any thread. */
public final class RequestCheck {
    private final boolean needsKeySalt;
    private final Optional<DacCheck> dacs;
    private final Predicate<Bytes> isPublished;

    public RequestCheck() {
        this(false);
    }

    /**
     * @param needsKeySalt whether a module's image cannot be made without its key's salt
     */
    public RequestCheck(boolean needsKeySalt) {
        this(needsKeySalt, Optional.empty());
    }

    /**
     * @param dacs judges the certificates that modules bring along; empty if they are to bring requests, to be certified here
     */
    public RequestCheck(boolean needsKeySalt, Optional<DacCheck> dacs) {
        this(needsKeySalt, dacs, PublishedTestKeys::contains);
    }

    /**
     * @param isPublished whether the private half of the key with this SHA-256 is known to all
     */
    RequestCheck(boolean needsKeySalt, Optional<DacCheck> dacs, Predicate<Bytes> isPublished) {
        this.needsKeySalt = needsKeySalt;
        this.dacs = dacs;
        this.isPublished = isPublished;
    }

    public CheckedRequest check(SubmissionEntry entry) {
        return checkAll(List.of(entry)).get(0);
    }

    /** As {@link #check}, of each; many together take less time than one by one. */
    public List<CheckedRequest> checkAll(List<? extends SubmissionEntry> entries) {
        Iterator<CsrReading> readings = CertificateRequest.readAll(entries.stream()
                        .filter(this::isRequest)
                        .map(entry -> ((SubmittedRequest) entry).content().toByteArray())
                        .toList())
                .iterator();
        List<CheckedRequest> checked = new ArrayList<>();
        for (SubmissionEntry entry : entries) {
            if (isRequest(entry)) {
                checked.add(check((SubmittedRequest) entry, readings.next()));
            } else if (entry instanceof SubmittedRequest submitted) {
                checked.add(checkCertificate(submitted));
            } else {
                checked.add((Refused) entry);
            }
        }
        return checked;
    }

    /** Whether it is to be certified here. */
    private boolean isRequest(SubmissionEntry entry) {
        return dacs.isEmpty()
                && entry instanceof SubmittedRequest submitted
                && submitted.dac().isEmpty();
    }

    private CheckedRequest checkCertificate(SubmittedRequest submitted) {
        if (dacs.isEmpty()) {
            String reason = "module \"%s\" brings a certificate".formatted(submitted.module());
            return refused(submitted, RejectCode.DAC_NOT_ADOPTED, reason);
        }
        DacCheck.Reading reading = dacs.get().check(submitted);
        return reading instanceof DacCheck.Reading.Good good
                ? check(submitted, good.dac().spki(), Optional.of(good.dac()), good.serialNumber())
                : refused(submitted, (DacCheck.Reading.Bad) reading);
    }

    private CheckedRequest check(SubmittedRequest submitted, CsrReading reading) {
        if (reading instanceof CsrReading.Bad bad) {
            return refused(submitted, RejectCode.of(bad.fault()), reason(bad));
        }
        Bytes spki = ((CsrReading.Good) reading).request().spki();
        return check(submitted, spki, Optional.empty(), submitted.serialNumber());
    }

    static String reason(CsrReading.Bad bad) {
        return bad.detail().isEmpty() ? bad.fault().meaning() : bad.detail();
    }

    private CheckedRequest check(
            SubmittedRequest submitted,
            Bytes spki,
            Optional<AttestationCertificate> dac,
            Optional<SerialNumber> serialNumber) {
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
                serialNumber,
                submitted.mac().or(() -> named),
                submitted.supersedes(),
                submitted.keySalt(),
                spki,
                spkiSha256,
                dac);
    }

    private static Refused refused(SubmittedRequest submitted, DacCheck.Reading.Bad bad) {
        return refused(submitted, bad.code(), bad.reason());
    }

    private static Refused refused(SubmittedRequest submitted, RejectCode code, String reason) {
        return new Refused(submitted.source(), submitted.module().value(), code, reason);
    }
}
