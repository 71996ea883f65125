package dev.mintmark.order;

import dev.mintmark.input.FileSafe;
import java.util.Locale;
import java.util.Optional;

/**
 * A module's MAC.
 *
 * @param value 12 lower-case hex digits
 */
public record MacAddress(String value) {
    public MacAddress {
        if (!value.matches("[0-9a-f]{12}")) {
            throw new IllegalArgumentException("MAC \"%s\" is not 12 hex digits".formatted(FileSafe.printable(value)));
        }
    }

    /** Reads 12 hex digits of either case, plain or in pairs with colons or hyphens. */
    public static MacAddress parse(String text) {
        boolean pairs = text.matches("[0-9a-fA-F]{2}([:-])(?:[0-9a-fA-F]{2}\\1){4}[0-9a-fA-F]{2}");
        return new MacAddress((pairs ? text.replaceAll("[:-]", "") : text).toLowerCase(Locale.ROOT));
    }

    /** The MAC that a module id is, if it has the form of one. */
    public static Optional<MacAddress> of(ModuleId id) {
        return id.value().matches("[0-9a-f]{12}") ? Optional.of(new MacAddress(id.value())) : Optional.empty();
    }

    /** Upper-case pairs with colons, as labels show it and spreadsheets leave alone. */
    public String withColons() {
        return value.toUpperCase(Locale.ROOT).replaceAll("(..)(?!$)", "$1:");
    }

    @Override
    public String toString() {
        return value;
    }
}
