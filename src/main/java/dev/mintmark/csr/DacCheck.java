package dev.mintmark.csr;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.attestation.AttestationCertificate;
import dev.mintmark.format.attestation.CertificateRequest;
import dev.mintmark.format.attestation.CsrReading;
import dev.mintmark.format.attestation.LintFinding;
import dev.mintmark.format.attestation.ProfileLinter;
import dev.mintmark.format.attestation.Role;
import dev.mintmark.format.matter.ProductId;
import dev.mintmark.format.matter.VendorId;
import dev.mintmark.input.FileSafe;
import dev.mintmark.order.DacSubject;
import dev.mintmark.order.SerialNumber;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Holds certificates that another CA issued against all that is asked of our own, one by one: when they are taken, since nothing
 * can be mended afterwards.
 */
public final class DacCheck {
    /** RFC 9562, 4, in either case. */
    private static final Pattern UUID = Pattern.compile("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /** By these rules of the linter it is not the PAI's that it hangs on; by the other, nobody knows whose. */
    private static final Set<String> OTHER_ISSUER = Set.of("ISSUER_NAME", "ISSUER_KEY_IDENTIFIER");

    private static final Set<String> SIGNATURE = Set.of("SIGNATURE");

    private final AttestationCertificate paa;
    private final AttestationCertificate pai;
    private final VendorId vendorId;
    private final ProductId productId;
    private final DacSubject subject;
    private final Instant now;

    /** @param now when the certificates have to be valid, beside their own beginning */
    public DacCheck(
            AttestationCertificate paa,
            AttestationCertificate pai,
            VendorId vendorId,
            ProductId productId,
            DacSubject subject,
            Instant now) {
        this.paa = paa;
        this.pai = pai;
        this.vendorId = vendorId;
        this.productId = productId;
        this.subject = subject;
        this.now = now;
    }

    /** What came of reading what a module brings along. */
    sealed interface Reading {
        /** @param serialNumber the device's, as the submission or the subject says it */
        record Good(AttestationCertificate dac, Optional<SerialNumber> serialNumber) implements Reading {}

        record Bad(RejectCode code, String reason) implements Reading {}
    }

    Reading check(SubmittedRequest submitted) {
        BroughtDac brought = BroughtDac.of(submitted);
        if (brought.certificate().isEmpty()) {
            return missing(submitted);
        }
        AttestationCertificate dac;
        try {
            dac = AttestationCertificate.parse(brought.certificate().get().toByteArray());
        } catch (IllegalArgumentException e) {
            boolean request =
                    CertificateRequest.read(brought.certificate().get().toByteArray()) instanceof CsrReading.Good;
            return request
                    ? missing(submitted)
                    : new Reading.Bad(RejectCode.DAC_MALFORMED, FileSafe.visible(e.getMessage()));
        }
        Optional<Reading.Bad> bad = fault(dac, submitted.serialNumber())
                .or(() -> brought.request().flatMap(request -> otherKey(dac, request)));
        return bad.isPresent()
                ? bad.get()
                : new Reading.Good(
                        dac,
                        subject == DacSubject.SERIAL_NUMBER
                                ? dac.subject().commonName().map(SerialNumber::new)
                                : submitted.serialNumber());
    }

    private static Reading missing(SubmittedRequest submitted) {
        return new Reading.Bad(
                RejectCode.DAC_MISSING, "module \"%s\" comes without a certificate".formatted(submitted.module()));
    }

    private Optional<Reading.Bad> fault(AttestationCertificate dac, Optional<SerialNumber> given) {
        List<LintFinding> findings = ProfileLinter.lint(Role.DAC, dac, pai);
        return broken(findings, OTHER_ISSUER, RejectCode.DAC_OF_OTHER_ISSUER)
                .or(() -> broken(findings, SIGNATURE, RejectCode.DAC_SIGNATURE_WRONG))
                .or(() -> otherProduct(dac))
                .or(() -> notValid(dac))
                .or(() -> findings.stream().findFirst().flatMap(DacCheck::offProfile))
                .or(() -> otherSubject(dac, given));
    }

    private static Optional<Reading.Bad> broken(List<LintFinding> findings, Set<String> rules, RejectCode code) {
        return findings.stream()
                .filter(finding -> rules.contains(finding.code()))
                .findFirst()
                .flatMap(finding -> bad(code, finding.text()));
    }

    private static Optional<Reading.Bad> offProfile(LintFinding finding) {
        return bad(
                RejectCode.DAC_OFF_PROFILE,
                "%s (%s, %s)".formatted(FileSafe.visible(finding.text()), finding.code(), finding.clause()));
    }

    /** One without vendor or product is off the profile. */
    private Optional<Reading.Bad> otherProduct(AttestationCertificate dac) {
        VendorId vendor = dac.subject().vendorId().orElse(vendorId);
        ProductId product = dac.subject().productId().orElse(productId);
        return vendor.equals(vendorId) && product.equals(productId)
                ? Optional.empty()
                : bad(
                        RejectCode.DAC_OF_OTHER_PRODUCT,
                        "it is for vendor id %s, product id %s, and the product has %s, %s"
                                .formatted(vendor, product, vendorId, productId));
    }

    /** Commissioners judge the chain at the DAC's beginning (Matter Core 6.2.3.1), and the DAC by their clock. */
    private Optional<Reading.Bad> notValid(AttestationCertificate dac) {
        if (!dac.isValidAt(now)) {
            return bad(
                    RejectCode.DAC_NOT_VALID,
                    "it is valid from %s to %s, and now is %s".formatted(dac.notBefore(), dac.notAfter(), now));
        }
        return pai.isValidAt(dac.notBefore()) && paa.isValidAt(dac.notBefore())
                ? Optional.empty()
                : bad(
                        RejectCode.DAC_NOT_VALID,
                        "it begins at %s, when its PAI or PAA is not valid".formatted(dac.notBefore()));
    }

    private Optional<Reading.Bad> otherSubject(AttestationCertificate dac, Optional<SerialNumber> given) {
        Optional<String> name = dac.subject().commonName();
        return switch (subject) {
            case ANY -> Optional.empty();
            case UUID ->
                name.filter(text -> UUID.matcher(text).matches()).isPresent()
                        ? Optional.empty()
                        : otherName(name, "a UUID, as dac-subject has it");
            case SERIAL_NUMBER -> {
                boolean fits = name.filter(text ->
                                given.isPresent() ? text.equals(given.get().value()) : isSerialNumber(text))
                        .isPresent();
                yield fits
                        ? Optional.empty()
                        : otherName(
                                name,
                                given.map("serial number \"%s\""::formatted).orElse("a serial number")
                                        + ", as dac-subject has it");
            }
        };
    }

    private static Optional<Reading.Bad> otherName(Optional<String> name, String expected) {
        return bad(
                RejectCode.DAC_SUBJECT_DIFFERS,
                "its common name \"%s\" is not %s".formatted(FileSafe.printable(name.orElse("")), expected));
    }

    private static boolean isSerialNumber(String text) {
        try {
            return new SerialNumber(text).value().equals(text);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Optional<Reading.Bad> otherKey(AttestationCertificate dac, Bytes request) {
        CsrReading reading = CertificateRequest.read(request.toByteArray());
        if (reading instanceof CsrReading.Bad bad) {
            return bad(RejectCode.of(bad.fault()), RequestCheck.reason(bad));
        }
        Bytes requested = ((CsrReading.Good) reading).request().spki();
        return requested.equals(dac.spki())
                ? Optional.empty()
                : bad(
                        RejectCode.DAC_OF_OTHER_KEY,
                        "the request is of key %s, the certificate of key %s"
                                .formatted(requested.sha256Digest(), dac.spki().sha256Digest()));
    }

    private static Optional<Reading.Bad> bad(RejectCode code, String reason) {
        return Optional.of(new Reading.Bad(code, reason));
    }
}
