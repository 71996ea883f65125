package dev.mintmark.inspect;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.attestation.AttestationCertificate;
import dev.mintmark.format.attestation.CertificateExtension;
import dev.mintmark.format.attestation.LintFinding;
import dev.mintmark.format.attestation.ProfileLinter;
import dev.mintmark.format.attestation.PublishedTestKeys;
import dev.mintmark.format.attestation.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Shows certificates with what the profile of their role has against them. */
final class CertificateView {
    private static final String BASIC_CONSTRAINTS = "2.5.29.19";
    /** {@code cA TRUE} in DER. */
    private static final String IS_AUTHORITY = "0101ff";

    private CertificateView() {}

    /** One certificate, or several of which each is held against the next as its issuer. */
    static Inspection inspect(List<AttestationCertificate> certificates) {
        if (certificates.size() == 1) {
            AttestationCertificate one = certificates.get(0);
            List<String> problems = problems(one, Optional.empty());
            return new Inspection(
                    FileKind.CERTIFICATE, role(one) + ", " + one.subject().text(), show(one, problems), problems);
        }
        List<Shown> shown = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (int i = 0; i < certificates.size(); i++) {
            AttestationCertificate certificate = certificates.get(i);
            Optional<AttestationCertificate> issuer =
                    i + 1 < certificates.size() ? Optional.of(certificates.get(i + 1)) : Optional.empty();
            List<String> of = problems(certificate, issuer);
            shown.add(show(certificate, of));
            String which = "certificate %d: ".formatted(i + 1);
            of.forEach(problem -> problems.add(which + problem));
        }
        return new Inspection(
                FileKind.CERTIFICATE_CHAIN,
                "%d".formatted(certificates.size()),
                new Listing().many("certificates", shown).shown(),
                problems);
    }

    /** A certificate among other things; its problems are shown with it. */
    static Shown.Group show(AttestationCertificate certificate, List<String> problems) {
        Listing listing = new Listing()
                .text("role", role(certificate))
                .text("subject", certificate.subject().text())
                .text("issuer", certificate.issuer().text())
                .text("vendor_id", certificate.subject().vendorId().map(Object::toString))
                .text("product_id", certificate.subject().productId().map(Object::toString))
                .blob("serial_number", Bytes.of(certificate.serialNumber().toByteArray()))
                .time("not_before", certificate.notBefore())
                .time("not_after", certificate.notAfter())
                .blob("public_key", certificate.publicKey().map(key -> key.point()))
                .blob("subject_key_identifier", certificate.subjectKeyIdentifier())
                .blob("authority_key_identifier", certificate.authorityKeyIdentifier())
                .blob("sha256", certificate.sha256())
                .number("bytes", certificate.der().size());
        return listing.texts("problems", problems).shown();
    }

    /** What the role's profile has against it, by itself or as its issuer's. */
    static List<String> problems(AttestationCertificate certificate, Optional<AttestationCertificate> issuer) {
        Role role = role(certificate);
        Optional<AttestationCertificate> signer =
                role == Role.PAA && issuer.isEmpty() ? Optional.of(certificate) : issuer;
        List<LintFinding> findings = signer.map(by -> ProfileLinter.lint(role, certificate, by))
                .orElseGet(() -> ProfileLinter.lint(role, certificate));
        List<String> problems =
                new ArrayList<>(findings.stream().map(LintFinding::toString).toList());
        if (PublishedTestKeys.contains(certificate.spki().sha256Digest())) {
            problems.add("its private key is published: for tests only");
        }
        return problems;
    }

    private static Role role(AttestationCertificate certificate) {
        boolean authority = certificate
                .extension(BASIC_CONSTRAINTS)
                .map(CertificateExtension::value)
                .filter(value -> value.hex().contains(IS_AUTHORITY))
                .isPresent();
        if (!authority) {
            return Role.DAC;
        }
        return certificate.subject().der().equals(certificate.issuer().der()) ? Role.PAA : Role.PAI;
    }
}
