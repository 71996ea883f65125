package dev.mintmark.format.attestation;

/**
 * One thing that a certificate or a chain has against the profile.
 *
 * @param code stable, upper case
 * @param clause where the rule stands
 * @param text "DAC", "PAI" or "PAA", and what it has, lower case, without full stop
 */
public record LintFinding(String code, String clause, String text) {
    @Override
    public String toString() {
        return "%s: %s (%s)".formatted(code, text, clause);
    }
}
