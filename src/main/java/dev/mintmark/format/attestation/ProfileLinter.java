package dev.mintmark.format.attestation;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Holds certificates against Matter's profile (Matter Core 6.1 and 6.2.2), every rule of it, and tells all that is wrong. */
public final class ProfileLinter {
    private static final List<ProfileRule> PROFILE = Stream.<ProfileRule[]>of(
                    FieldRule.values(), ExtensionRule.values(), NameRule.values())
            .flatMap(Stream::of)
            .toList();
    private static final Set<ChainRule> ALL = EnumSet.allOf(ChainRule.class);
    private static final Set<ChainRule> BUT_SIGNATURE = EnumSet.complementOf(EnumSet.of(ChainRule.SIGNATURE));

    private ProfileLinter() {}

    /** The profile as a list, a line a rule: its code and where it is laid down. What a later version adds is seen by comparing. */
    public static List<String> rules() {
        List<String> rules = new ArrayList<>();
        PROFILE.forEach(rule -> rules.add(rule.name() + "\t"
                + rule.clause()
                        .orElse("%s, %s, %s".formatted(Role.PAA.clause(), Role.PAI.clause(), Role.DAC.clause()))));
        ALL.forEach(rule -> rules.add(rule.name() + "\t" + rule.clause()));
        return List.copyOf(rules);
    }

    /** What the certificate by itself has against the profile of {@code role}; a PAA is also held against itself as issuer. */
    public static List<LintFinding> lint(Role role, AttestationCertificate certificate) {
        List<LintFinding> findings = new ArrayList<>();
        for (ProfileRule rule : PROFILE) {
            rule.violation(role, certificate)
                    .map(text -> new LintFinding(rule.name(), rule.clause().orElse(role.clause()), role + ": " + text))
                    .ifPresent(findings::add);
        }
        if (role == Role.PAA) {
            chain(role, certificate, certificate, ALL, findings);
        }
        return List.copyOf(findings);
    }

    /** The same and how it hangs on {@code issuer}'s certificate, whose own faults are not reported here. */
    public static List<LintFinding> lint(Role role, AttestationCertificate certificate, AttestationCertificate issuer) {
        return lint(role, certificate, issuer, ALL);
    }

    /** The same for a certificate that is not signed yet. */
    static List<LintFinding> lintUnsigned(
            Role role, AttestationCertificate certificate, AttestationCertificate issuer) {
        return lint(role, certificate, issuer, BUT_SIGNATURE);
    }

    private static List<LintFinding> lint(
            Role role, AttestationCertificate certificate, AttestationCertificate issuer, Set<ChainRule> rules) {
        List<LintFinding> findings = new ArrayList<>(lint(role, certificate));
        if (role != Role.PAA) {
            chain(role, certificate, issuer, rules, findings);
        }
        return List.copyOf(findings);
    }

    private static void chain(
            Role role,
            AttestationCertificate certificate,
            AttestationCertificate issuer,
            Set<ChainRule> rules,
            List<LintFinding> findings) {
        for (ChainRule rule : rules) {
            rule.violation(role, certificate, issuer)
                    .map(text -> new LintFinding(rule.name(), rule.clause(), role + ": " + text))
                    .ifPresent(findings::add);
        }
    }
}
