package dev.mintmark.order;

import dev.mintmark.input.FileSafe;
import java.util.Locale;
import java.util.Set;

/**
 * The order's name, as the ERP or a person gives it. It becomes a folder's name in the home, beside the home's own.
 *
 * @param value 1 to 64 of {@code [A-Za-z0-9._-]}, starting with a letter or digit, not ending in a dot or {@code .part}, no
 *     Windows device name and none of the home's own names
 */
public record OrderId(String value) {
    /** What else stands in a home. */
    private static final Set<String> OF_THE_HOME = Set.of("keys", "ledger", "lock", "log", "status.json", "test-keys");

    public OrderId {
        String folded = value.toLowerCase(Locale.ROOT);
        if (!value.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
                || value.endsWith(".")
                || FileSafe.isWindowsDevice(value)) {
            throw new IllegalArgumentException(
                    "order id \"%s\" is not 1 to 64 of A-Z a-z 0-9 . _ -, starting with a letter or digit"
                            .formatted(FileSafe.printable(value)));
        }
        if (OF_THE_HOME.contains(folded) || folded.endsWith(".part")) {
            throw new IllegalArgumentException(
                    "order id \"%s\" is a name that mintmark uses in the home itself".formatted(value));
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
