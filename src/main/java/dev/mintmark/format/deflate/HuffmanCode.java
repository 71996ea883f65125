package dev.mintmark.format.deflate;

import java.util.Arrays;

/** A prefix code (RFC 1951 section 3.2.2): the bits of each symbol. */
final class HuffmanCode {
    /** Below the bits of a code: how many they are. */
    static final int COUNT_BITS = 5;

    static final int COUNT = (1 << COUNT_BITS) - 1;

    private static final int LONGEST = 15;

    private final int[] lengths;
    private final int[] codes;

    /** @param lengths in bits, of each symbol; 0 for one that never comes */
    HuffmanCode(int... lengths) {
        this.lengths = lengths;
        this.codes = codes(lengths);
    }

    /**
     * The shortest there is for symbols that come so often, or nearly so where one would be longer than it may be.
     *
     * @param counts 0 for one that never comes
     * @param longest bits of a code, at most 15
     */
    static HuffmanCode of(int[] counts, int longest) {
        return new HuffmanCode(lengths(counts, longest));
    }

    /** The symbol's bits, the first lowest, above their number in {@value #COUNT_BITS} bits. */
    int code(int symbol) {
        return codes[symbol];
    }

    /** Bits of the symbol; 0 if it never comes. */
    int length(int symbol) {
        return lengths[symbol];
    }

    /** Section 3.2.2; and 3.1.1: a code's highest bit goes out first. */
    private static int[] codes(int[] lengths) {
        int[] next = new int[LONGEST + 2];
        for (int length : lengths) {
            next[length + 1]++;
        }
        next[1] = 0;
        for (int length = 1; length <= LONGEST; length++) {
            next[length] = next[length - 1] + next[length] << 1;
        }
        int[] codes = new int[lengths.length];
        for (int symbol = 0; symbol < lengths.length; symbol++) {
            int length = lengths[symbol];
            if (length > 0) {
                codes[symbol] = Integer.reverse(next[length]++) >>> Integer.SIZE - length << COUNT_BITS | length;
            }
        }
        return codes;
    }

    private static int[] lengths(int[] counts, int longest) {
        // the rarest first: the count above the symbol
        long[] leaves = new long[counts.length];
        int used = 0;
        for (int symbol = 0; symbol < counts.length; symbol++) {
            if (counts[symbol] > 0) {
                leaves[used++] = (long) counts[symbol] << Short.SIZE | symbol;
            }
        }
        Arrays.sort(leaves, 0, used);
        int[] lengths = new int[counts.length];
        if (used < 2) {
            // one bit, the other half of which is left out: readers take that of one code (section 3.2.7)
            lengths[(int) leaves[0] & 0xFFFF] = 1;
            return lengths;
        }
        int[] depths = fitted(depths(leaves, used), used, longest);
        for (int i = 0; i < used; i++) {
            lengths[(int) leaves[i] & 0xFFFF] = depths[i];
        }
        return lengths;
    }

    /** D. A. Huffman 1952: the two rarest become one, until one is left. Of leaves, then of what they became. */
    private static int[] depths(long[] leaves, int used) {
        int nodes = 2 * used - 1;
        long[] weights = new long[nodes];
        int[] parents = new int[nodes];
        for (int i = 0; i < used; i++) {
            weights[i] = leaves[i] >>> Short.SIZE;
        }
        int leaf = 0;
        int inner = used;
        for (int made = used; made < nodes; made++) {
            for (int child = 0; child < 2; child++) {
                boolean isLeaf = leaf < used && (inner == made || weights[leaf] <= weights[inner]);
                int rarest = isLeaf ? leaf++ : inner++;
                parents[rarest] = made;
                weights[made] += weights[rarest];
            }
        }
        int[] depths = new int[nodes];
        for (int node = nodes - 2; node >= 0; node--) {
            depths[node] = depths[parents[node]] + 1;
        }
        return depths;
    }

    /** None longer than it may be, and nothing left out: by the inequality of L. G. Kraft 1949, made an equation. */
    private static int[] fitted(int[] depths, int used, int longest) {
        int room = 1 << longest;
        for (int i = 0; i < used; i++) {
            depths[i] = Math.min(depths[i], longest);
            room -= 1 << longest - depths[i];
        }
        for (int i = 0; room < 0; i = (i + 1) % used) {
            if (depths[i] < longest) {
                depths[i]++;
                room += 1 << longest - depths[i];
            }
        }
        for (int i = used - 1; room > 0; i = (i + used - 1) % used) {
            if (room >= 1 << longest - depths[i]) {
                room -= 1 << longest - depths[i];
                depths[i]--;
            }
        }
        return depths;
    }
}
