package dev.mintmark.label;

import java.util.Arrays;
import java.util.zip.Adler32;

/**
 * A zlib stream (RFC 1950) of one block with fixed Huffman codes (RFC 1951 section 3.2.6), for content whose repeats lie at known
 * distances. Java's Deflater gives other bytes with another zlib.
 */
final class FixedDeflate {
    private static final int LONGEST_MATCH = 258;
    private static final int SHORTEST_MATCH = 3;
    private static final int END_OF_BLOCK = 256;
    private static final int FIRST_LENGTH_CODE = 257;

    /** RFC 1951 section 3.2.5: shortest match of codes 257 to 285, and their extra bits. */
    private static final int[] LENGTH_BASE = {
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227,
        258
    };

    private static final int[] LENGTH_EXTRA = {
        0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0
    };

    /** RFC 1951 section 3.2.5: nearest distance of codes 0 to 29, and their extra bits. */
    private static final int[] DISTANCE_BASE = {
        1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097,
        6145, 8193, 12289, 16385, 24577
    };

    private static final int[] DISTANCE_EXTRA = {
        0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13
    };

    private byte[] out = new byte[1024];
    private int size;
    private int bits;
    private int bitCount;

    private FixedDeflate() {}

    /**
     * The whole stream, the same for ever for the same arguments.
     *
     * @param distances where to look back for a repeat, each 1 to 32768; of equally long repeats the first is taken
     */
    static byte[] zlib(byte[] plain, int[] distances) {
        FixedDeflate deflate = new FixedDeflate();
        deflate.bits(0x78, 8); // RFC 1950 section 2.2: deflate, window of 32 KiB
        deflate.bits(0x01, 8); // fastest, check bits
        deflate.bits(1, 1); // RFC 1951 section 3.2.3: final block
        deflate.bits(1, 2); // fixed Huffman codes
        deflate.block(plain, distances);
        deflate.symbol(END_OF_BLOCK);
        deflate.bits(0, (8 - deflate.bitCount) % 8);
        Adler32 adler = new Adler32();
        adler.update(plain);
        int check = (int) adler.getValue();
        for (int shift = 24; shift >= 0; shift -= 8) {
            deflate.bits(check >> shift & 0xFF, 8);
        }
        return Arrays.copyOf(deflate.out, deflate.size);
    }

    private void block(byte[] plain, int[] distances) {
        int at = 0;
        while (at < plain.length) {
            int longest = 0;
            int nearest = 0;
            for (int distance : distances) {
                int length = repeat(plain, at, distance);
                if (length > longest) {
                    longest = length;
                    nearest = distance;
                }
            }
            if (longest >= SHORTEST_MATCH) {
                match(longest, nearest);
                at += longest;
            } else {
                symbol(plain[at++] & 0xFF);
            }
        }
    }

    private static int repeat(byte[] plain, int at, int distance) {
        if (distance > at || plain[at] != plain[at - distance]) {
            return 0;
        }
        int end = Math.min(plain.length, at + LONGEST_MATCH);
        int mismatch = Arrays.mismatch(plain, at, end, plain, at - distance, end - distance);
        return mismatch < 0 ? end - at : mismatch;
    }

    private void match(int length, int distance) {
        int code = lastNotAbove(LENGTH_BASE, length);
        symbol(FIRST_LENGTH_CODE + code);
        bits(length - LENGTH_BASE[code], LENGTH_EXTRA[code]);
        int far = lastNotAbove(DISTANCE_BASE, distance);
        huffman(far, 5);
        bits(distance - DISTANCE_BASE[far], DISTANCE_EXTRA[far]);
    }

    private static int lastNotAbove(int[] bases, int value) {
        int code = bases.length - 1;
        while (bases[code] > value) {
            code--;
        }
        return code;
    }

    /** Literal or length, RFC 1951 section 3.2.6. */
    private void symbol(int value) {
        if (value < 144) {
            huffman(0x30 + value, 8);
        } else if (value < 256) {
            huffman(0x190 + value - 144, 9);
        } else if (value < 280) {
            huffman(value - 256, 7);
        } else {
            huffman(0xC0 + value - 280, 8);
        }
    }

    /** Huffman codes go out highest bit first, RFC 1951 section 3.1.1. */
    private void huffman(int code, int length) {
        bits(Integer.reverse(code) >>> Integer.SIZE - length, length);
    }

    private void bits(int value, int count) {
        bits |= value << bitCount;
        bitCount += count;
        while (bitCount >= 8) {
            if (size == out.length) {
                out = Arrays.copyOf(out, size * 2);
            }
            out[size++] = (byte) bits;
            bits >>>= 8;
            bitCount -= 8;
        }
    }
}
