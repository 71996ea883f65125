package dev.mintmark.format.lanes;

/** {@link HmacLanes} in the {@link NativeLibrary}: what Java has no words for, and vectors that need no compiling. */
public final class NativeHmacLanes implements HmacLanes {
    /** A way to compute chains, in the order in which the library numbers them. */
    public enum Way {
        AVX_512("AVX-512, 16 lanes"),
        AVX_512_TWICE("AVX-512, twice 16 lanes"),
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
            return NativeLibrary.isLoaded() && lanes(ordinal()) > 0;
        }

        @Override
        public String toString() {
            return text;
        }
    }

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

    /** Whether the library has the functions below: given nothing, they do nothing. */
    static boolean answers() {
        return lanes(-1) < 0 && !chain(-1, null, null, 0, null);
    }

    /** Lanes of a way; 0 if the processor has it not, negative if none has this number. */
    private static native int lanes(int way);

    /** Checks lengths and iterations again; false if it therefore did nothing. */
    private static native boolean chain(int way, int[] keys, int[] first, int iterations, int[] sums);

    /** Nothing is kept here, and the library wipes what it had on its stack and in vector registers. */
    @Override
    public void close() {}
}
