package dev.mintmark.check;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.attestation.AttestationCertificate;
import dev.mintmark.format.attestation.LintFinding;
import dev.mintmark.format.attestation.ProfileLinter;
import dev.mintmark.format.attestation.PublishedTestKeys;
import dev.mintmark.format.attestation.Role;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/** What is asked of every DAC, wherever it was found. */
public final class DacRules {
    private DacRules() {}

    /**
     * Reads a DAC and holds it against today's profile.
     *
     * @param pai its issuer, if that could be read; without it only the DAC by itself is judged
     * @return empty if it is no certificate
     */
    public static Optional<AttestationCertificate> judge(
            Bytes der, Optional<AttestationCertificate> pai, String place, Findings findings) {
        AttestationCertificate dac;
        try {
            dac = AttestationCertificate.parse(der.toByteArray());
        } catch (IllegalArgumentException e) {
            findings.add(CheckCode.DAC_MALFORMED, place, "%s", e.getMessage());
            return Optional.empty();
        }
        if (!dac.der().equals(der)) {
            findings.add(CheckCode.DAC_MALFORMED, place, "is in PEM, not DER");
            return Optional.empty();
        }
        List<LintFinding> faults = pai.map(issuer -> ProfileLinter.lint(Role.DAC, dac, issuer))
                .orElseGet(() -> ProfileLinter.lint(Role.DAC, dac));
        faults.forEach(fault -> findings.add(CheckCode.DAC_PROFILE, place, "%s", fault));
        if (PublishedTestKeys.contains(dac.spki().sha256Digest())) {
            findings.add(CheckCode.KEY_PUBLISHED, place, "its private key came with the Matter SDK");
        }
        return Optional.of(dac);
    }

    /** Whether {@code octets} are the certificate's serial number. */
    public static boolean hasSerial(AttestationCertificate certificate, Bytes octets) {
        return new BigInteger(1, octets.toByteArray()).equals(certificate.serialNumber());
    }

    /** Lints a PAI as far as this goes without its PAA, or with it. */
    public static void judgePai(
            AttestationCertificate pai, Optional<AttestationCertificate> paa, String place, Findings findings) {
        List<LintFinding> faults = paa.map(issuer -> ProfileLinter.lint(Role.PAI, pai, issuer))
                .orElseGet(() -> ProfileLinter.lint(Role.PAI, pai));
        faults.forEach(fault -> findings.add(CheckCode.PAI_PROFILE, place, "%s", fault));
    }
}
