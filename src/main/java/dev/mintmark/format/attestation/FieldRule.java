package dev.mintmark.format.attestation;

import static dev.mintmark.format.attestation.ProfileRule.unless;

import java.util.Optional;

/** Rules for the fixed fields of a certificate, the same for all three roles. */
enum FieldRule implements ProfileRule {
    SIZE(
            "Matter Core 6.1.3",
            (role, certificate) -> unless(
                    certificate.der().size() <= Limits.CERTIFICATE,
                    "it is %d bytes long and may be %d",
                    certificate.der().size(),
                    Limits.CERTIFICATE)),

    VERSION((role, certificate) -> unless(
            certificate.body().version() == 3,
            "it is of X.509 version %d instead of 3",
            certificate.body().version())),

    /** One PAA in production writes NULL parameters; it is trusted by its key, so nobody looks at that. */
    SIGNATURE_ALGORITHM((role, certificate) -> {
        byte[] algorithm = certificate.body().signatureAlgorithm().toByteArray();
        boolean known =
                role == Role.PAA ? EcdsaSha256.isExactlyOrWithNull(algorithm) : EcdsaSha256.isExactly(algorithm);
        return unless(
                known && certificate.body().signatureAlgorithm().equals(certificate.outerAlgorithm()),
                "its signature algorithm is not, inside and outside, ecdsa-with-SHA256 without parameters");
    }),

    PUBLIC_KEY((role, certificate) -> unless(
            certificate.publicKey().isPresent(),
            "its key is not an uncompressed point of prime256v1 as a named curve")),

    SERIAL_NUMBER(
            "RFC 5280 4.1.2.2",
            (role, certificate) -> unless(
                    certificate.serialNumber().signum() > 0
                            && certificate.serialNumber().toByteArray().length <= Limits.SERIAL_NUMBER,
                    "its serial number is not positive or longer than %d octets",
                    Limits.SERIAL_NUMBER)),

    TIME_ENCODING(
            "RFC 5280 4.1.2.5",
            (role, certificate) -> unless(
                    certificate.body().notBefore().conforming()
                            && certificate.body().notAfter().conforming(),
                    "a time is not UTCTime until 2049 and GeneralizedTime from 2050")),

    VALIDITY_ORDER(
            "RFC 5280 4.1.2.5",
            (role, certificate) -> unless(
                    !certificate.notAfter().isBefore(certificate.notBefore()),
                    "it ends at %s, before it begins at %s",
                    certificate.notAfter(),
                    certificate.notBefore())),

    /** What the SDK's revocation check can hold (kMaxCertificateDistinguishedNameLength). */
    NAME_SIZE(
            "Matter SDK, CHIPCert.h",
            (role, certificate) -> unless(
                    certificate.issuer().der().size() <= Limits.NAME
                            && certificate.subject().der().size() <= Limits.NAME,
                    "its issuer or subject is longer than %d bytes",
                    Limits.NAME));

    /** Bytes and octets. */
    private static final class Limits {
        static final int CERTIFICATE = 600;
        static final int SERIAL_NUMBER = 20;
        static final int NAME = 200;
    }

    private final Optional<String> clause;
    private final Check check;

    FieldRule(Check check) {
        this.clause = Optional.empty();
        this.check = check;
    }

    FieldRule(String clause, Check check) {
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
