package dev.mintmark.format.attestation;

import static dev.mintmark.format.attestation.ProfileRule.unless;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rules for vendor and product in subject and issuer. */
enum NameRule implements ProfileRule {
    NAME_ENCODING(
            "Matter Core 6.2.2.2",
            (role, certificate) -> unless(
                    certificate.subject().faults().isEmpty()
                            && certificate.issuer().faults().isEmpty(),
                    "its names are illegal: %s",
                    Stream.concat(certificate.subject().faults().stream(), certificate.issuer().faults().stream())
                            .distinct()
                            .collect(Collectors.joining(", ")))),

    VENDOR_ID((role, certificate) -> unless(
            role == Role.PAA || certificate.subject().vendorId().isPresent(), "its subject has no legal vendor id")),

    PRODUCT_ID((role, certificate) -> switch (role) {
        case DAC -> unless(certificate.subject().productId().isPresent(), "its subject has no legal product id");
        case PAI -> Optional.empty();
        case PAA ->
            unless(
                    certificate.subject().productId().isEmpty(),
                    "its subject has a product id, which a PAA must not have");
    }),

    /** A DAC's issuer always has a vendor; a PAI's only if the PAA is scoped to one. */
    VENDOR_INHERITED((role, certificate) -> unless(
            certificate.subject().vendorId().isEmpty()
                    || (role != Role.DAC && certificate.issuer().vendorId().isEmpty())
                    || certificate
                            .issuer()
                            .vendorId()
                            .equals(certificate.subject().vendorId()),
            "its issuer's vendor id is not its subject's")),

    PRODUCT_INHERITED((role, certificate) -> switch (role) {
        case DAC ->
            unless(
                    certificate.subject().productId().isEmpty()
                            || certificate.issuer().productId().isEmpty()
                            || certificate
                                    .issuer()
                                    .productId()
                                    .equals(certificate.subject().productId()),
                    "its issuer's product id is not its subject's");
        case PAI ->
            unless(
                    certificate.issuer().productId().isEmpty(),
                    "its issuer has a product id, which a PAA must not have");
        case PAA -> Optional.empty();
    });

    private final Optional<String> clause;
    private final Check check;

    NameRule(Check check) {
        this.clause = Optional.empty();
        this.check = check;
    }

    NameRule(String clause, Check check) {
        this.clause = Optional.of(clause);
        this.check = check;
    }

    @Override
    public Optional<String> clause() {
        return clause;
    }

    @Override
    public Optional<String> violation(Role role, AttestationCertificate certificate) {
        return check.violation(role, certificate);
    }
}
