package dev.mintmark.check;

/**
 * Something that is not as it should be.
 *
 * @param place file, or file and row, or module
 * @param text one sentence, lower case, without full stop; no passcode and nothing that tells one
 */
public record Finding(CheckCode code, String place, String text) {
    /** One line. */
    public String line() {
        return "%s %s: %s".formatted(code, place, text);
    }
}
