package dev.mintmark.format.deflate;

import java.util.Arrays;

/** What a block's literals, matches and end are in bits (RFC 1951 section 3.2.5). */
final class BlockCodes {
    static final int SHORTEST_MATCH = 3;
    static final int LONGEST_MATCH = 258;
    static final int FARTHEST = 1 << 15;

    static final int END_OF_BLOCK = 256;
    static final int LITERALS_AND_LENGTHS = 286;
    static final int DISTANCES = 30;

    private static final int FIRST_LENGTH = 257;
    private static final int[] LENGTH_BASE = {
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227,
        258
    };
    private static final int[] LENGTH_EXTRA = {
        0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0
    };
    private static final int[] LENGTH_SYMBOL = lengthSymbols();

    /** Section 3.2.6. */
    static final BlockCodes FIXED = fixed();

    private final HuffmanCode literals;
    private final HuffmanCode distances;

    /** Of each length its symbol and what is added to it: bits above their number. */
    private final int[] lengths = new int[LONGEST_MATCH + 1];

    BlockCodes(HuffmanCode literals, HuffmanCode distances) {
        this.literals = literals;
        this.distances = distances;
        for (int length = SHORTEST_MATCH; length <= LONGEST_MATCH; length++) {
            int symbol = LENGTH_SYMBOL[length];
            int code = literals.code(symbol);
            int count = code & HuffmanCode.COUNT;
            int more = length - LENGTH_BASE[symbol - FIRST_LENGTH] << count;
            lengths[length] = (code >>> HuffmanCode.COUNT_BITS | more) << HuffmanCode.COUNT_BITS
                    | count + LENGTH_EXTRA[symbol - FIRST_LENGTH];
        }
    }

    private static int[] lengthSymbols() {
        int[] symbols = new int[LONGEST_MATCH + 1];
        int code = 0;
        for (int length = SHORTEST_MATCH; length <= LONGEST_MATCH; length++) {
            if (code + 1 < LENGTH_BASE.length && LENGTH_BASE[code + 1] == length) {
                code++;
            }
            symbols[length] = FIRST_LENGTH + code;
        }
        return symbols;
    }

    private static BlockCodes fixed() {
        // 286 and 287 take part in the codes and never come
        int[] lengths = new int[LITERALS_AND_LENGTHS + 2];
        Arrays.fill(lengths, 0, 144, 8);
        Arrays.fill(lengths, 144, 256, 9);
        Arrays.fill(lengths, 256, 280, 7);
        Arrays.fill(lengths, 280, lengths.length, 8);
        int[] distances = new int[DISTANCES + 2];
        Arrays.fill(distances, 5);
        return new BlockCodes(new HuffmanCode(lengths), new HuffmanCode(distances));
    }

    /** @param length 3 to 258 */
    static int lengthSymbol(int length) {
        return LENGTH_SYMBOL[length];
    }

    /** @param distance 1 to 32768 */
    static int distanceSymbol(int distance) {
        int before = distance - 1;
        // two for each power of two
        int extra = distanceExtra(before);
        return before < 4 ? before : 2 * extra + (before >>> extra);
    }

    private static int distanceExtra(int before) {
        return before < 4 ? 0 : Integer.SIZE - 2 - Integer.numberOfLeadingZeros(before);
    }

    void literals(DeflateBits out, byte[] plain, int from, int to) {
        out.reserve((to - from) * Short.SIZE);
        for (int at = from; at < to; at++) {
            symbol(out, literals.code(plain[at] & 0xFF));
        }
    }

    /**
     * @param length 3 to 258
     * @param distance 1 to 32768
     */
    void match(DeflateBits out, int length, int distance) {
        out.reserve(DeflateBits.MOST_BITS);
        int code = lengths[length];
        int count = code & HuffmanCode.COUNT;
        long bits = code >>> HuffmanCode.COUNT_BITS;
        int before = distance - 1;
        int extra = distanceExtra(before);
        int far = distances.code(distanceSymbol(distance));
        bits |= (long) (far >>> HuffmanCode.COUNT_BITS) << count;
        count += far & HuffmanCode.COUNT;
        bits |= (long) (before & (1 << extra) - 1) << count;
        out.add(bits, count + extra);
    }

    void end(DeflateBits out) {
        out.reserve(Short.SIZE);
        symbol(out, literals.code(END_OF_BLOCK));
    }

    private static void symbol(DeflateBits out, int code) {
        out.add(code >>> HuffmanCode.COUNT_BITS, code & HuffmanCode.COUNT);
    }
}
