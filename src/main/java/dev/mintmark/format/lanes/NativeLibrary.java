package dev.mintmark.format.lanes;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The library in C, {@code src/main/c}. It is built with the program where there is a C compiler, and stands in no jar; java is told of it
 * by a property.
 */
public final class NativeLibrary {
    /** Names the library's file; not set or empty, there is none. */
    public static final String PROPERTY = "mintmark.native";

    private static final String FILE = System.getProperty(PROPERTY, "");
    private static volatile Optional<String> fault = load();

    private NativeLibrary() {}

    /** Whether there is one, it is of this program's sources, and nobody distrusts it. */
    public static boolean isLoaded() {
        return !FILE.isEmpty() && fault.isEmpty();
    }

    /** Why the library that java was told of is of no use; empty if it is, and if there is none. */
    public static Optional<String> fault() {
        return fault;
    }

    /** From now on it is done without, in all that it computes: one that errs anywhere is believed nowhere. The first reason stays. */
    public static synchronized void distrust(String why) {
        if (fault.isEmpty()) {
            fault = Optional.of(why);
        }
    }

    private static Optional<String> load() {
        if (FILE.isEmpty()) {
            return Optional.empty();
        }
        try {
            System.load(Path.of(FILE).toAbsolutePath().toString());
        } catch (LinkageError | IllegalArgumentException | IllegalCallerException e) {
            return Optional.of(e.getMessage());
        }
        return isOurs() ? Optional.empty() : Optional.of(FILE + " is not of this mintmark");
    }

    /** A library of other sources has other ways or tables, or not every function: java looks for each at its first call. */
    private static boolean isOurs() {
        try {
            return fits(NativeHmacLanes.Way.values().length, NativeComb.TABLE_BYTES)
                    && NativeHmacLanes.answers()
                    && NativeComb.answers()
                    && NativeSignatureLanes.answers();
        } catch (LinkageError e) {
            return false;
        }
    }

    private static native boolean fits(int ways, int tableBytes);
}
