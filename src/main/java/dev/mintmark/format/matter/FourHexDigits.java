package dev.mintmark.format.matter;

import java.util.HexFormat;
import java.util.regex.Pattern;

/** How vendor and product ids are written. */
final class FourHexDigits {
    private static final Pattern FORM = Pattern.compile("(?:0[xX])?([0-9a-fA-F]{4})");

    private static final HexFormat DIGITS = HexFormat.of().withUpperCase();

    private FourHexDigits() {}

    static int parse(String what, String text) {
        var matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("%s \"%s\" is not four hex digits".formatted(what, text));
        }
        return Integer.parseInt(matcher.group(1), 16);
    }

    static String format(int value) {
        return DIGITS.toHexDigits((short) value);
    }
}
