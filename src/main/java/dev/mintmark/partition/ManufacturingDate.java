package dev.mintmark.partition;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The form of {@link ChipFactoryKey#MANUFACTURING_DATE}: a day of the calendar, and up to 8 characters of the maker's. */
final class ManufacturingDate {
    private static final Pattern FORM = Pattern.compile("(\\d{4})(-?)(\\d{2})\\2(\\d{2})[!-~]{0,8}");

    private ManufacturingDate() {}

    static void check(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches() || !isDay(matcher)) {
            throw new IllegalArgumentException(ChipFactoryKey.MANUFACTURING_DATE.nvsKey()
                    + " is not YYYYMMDD or YYYY-MM-DD with up to 8 ASCII characters after it");
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
}
