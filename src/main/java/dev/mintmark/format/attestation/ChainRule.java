package dev.mintmark.format.attestation;

import static dev.mintmark.format.attestation.ProfileRule.unless;

import java.util.Optional;

/** Rules between a certificate and its issuer's; a PAA is its own issuer. */
enum ChainRule {
    ISSUER_NAME("RFC 5280 6.1.3, byte for byte") {
        @Override
        Optional<String> violation(Role role, AttestationCertificate certificate, AttestationCertificate issuer) {
            return unless(
                    certificate.issuer().der().equals(issuer.subject().der()),
                    role == Role.PAA
                            ? "it is not self-issued"
                            : "its issuer is not its issuer's subject, byte for byte");
        }
    },

    ISSUER_KEY_IDENTIFIER("Matter Core 6.1.2") {
        @Override
        Optional<String> violation(Role role, AttestationCertificate certificate, AttestationCertificate issuer) {
            return unless(
                    certificate.authorityKeyIdentifier().isEmpty()
                            || certificate.authorityKeyIdentifier().equals(issuer.subjectKeyIdentifier()),
                    "its authorityKeyIdentifier is not its issuer's subjectKeyIdentifier");
        }
    },

    /** Commissioners judge the chain at the DAC's notBefore; that it outlives its issuers is legal. */
    VALIDITY_NESTED("Matter Core 6.2.3.1") {
        @Override
        Optional<String> violation(Role role, AttestationCertificate certificate, AttestationCertificate issuer) {
            return unless(
                    role != Role.DAC || issuer.isValidAt(certificate.notBefore()),
                    "it begins at %s, outside its issuer's validity from %s to %s",
                    certificate.notBefore(),
                    issuer.notBefore(),
                    issuer.notAfter());
        }
    },

    SIGNATURE("RFC 5280 6.1.3") {
        @Override
        Optional<String> violation(Role role, AttestationCertificate certificate, AttestationCertificate issuer) {
            return unless(certificate.isSignedBy(issuer), "its signature is not its issuer's");
        }
    };

    private final String clause;

    ChainRule(String clause) {
        this.clause = clause;
    }

    /** What is wrong, if anything. */
    abstract Optional<String> violation(Role role, AttestationCertificate certificate, AttestationCertificate issuer);

    String clause() {
        return clause;
    }
}
