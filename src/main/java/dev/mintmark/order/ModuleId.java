package dev.mintmark.order;

import dev.mintmark.input.FileSafe;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A module's name, unique within an order, usually its MAC. It becomes part of file names.
 *
 * @param value 1 to 64 of {@code [a-z0-9_-]}, starting with a letter or digit, no Windows device name
 */
public record ModuleId(String value) {
    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");
    private static final Pattern MAC_WITH_SEPARATORS =
            Pattern.compile("[0-9a-fA-F]{2}([:-])(?:[0-9a-fA-F]{2}\\1){4}[0-9a-fA-F]{2}");

    public ModuleId {
        if (!FORM.matcher(value).matches() || FileSafe.isWindowsDevice(value)) {
            throw new IllegalArgumentException(
                    "module id \"%s\" is not 1 to 64 of a-z 0-9 _ -, starting with a letter or digit"
                            .formatted(FileSafe.printable(value)));
        }
    }

    /** As {@link #ModuleId}, but a MAC with colons or hyphens becomes its 12 lower-case hex digits, and case is folded. */
    public static ModuleId parse(String text) {
        String folded = text.toLowerCase(Locale.ROOT);
        return new ModuleId(MAC_WITH_SEPARATORS.matcher(text).matches() ? folded.replaceAll("[:-]", "") : folded);
    }

    @Override
    public String toString() {
        return value;
    }
}
