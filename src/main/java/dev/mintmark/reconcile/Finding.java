package dev.mintmark.reconcile;

/**
 * Something that does not agree.
 *
 * @param code stable, upper case
 */
public record Finding(String code, String detail) {
    public String text() {
        return code + ": " + detail;
    }
}
