package dev.mintmark.order;

import dev.mintmark.input.FileSafe;

/**
 * The order's name, as the ERP or a person gives it. It becomes a folder's name.
 *
 * @param value 1 to 64 of {@code [A-Za-z0-9._-]}, starting with a letter or digit, not ending in a dot, no Windows device name
 */
public record OrderId(String value) {
    public OrderId {
        if (!value.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
                || value.endsWith(".")
                || FileSafe.isWindowsDevice(value)) {
            throw new IllegalArgumentException(
                    "order id \"%s\" is not 1 to 64 of A-Z a-z 0-9 . _ -, starting with a letter or digit"
                            .formatted(FileSafe.printable(value)));
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
