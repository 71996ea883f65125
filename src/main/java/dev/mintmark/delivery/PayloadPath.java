package dev.mintmark.delivery;

import dev.mintmark.input.FileSafe;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a file lies below {@code data/} of a lot, {@code modules/7cdfa1000001/7cdfa1000001-dac.der}: names that every file
 * system takes and none takes for more than a name.
 *
 * @param value names of {@code [A-Za-z0-9._-]} joined by slashes, at most 200 characters; a name starts with a letter, digit
 *     or underscore, does not end in a dot and is no Windows device
 */
record PayloadPath(String value) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]*");
    private static final String MODULES = "modules/";
    private static final int LONGEST = 200;

    PayloadPath {
        if (value.length() > LONGEST || !isPlain(value)) {
            throw new IllegalArgumentException(
                    "\"%s\" is no path of a lot's payload".formatted(FileSafe.printable(value)));
        }
    }

    private static boolean isPlain(String path) {
        for (String name : path.split("/", -1)) {
            if (!NAME.matcher(name).matches() || name.endsWith(".") || FileSafe.isWindowsDevice(name)) {
                return false;
            }
        }
        return true;
    }

    /** The module whose file this is, empty for a file of the whole lot. */
    Optional<String> module() {
        int end = value.startsWith(MODULES) ? value.indexOf('/', MODULES.length()) : -1;
        return end < 0 ? Optional.empty() : Optional.of(value.substring(MODULES.length(), end));
    }
}
