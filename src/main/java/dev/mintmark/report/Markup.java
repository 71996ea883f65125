package dev.mintmark.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Values as text of an HTML page that is well-formed XML too. */
final class Markup {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);

    private Markup() {}

    /**
     * Text from outside, fit for an element and for a quoted attribute. Characters that have no picture of their own (controls,
     * marks that turn the direction of what follows, halves of a pair) come as {@code \\uXXXX}, so that they can be seen and
     * do nothing.
     */
    static String text(String raw) {
        StringBuilder out = new StringBuilder();
        raw.codePoints().forEach(point -> {
            switch (point) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> {
                    if (hasPicture(point)) {
                        out.appendCodePoint(point);
                    } else {
                        out.append("\\u%04X".formatted(point));
                    }
                }
            }
        });
        return out.toString();
    }

    static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** Percent, with one decimal. */
    static String share(long count, long whole) {
        return String.format(Locale.ROOT, "%.1f", 100.0 * count / whole);
    }

    static String time(Instant instant) {
        return MINUTE.format(instant);
    }

    /** {@code 1 module}, {@code 2 modules}. */
    static String count(long value, String one, String many) {
        return number(value) + " " + (value == 1 ? one : many);
    }

    private static boolean hasPicture(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
