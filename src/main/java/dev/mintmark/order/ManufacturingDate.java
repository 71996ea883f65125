package dev.mintmark.order;

import dev.mintmark.input.FileSafe;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a device was made (Matter Core 11.1.5.11): a day of the calendar, and up to 8 characters of the maker's.
 *
 * @param text {@code YYYYMMDD} or {@code YYYY-MM-DD}, then up to 8 printable ASCII characters
 */
public record ManufacturingDate(String text) {
    private static final Pattern FORM = Pattern.compile("(\\d{4})(-?)(\\d{2})\\2(\\d{2})[!-~]{0,8}");

    public ManufacturingDate {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches() || !isDay(matcher)) {
            throw new IllegalArgumentException(
                    "manufacturing date \"%s\" is not YYYYMMDD or YYYY-MM-DD with up to 8 ASCII characters after it, or no day of the calendar"
                            .formatted(FileSafe.printable(text)));
        }
    }

    private static boolean isDay(Matcher matcher) {
        try {
            LocalDate.of(number(matcher, 1), number(matcher, 3), number(matcher, 4));
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }

    @Override
    public String toString() {
        return text;
    }
}
