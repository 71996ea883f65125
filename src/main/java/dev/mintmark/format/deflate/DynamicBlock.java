package dev.mintmark.format.deflate;

import java.util.Arrays;

/** A block with codes of its own (RFC 1951 section 3.2.7), for what was found to be in it. Used again for the next. */
final class DynamicBlock {
    private static final int LONGEST_CODE = 15;

    /** Section 3.2.7: the order of the lengths' own lengths. */
    private static final int[] LENGTHS_ORDER = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};

    private static final int LONGEST_LENGTHS_CODE = 7;

    /** Literals from, to; length and distance of the match behind them. */
    private int[] sequences = new int[1 << 14];

    private int size;
    private final int[] literals = new int[BlockCodes.LITERALS_AND_LENGTHS];
    private final int[] distances = new int[BlockCodes.DISTANCES];

    /**
     * Adds literals, and a match behind them.
     *
     * @param plain has the literals between {@code from} and {@code to}
     * @param length 3 to 258
     * @param distance 1 to 32768
     */
    void add(byte[] plain, int from, int to, int length, int distance) {
        literals[BlockCodes.lengthSymbol(length)]++;
        distances[BlockCodes.distanceSymbol(distance)]++;
        sequence(plain, from, to, length, distance);
    }

    /** Adds the literals at the block's end. */
    void addLast(byte[] plain, int from, int to) {
        sequence(plain, from, to, 0, 0);
    }

    private void sequence(byte[] plain, int from, int to, int length, int distance) {
        if (size == sequences.length) {
            sequences = Arrays.copyOf(sequences, 2 * size);
        }
        for (int at = from; at < to; at++) {
            literals[plain[at] & 0xFF]++;
        }
        sequences[size] = from;
        sequences[size + 1] = to;
        sequences[size + 2] = length;
        sequences[size + 3] = distance;
        size += 4;
    }

    /** Writes all that was added, and is empty again. */
    void writeTo(DeflateBits out, byte[] plain, boolean isFinal) {
        literals[BlockCodes.END_OF_BLOCK]++;
        HuffmanCode literal = HuffmanCode.of(literals, LONGEST_CODE);
        // without a match there is one distance, of which no use is made
        distances[0] += size == 4 ? 1 : 0;
        HuffmanCode distance = HuffmanCode.of(distances, LONGEST_CODE);
        out.reserve(Long.SIZE);
        out.add(isFinal ? 1 : 0, 1);
        out.add(2, 2);
        writeCodes(out, literal, distance);
        BlockCodes codes = new BlockCodes(literal, distance);
        for (int i = 0; i < size; i += 4) {
            codes.literals(out, plain, sequences[i], sequences[i + 1]);
            if (sequences[i + 2] > 0) {
                codes.match(out, sequences[i + 2], sequences[i + 3]);
            }
        }
        codes.end(out);
        clear();
    }

    private void clear() {
        size = 0;
        Arrays.fill(literals, 0);
        Arrays.fill(distances, 0);
    }

    void wipe() {
        clear();
        Arrays.fill(sequences, 0);
    }

    /** All lengths of all codes, none left out: a hundredth of a block, and no repeats to be coded. */
    private static void writeCodes(DeflateBits out, HuffmanCode literal, HuffmanCode distance) {
        int[] lengths = new int[BlockCodes.LITERALS_AND_LENGTHS + BlockCodes.DISTANCES];
        int[] counts = new int[LENGTHS_ORDER.length];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = i < BlockCodes.LITERALS_AND_LENGTHS
                    ? literal.length(i)
                    : distance.length(i - BlockCodes.LITERALS_AND_LENGTHS);
            counts[lengths[i]]++;
        }
        HuffmanCode code = HuffmanCode.of(counts, LONGEST_LENGTHS_CODE);
        out.reserve(Long.SIZE + LENGTHS_ORDER.length * 3 + lengths.length * LONGEST_LENGTHS_CODE);
        out.add(BlockCodes.LITERALS_AND_LENGTHS - 257, 5);
        out.add(BlockCodes.DISTANCES - 1, 5);
        out.add(LENGTHS_ORDER.length - 4, 4);
        for (int symbol : LENGTHS_ORDER) {
            out.add(code.length(symbol), 3);
        }
        for (int length : lengths) {
            out.add(code.code(length) >>> HuffmanCode.COUNT_BITS, code.code(length) & HuffmanCode.COUNT);
        }
    }
}
