package dev.mintmark.format.lanes;

import java.nio.file.Path;
import java.util.Optional;

/**
 * {@link HmacLanes} in C, {@code src/main/c}: what Java has no words for, and vectors that need no compiling. The library is built
 * with the program where there is a C compiler, and stands in no jar; java is told of it by a property.
 */
public final class NativeHmacLanes implements HmacLanes {
    /** Names the library's file; not set or empty, there is none. */
    public static final String PROPERTY = "mintmark.native";

    /** A way to compute chains, in the order in which the library numbers them. */
    public enum Way {
        AVX_512("AVX-512, 16 lanes"),
        AVX_2("AVX2, 8 lanes"),
        SHA_NI_1("SHA-NI, 1 stream"),
        SHA_NI_2("SHA-NI, 2 streams"),
        SHA_NI_3("SHA-NI, 3 streams"),
        SHA_NI_4("SHA-NI, 4 streams");

        private final String text;

        Way(String text) {
            this.text = text;
        }

        /** Whether there is a library and the processor has what this takes. */
        public boolean isPresent() {
            return LOADED && lanes(ordinal()) > 0;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    private static final String FILE = System.getProperty(PROPERTY, "");
    private static final Optional<String> FAULT = load();
    private static final boolean LOADED = !FILE.isEmpty() && FAULT.isEmpty();

    private final Way way;
    private final int count;

    /** @throws IllegalStateException if the way is not present */
    public NativeHmacLanes(Way way) {
        if (!way.isPresent()) {
            throw new IllegalStateException(way + " is not to be had");
        }
        this.way = way;
        this.count = lanes(way.ordinal());
    }

    /** Why the library that java was told of is of no use; empty if it is, and if there is none. */
    public static Optional<String> fault() {
        return FAULT;
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

    /** A library of other sources has not this function, or knows fewer ways, or more. */
    private static boolean isOurs() {
        try {
            return lanes(Way.values().length - 1) >= 0 && lanes(Way.values().length) < 0;
        } catch (LinkageError e) {
            return false;
        }
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public void chain(int[] keys, int[] first, int iterations, int[] sums) {
        if (keys.length != BLOCK_WORDS * count
                || first.length != BLOCK_WORDS * count
                || sums.length != HASH_WORDS * count
                || iterations < 1
                || !chain(way.ordinal(), keys, first, iterations, sums)) {
            throw new IllegalArgumentException("words of %d lanes and an iteration at least".formatted(count));
        }
    }

    /** Lanes of a way; 0 if the processor has it not, negative if none has this number. */
    private static native int lanes(int way);

    /** Checks lengths and iterations again; false if it therefore did nothing. */
    private static native boolean chain(int way, int[] keys, int[] first, int iterations, int[] sums);

    /** Nothing is kept here, and the library wipes what it had on its stack. */
    @Override
    public void close() {}
}
