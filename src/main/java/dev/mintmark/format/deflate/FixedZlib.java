package dev.mintmark.format.deflate;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.Adler32;

/** A zlib stream (RFC 1950) of one block with fixed Huffman codes (RFC 1951 section 3.2.6), for content whose repeats lie at known distances. */
public final class FixedZlib {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private FixedZlib() {}

    /**
     * The whole stream, the same for ever for the same arguments.
     *
     * @param distances where to look back for a repeat, each 1 to 32768; of equally long repeats the first is taken
     */
    public static byte[] compress(byte[] plain, int[] distances) {
        DeflateBits out = new DeflateBits(1024);
        out.add(0x78, 8); // RFC 1950 section 2.2: deflate, window of 32 KiB
        out.add(0x01, 8); // fastest, check bits
        out.add(1, 1); // RFC 1951 section 3.2.3: final block
        out.add(1, 2); // fixed Huffman codes
        block(out, plain, distances);
        BlockCodes.FIXED.end(out);
        out.align();
        Adler32 adler = new Adler32();
        adler.update(plain);
        out.reserve(Integer.SIZE);
        out.add(Integer.reverseBytes((int) adler.getValue()) & 0xFFFFFFFFL, Integer.SIZE);
        return out.toByteArray();
    }

    private static void block(DeflateBits out, byte[] plain, int[] distances) {
        int at = 0;
        while (at < plain.length) {
            int most = Math.min(plain.length - at, BlockCodes.LONGEST_MATCH);
            int longest = 0;
            int nearest = 0;
            for (int i = 0; i < distances.length && longest < most; i++) {
                int distance = distances[i];
                // to be longer it must at least go on where the longest ended
                if (distance <= at && plain[at + longest] == plain[at + longest - distance]) {
                    int length = repeat(plain, at, most, distance);
                    if (length > longest) {
                        longest = length;
                        nearest = distance;
                    }
                }
            }
            if (longest >= BlockCodes.SHORTEST_MATCH) {
                BlockCodes.FIXED.match(out, longest, nearest);
                at += longest;
            } else {
                BlockCodes.FIXED.literals(out, plain, at, at + 1);
                at++;
            }
        }
    }

    private static int repeat(byte[] plain, int at, int most, int distance) {
        if (most >= Long.BYTES) {
            // most end within
            long differs = (long) LONG.get(plain, at) ^ (long) LONG.get(plain, at - distance);
            if (differs != 0) {
                return Long.numberOfTrailingZeros(differs) / Byte.SIZE;
            }
        }
        int mismatch = Arrays.mismatch(plain, at, at + most, plain, at - distance, at - distance + most);
        return mismatch < 0 ? most : mismatch;
    }
}
