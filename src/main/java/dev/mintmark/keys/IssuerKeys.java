package dev.mintmark.keys;

import dev.mintmark.format.P256;
import dev.mintmark.format.attestation.AttestationCertificate;
import dev.mintmark.format.attestation.LintFinding;
import dev.mintmark.format.attestation.ProfileLinter;
import dev.mintmark.format.attestation.PublishedTestKeys;
import dev.mintmark.format.attestation.Role;
import dev.mintmark.format.attestation.SubjectPublicKey;
import dev.mintmark.format.matter.VendorId;
import dev.mintmark.input.FaultException;
import dev.mintmark.input.Faults;
import dev.mintmark.issue.DacSigner;
import dev.mintmark.issue.KeyKind;
import dev.mintmark.site.Issuer;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * An issuer: PAA and PAI keep to their profiles, and the key is the PAI's.
 *
 * @param signer empty if another CA signs, and its DACs are adopted
 */
public record IssuerKeys(
        AttestationCertificate paa, AttestationCertificate pai, Optional<DacSigner> signer, Set<VendorId> vendorIds) {
    /** Where the key is. */
    public KeyKind kind() {
        return signer.map(DacSigner::kind).orElse(KeyKind.OTHER);
    }

    /** As {@link DacSigner#sign}; of one that signs here. */
    public byte[] sign(byte[] message) {
        return signer.orElseThrow().sign(message);
    }

    /**
     * Reads and checks an issuer of the site that signs here.
     *
     * @throws FaultException with all that speaks against it
     */
    public static IssuerKeys read(Issuer issuer, Passwords passwords, Instant now) {
        Faults faults = new Faults();
        IssuerKeys certificates = certificates(issuer, now, faults);
        Path file = issuer.key().orElseThrow();
        Optional<PrivateKey> key = key(file, issuer, passwords, faults);
        faults.throwIfAny();
        DacSigner signer = signer(file, key.orElseThrow(), certificates.pai(), KeyKind.SOFT);
        return new IssuerKeys(certificates.paa(), certificates.pai(), Optional.of(signer), issuer.vendorIds());
    }

    /**
     * Reads and checks the certificates of one that another CA signs for. Its key is left alone, if the site names one.
     *
     * @throws FaultException with all that speaks against it
     */
    public static IssuerKeys withoutKey(Issuer issuer, Instant now) {
        Faults faults = new Faults();
        IssuerKeys certificates = certificates(issuer, now, faults);
        faults.throwIfAny();
        return certificates;
    }

    private static IssuerKeys certificates(Issuer issuer, Instant now, Faults faults) {
        AttestationCertificate paa = CertificateFile.attestation(issuer.paa());
        AttestationCertificate pai = CertificateFile.attestation(issuer.pai());
        judge(issuer.paa(), paa, Role.PAA, paa, now, faults);
        judge(issuer.pai(), pai, Role.PAI, paa, now, faults);
        return new IssuerKeys(paa, pai, Optional.empty(), issuer.vendorIds());
    }

    private static Optional<PrivateKey> key(Path file, Issuer issuer, Passwords passwords, Faults faults) {
        try {
            return Optional.of(KeyFile.read(
                    file,
                    passwords.of(issuer.password()),
                    "password-file or password-env in the site names its password"));
        } catch (FaultException e) {
            faults.addAll(e.faults());
            return Optional.empty();
        }
    }

    static DacSigner signer(Path file, PrivateKey key, AttestationCertificate pai, KeyKind kind) {
        if (!(key instanceof ECPrivateKey ec)
                || !SubjectPublicKey.of(ec.getS().mod(P256.CURVE.getN()))
                        .equals(pai.publicKey().orElseThrow())) {
            throw new FaultException(
                    file.toString(), "is not the key of the issuer's PAI", "name the PAI's own P-256 key");
        }
        return new SoftSigner(ec.getS(), kind);
    }

    private static void judge(
            Path file,
            AttestationCertificate certificate,
            Role role,
            AttestationCertificate paa,
            Instant now,
            Faults faults) {
        for (LintFinding finding : ProfileLinter.lint(role, certificate, paa)) {
            faults.add(
                    file.toString(),
                    "does not fit the profile of a %s: %s".formatted(role, finding),
                    "have it issued again");
        }
        if (!certificate.isValidAt(now)) {
            faults.add(
                    file.toString(),
                    "is valid from %s to %s only".formatted(certificate.notBefore(), certificate.notAfter()),
                    "a DAC made now would fail at every commissioner");
        }
        if (PublishedTestKeys.contains(certificate.spki().sha256Digest())) {
            faults.add(
                    file.toString(),
                    "its private key is published",
                    "it came with the Matter SDK and is good for tests only: issuer: test");
        }
    }
}
