package dev.mintmark.format.attestation;

import static dev.mintmark.format.attestation.ProfileRule.unless;

import dev.mintmark.format.Bytes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.Extension;

/**
 * Rules for extensions. The values that a profile allows are so few that they are compared as bytes, which also refuses what
 * is not in distinguished encoding.
 */
enum ExtensionRule implements ProfileRule {
    BASIC_CONSTRAINTS((role, certificate) -> judge(
            certificate,
            Extension.basicConstraints,
            "basicConstraints",
            true,
            switch (role) {
                case DAC -> Values.NO_CA;
                case PAI -> Values.CA_OF_LEAVES;
                case PAA -> Values.CA_OF_CAS;
            })),

    KEY_USAGE((role, certificate) -> judge(
            certificate, Extension.keyUsage, "keyUsage", true, role.isAuthority() ? Values.CA_USAGE : Values.SIGN)),

    SUBJECT_KEY_IDENTIFIER("Matter Core 6.1.2", (role, certificate) -> {
        Optional<CertificateExtension> extension = certificate.extension(Extension.subjectKeyIdentifier.getId());
        if (extension.isEmpty()) {
            return Optional.of("it has no subjectKeyIdentifier");
        }
        if (extension.get().critical()) {
            return Optional.of("its subjectKeyIdentifier is critical");
        }
        return unless(
                certificate.publicKey().isEmpty()
                        || certificate
                                .publicKey()
                                .map(SubjectPublicKey::keyIdentifier)
                                .equals(certificate.subjectKeyIdentifier()),
                "its subjectKeyIdentifier is not the SHA-1 of its key, 20 bytes");
    }),

    /** Optional in a PAA, which is its own authority: 3 of 40 in production have none. */
    AUTHORITY_KEY_IDENTIFIER("Matter Core 6.1.2", (role, certificate) -> {
        Optional<CertificateExtension> extension = certificate.extension(Extension.authorityKeyIdentifier.getId());
        if (extension.isEmpty()) {
            return unless(role == Role.PAA, "it has no authorityKeyIdentifier");
        }
        if (extension.get().critical()) {
            return Optional.of("its authorityKeyIdentifier is critical");
        }
        return unless(
                certificate.authorityKeyIdentifier().map(Bytes::size).equals(Optional.of(20)),
                "its authorityKeyIdentifier holds no keyIdentifier of 20 bytes");
    }),

    UNKNOWN_CRITICAL_EXTENSION("RFC 5280 4.2", (role, certificate) -> certificate.extensions().stream()
            .filter(extension -> extension.critical() && !Values.MAY_BE_CRITICAL.contains(extension.oid()))
            .map(extension -> "its extension %s is critical and unknown".formatted(extension.oid()))
            .findFirst()),

    DUPLICATE_EXTENSION("RFC 5280 4.2", (role, certificate) -> {
        List<String> kinds =
                certificate.extensions().stream().map(CertificateExtension::oid).toList();
        return unless(kinds.size() == Set.copyOf(kinds).size(), "it has an extension twice");
    });

    /** Extension values in DER. */
    private static final class Values {
        /** SEQUENCE {}: cA FALSE by default, no pathLenConstraint. */
        static final Set<Bytes> NO_CA = values("3000");

        /** cA TRUE, pathLenConstraint 0. */
        static final Set<Bytes> CA_OF_LEAVES = values("30060101ff020100");

        /** cA TRUE, no pathLenConstraint or 1. */
        static final Set<Bytes> CA_OF_CAS = values("30030101ff", "30060101ff020101");

        /** digitalSignature. */
        static final Set<Bytes> SIGN = values("03020780");

        /** keyCertSign, cRLSign, without and with digitalSignature. */
        static final Set<Bytes> CA_USAGE = values("03020106", "03020186");

        static final Set<String> MAY_BE_CRITICAL = Set.of(
                Extension.basicConstraints.getId(),
                Extension.keyUsage.getId(),
                Extension.extendedKeyUsage.getId(),
                // their own rules say that these must not be
                Extension.subjectKeyIdentifier.getId(),
                Extension.authorityKeyIdentifier.getId());

        private static Set<Bytes> values(String... hex) {
            return Set.copyOf(List.of(hex).stream().map(Bytes::fromHex).toList());
        }
    }

    private final Optional<String> clause;
    private final Check check;

    ExtensionRule(Check check) {
        this.clause = Optional.empty();
        this.check = check;
    }

    ExtensionRule(String clause, Check check) {
        this.clause = Optional.of(clause);
        this.check = check;
    }

    private static Optional<String> judge(
            AttestationCertificate certificate,
            ASN1ObjectIdentifier kind,
            String name,
            boolean critical,
            Set<Bytes> allowed) {
        Optional<CertificateExtension> extension = certificate.extension(kind.getId());
        if (extension.isEmpty()) {
            return Optional.of("it has no %s".formatted(name));
        }
        if (extension.get().critical() != critical) {
            return Optional.of("its %s is not critical".formatted(name));
        }
        return unless(
                allowed.contains(extension.get().value()),
                "its %s is %s where only %s may stand",
                name,
                extension.get().value().hex(),
                String.join(" or ", allowed.stream().map(Bytes::hex).sorted().toList()));
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
