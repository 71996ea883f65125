package dev.mintmark.cli;

import dev.mintmark.input.FileSafe;
import dev.mintmark.job.Phase;
import dev.mintmark.job.RunWatch;
import dev.mintmark.order.OrderId;
import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * How far a run has come, on standard error: a bar that is drawn over on a terminal, a line every five seconds elsewhere,
 * where carriage returns would only fill a log. One phase of one order at a time; a phase ends with a line that stays.
 *
 * <p>Safe for many threads: partitions of a step all advance the same phase.
 */
public final class Progress implements RunWatch, AutoCloseable {
    /** Where it is shown. */
    public enum Display {
        BAR(100),
        LINES(5_000),
        NONE(Long.MAX_VALUE / 1_000_000);

        private final long intervalNanos;

        Display(long intervalMillis) {
            intervalNanos = intervalMillis * 1_000_000;
        }

        /** What suits standard error, of which only the launcher can tell whether it is a terminal. */
        public static Display ofStandardError(boolean quiet) {
            if (quiet) {
                return NONE;
            }
            return Boolean.getBoolean("mintmark.terminal") ? BAR : LINES;
        }
    }

    private static final int USUAL_COLUMNS = 80;
    private static final int WIDEST_BAR = 40;

    private final PrintStream out;
    private final Display display;
    private final int columns;
    private final LongSupplier nanoTime;

    private String order = "";
    private Phase phase;
    private long total;
    private long done;
    private long doneBefore;
    private long began;
    private long shown;
    private int drawn;

    /**
     * @param columns the terminal's width; 80 is taken if that cannot be one
     * @param nanoTime as {@link System#nanoTime()}
     */
    public Progress(PrintStream out, Display display, int columns, LongSupplier nanoTime) {
        this.out = out;
        this.display = display;
        this.columns = columns < 20 ? USUAL_COLUMNS : columns;
        this.nanoTime = nanoTime;
    }

    /** On standard error, as wide as the launcher says. */
    public static Progress onStandardError(boolean quiet) {
        return new Progress(
                System.err,
                Display.ofStandardError(quiet),
                Integer.getInteger("mintmark.columns", USUAL_COLUMNS),
                System::nanoTime);
    }

    /**
     * Starts a phase; the one before, if any, ends.
     *
     * @param total how many there will be, 0 if nobody knows yet
     * @param doneBefore how many of them an earlier run has done, which do not count for the speed
     */
    @Override
    public synchronized void begin(OrderId order, Phase phase, long total, long doneBefore) {
        end();
        this.order = order.value();
        this.phase = phase;
        this.total = total;
        this.done = doneBefore;
        this.doneBefore = doneBefore;
        this.began = nanoTime.getAsLong();
        this.shown = began;
    }

    /** {@code count} more are done; of no effect outside a phase. */
    @Override
    public synchronized void advance(long count) {
        if (phase == null) {
            return;
        }
        done += count;
        long now = nanoTime.getAsLong();
        if (now - shown >= display.intervalNanos) {
            shown = now;
            show(now);
        }
    }

    /** A message that is to stand above the bar, on a line of its own. Shown even when quiet. */
    @Override
    public synchronized void say(String message) {
        wipe();
        out.println(FileSafe.visible(message));
    }

    /** Ends the phase, if there is one, with the line that stays. */
    @Override
    public synchronized void end() {
        if (phase == null) {
            return;
        }
        if (display != Display.NONE) {
            wipe();
            long nanos = nanoTime.getAsLong() - began;
            out.println("%s: %s %s in %s%s".formatted(order, name(), counts(), duration(nanos), speed(nanos)));
        }
        phase = null;
    }

    @Override
    public void close() {
        end();
    }

    private void show(long now) {
        long nanos = now - began;
        String head = "%s: %s ".formatted(order, name());
        String counts = counts();
        String speed = speed(nanos);
        String left = left(nanos);
        if (display == Display.LINES) {
            out.println(head + counts + speed + left);
            return;
        }
        String bar = total > 0 ? bar() : "";
        // a full last column would wrap, and a wrapped line cannot be drawn over; the speed goes first, then the bar
        int room = columns - 1;
        String line = head + bar + counts + speed + left;
        line = line.length() <= room ? line : head + bar + counts + left;
        line = line.length() <= room ? line : head + counts + left;
        line = line.substring(0, Math.min(line.length(), room));
        out.print("\r" + line + " ".repeat(Math.max(0, drawn - line.length())));
        out.flush();
        drawn = line.length();
    }

    private void wipe() {
        if (drawn > 0) {
            out.print("\r" + " ".repeat(drawn) + "\r");
            drawn = 0;
        }
    }

    /** Of one width throughout, so that it does not dance with the text beside it. */
    private String bar() {
        int width = Math.min(columns / 8, WIDEST_BAR);
        int filled = (int) (Math.min(done, total) * width / total);
        return "[" + "#".repeat(filled) + "-".repeat(width - filled) + "] ";
    }

    private String name() {
        return phase.name().toLowerCase(Locale.ROOT);
    }

    private String counts() {
        return total > 0
                ? String.format(Locale.ROOT, "%,d of %,d %s", done, total, phase.counted())
                : String.format(Locale.ROOT, "%,d %s", done, phase.counted());
    }

    private String speed(long nanos) {
        double each = perSecond(nanos);
        return each < 1 ? "" : String.format(Locale.ROOT, ", %,d/s", Math.round(each));
    }

    private String left(long nanos) {
        double each = perSecond(nanos);
        return total > done && each > 0 ? ", " + duration((long) ((total - done) / each * 1e9)) + " left" : "";
    }

    private double perSecond(long nanos) {
        return nanos > 0 ? (done - doneBefore) * 1e9 / nanos : 0;
    }

    /** Minutes and seconds, with hours if there are any: {@code 0:07}, {@code 12:00}, {@code 1:00:05}. */
    private static String duration(long nanos) {
        long seconds = Math.round(nanos / 1e9);
        return seconds < 3600
                ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
}
