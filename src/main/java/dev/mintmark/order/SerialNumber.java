package dev.mintmark.order;

import dev.mintmark.input.FileSafe;
import java.util.regex.Pattern;

/**
 * The device's serial number (Matter Core 11.1.5.16, at most 32 characters). Narrower than the clause: only characters that
 * are safe on labels and in spreadsheets.
 *
 * @param value 1 to 32 of {@code [A-Za-z0-9._-]}, starting with a letter or digit
 */
public record SerialNumber(String value) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,31}");

    public SerialNumber {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "serial number \"%s\" is not 1 to 32 of A-Z a-z 0-9 . _ -, starting with a letter or digit"
                            .formatted(FileSafe.printable(value)));
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
