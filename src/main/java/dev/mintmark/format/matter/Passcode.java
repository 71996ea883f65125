package dev.mintmark.format.matter;

import java.util.Set;

/**
 * Setup passcode (Matter Core 5.1.7): 27 bits, 1 to 99999998, without those that anybody would guess (5.1.7.1). A secret: the
 * number stands in no message, and {@link #toString} does not show it.
 */
public record Passcode(int value) {
    /** The greatest passcode. */
    public static final int MAX = 99_999_998;

    private static final Set<Integer> TRIVIAL = Set.of(
            11_111_111,
            22_222_222,
            33_333_333,
            44_444_444,
            55_555_555,
            66_666_666,
            77_777_777,
            88_888_888,
            12_345_678,
            87_654_321);

    public Passcode {
        if (!isAllowed(value)) {
            throw new IllegalArgumentException(
                    "the passcode is not within 1 and 99999998, or is one that anybody would guess");
        }
    }

    /** Whether {@code value} may be a passcode. */
    public static boolean isAllowed(int value) {
        return value >= 1 && value <= MAX && !TRIVIAL.contains(value);
    }

    @Override
    public String toString() {
        return "passcode";
    }
}
