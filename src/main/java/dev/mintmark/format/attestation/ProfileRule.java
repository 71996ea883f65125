package dev.mintmark.format.attestation;

import java.util.Optional;

/** One rule that a certificate keeps or breaks by itself. The constant's name is the finding's code. */
sealed interface ProfileRule permits FieldRule, ExtensionRule, NameRule {
    String name();

    /** Empty if the rule stands in the profile of the role itself. */
    Optional<String> clause();

    /** What is wrong, if anything. */
    Optional<String> violation(Role role, AttestationCertificate certificate);

    /** How each rule looks at a certificate. */
    @FunctionalInterface
    interface Check {
        Optional<String> violation(Role role, AttestationCertificate certificate);
    }

    static Optional<String> unless(boolean kept, String text, Object... parts) {
        return kept ? Optional.empty() : Optional.of(text.formatted(parts));
    }
}
