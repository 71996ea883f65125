package dev.mintmark.order;

import dev.mintmark.input.FileSafe;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A module's MAC.
 *
 * @param value 12 lower-case hex digits
 */
public record MacAddress(String value) {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{12}");
    private static final Pattern PAIRS = Pattern.compile("[0-9a-fA-F]{2}([:-])(?:[0-9a-fA-F]{2}\\1){4}[0-9a-fA-F]{2}");
    private static final HexFormat COLONS = HexFormat.ofDelimiter(":").withUpperCase();

    public MacAddress {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("MAC \"%s\" is not 12 hex digits".formatted(FileSafe.printable(value)));
        }
    }

    /** Reads 12 hex digits of either case, plain or in pairs with colons or hyphens. */
    public static MacAddress parse(String text) {
        boolean pairs = PAIRS.matcher(text).matches();
        return new MacAddress((pairs ? text.replaceAll("[:-]", "") : text).toLowerCase(Locale.ROOT));
    }

    /** The MAC that a module id is, if it has the form of one. */
    public static Optional<MacAddress> of(ModuleId id) {
        return FORM.matcher(id.value()).matches() ? Optional.of(new MacAddress(id.value())) : Optional.empty();
    }

    /** Upper-case pairs with colons, as labels show it and spreadsheets leave alone. */
    public String withColons() {
        return COLONS.formatHex(HexFormat.of().parseHex(value));
    }

    @Override
    public String toString() {
        return value;
    }
}
