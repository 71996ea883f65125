package dev.mintmark.disposition;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * An event of a module, as it was reported.
 *
 * @param at when it happened, as the factory says; to the millisecond
 * @param station where, at most {@value #LONGEST_STATION} characters; may be empty
 * @param note the factory's words, at most {@value #LONGEST_NOTE} characters; may be empty
 * @param dacSha256 hex, of the DAC that a station read in the module; empty if the report does not say
 */
public record Step(ModuleEvent event, Instant at, String station, String note, String dacSha256) {
    public static final int LONGEST_STATION = 64;
    public static final int LONGEST_NOTE = 200;

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /** Whatever the order in which reports came. */
    public static final Comparator<Step> BY_TIME = Comparator.comparing(Step::at)
            .thenComparing(Step::event)
            .thenComparing(Step::station)
            .thenComparing(Step::note)
            .thenComparing(Step::dacSha256);

    public Step {
        at = at.truncatedTo(ChronoUnit.MILLIS);
        if (station.length() > LONGEST_STATION || note.length() > LONGEST_NOTE) {
            throw new IllegalArgumentException("a station or a note is too long");
        }
        if (!dacSha256.isEmpty() && !isSha256(dacSha256)) {
            throw new IllegalArgumentException("a SHA-256 is 64 lower-case hex digits");
        }
    }

    /** Whether a DAC can be named so: 64 lower-case hex digits. */
    public static boolean isSha256(String text) {
        return SHA256.matcher(text).matches();
    }
}
