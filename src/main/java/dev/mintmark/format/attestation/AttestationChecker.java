package dev.mintmark.format.attestation;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.matter.CdFinding;
import dev.mintmark.format.matter.CdUse;
import dev.mintmark.format.matter.CertificationDeclaration;
import dev.mintmark.format.matter.ProductId;
import dev.mintmark.format.matter.VendorId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The device attestation procedure (Matter Core 6.2.3.1) but for what needs the device itself or the ledger's revocation
 * lists, and the whole certificate profile besides: what passes here, a commissioner accepts.
 */
public final class AttestationChecker {
    private static final String PROCEDURE = "Matter Core 6.2.3.1";
    private static final String DECLARATION = "Matter Core 6.3.1";

    private final AttestationEvidence evidence;
    private final Instant now;
    private final List<LintFinding> findings = new ArrayList<>();

    private AttestationChecker(AttestationEvidence evidence, Instant now) {
        this.evidence = evidence;
        this.now = now;
    }

    /**
     * Checks everything and stops at nothing that leaves more to be found.
     *
     * @param now when the device is commissioned
     * @return empty if the device is genuine
     */
    public static List<LintFinding> check(AttestationEvidence evidence, Instant now) {
        AttestationChecker checker = new AttestationChecker(evidence, now);
        checker.check();
        return List.copyOf(checker.findings);
    }

    private void check() {
        Optional<AttestationCertificate> pai = parse(Role.PAI, evidence.pai());
        Optional<AttestationCertificate> dac = parse(Role.DAC, evidence.dac());
        Optional<CertificationDeclaration> declaration = declaration();
        if (pai.isEmpty() || dac.isEmpty()) {
            return;
        }
        findings.addAll(ProfileLinter.lint(Role.DAC, dac.get(), pai.get()));
        if (!dac.get().isValidAt(now)) {
            add(
                    "DAC_NOT_VALID_NOW",
                    "DAC: it is valid from %s to %s, not at %s"
                            .formatted(dac.get().notBefore(), dac.get().notAfter(), now));
        }
        Optional<AttestationCertificate> paa = paa(pai.get());
        if (paa.isEmpty()) {
            findings.addAll(ProfileLinter.lint(Role.PAI, pai.get()));
            add("PAA_UNKNOWN", "PAI: no trusted PAA has its issuer's name and key identifier");
            return;
        }
        findings.addAll(ProfileLinter.lint(Role.PAI, pai.get(), paa.get()));
        findings.addAll(ProfileLinter.lint(Role.PAA, paa.get()));
        if (!paa.get().isValidAt(dac.get().notBefore())) {
            add(
                    "PAA_NOT_VALID_AT_DAC",
                    "PAA: it is not valid when the DAC begins, %s"
                            .formatted(dac.get().notBefore()));
        }
        if (declaration.isPresent()) {
            compare(declaration.get(), dac.get(), pai.get(), paa.get());
        }
    }

    private Optional<AttestationCertificate> parse(Role role, Bytes encoded) {
        try {
            return Optional.of(AttestationCertificate.parse(encoded.toByteArray()));
        } catch (IllegalArgumentException e) {
            findings.add(new LintFinding("MALFORMED_" + role, role.clause(), role + ": " + e.getMessage()));
            return Optional.empty();
        }
    }

    /** Commissioners look PAAs up by the PAI's AKI (Matter Core 6.2.3.1). */
    private Optional<AttestationCertificate> paa(AttestationCertificate pai) {
        return evidence.paas().stream()
                .filter(paa -> pai.issuer().der().equals(paa.subject().der()))
                .filter(paa -> paa.subjectKeyIdentifier().isPresent()
                        && paa.subjectKeyIdentifier().equals(pai.authorityKeyIdentifier()))
                .findFirst();
    }

    private Optional<CertificationDeclaration> declaration() {
        CertificationDeclaration.Reading reading = CertificationDeclaration.read(
                evidence.certificationDeclaration().toByteArray());
        if (reading instanceof CertificationDeclaration.Refused refused) {
            add(refused.finding());
            return Optional.empty();
        }
        CertificationDeclaration declaration = ((CertificationDeclaration.Read) reading).declaration();
        declaration.verify(evidence.cdSigners()).ifPresent(this::add);
        return Optional.of(declaration);
    }

    /** A DAC or PAI without vendor or product has been found out by its profile already. */
    private void compare(
            CertificationDeclaration declaration,
            AttestationCertificate dac,
            AttestationCertificate pai,
            AttestationCertificate paa) {
        Optional<VendorId> dacVendor = dac.subject().vendorId();
        Optional<ProductId> dacProduct = dac.subject().productId();
        Optional<VendorId> paiVendor = pai.subject().vendorId();
        if (dacVendor.isEmpty() || dacProduct.isEmpty() || paiVendor.isEmpty()) {
            return;
        }
        declaration
                .check(new CdUse(
                        evidence.vendorId(),
                        evidence.productId(),
                        evidence.deviceType(),
                        dacVendor.get(),
                        dacProduct.get(),
                        paiVendor.get(),
                        pai.subject().productId(),
                        paa.subjectKeyIdentifier().orElseThrow(),
                        evidence.production()))
                .forEach(this::add);
    }

    private void add(String code, String text) {
        findings.add(new LintFinding(code, PROCEDURE, text));
    }

    private void add(CdFinding finding) {
        findings.add(new LintFinding(finding.fault().name(), DECLARATION, "CD: " + finding.detail()));
    }
}
