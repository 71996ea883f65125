package dev.mintmark.format.matter;

import dev.mintmark.format.lanes.HmacLanes;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** {@link Pbkdf2} of many passwords, whose blocks fill lanes: 32 modules are 96 blocks. */
final class Pbkdf2Lanes {
    private static final int BLOCK_LENGTH = HmacLanes.BLOCK_WORDS * Integer.BYTES;

    /** SHA-256's padding: one byte and the length in bits. */
    private static final int PADDING = 1 + Long.BYTES;

    private Pbkdf2Lanes() {}

    /** The longest salt whose first message is one block. */
    static final int LONGEST_SALT = BLOCK_LENGTH - PADDING - Integer.BYTES;

    /**
     * As {@link Pbkdf2#derive}, for each password with its salt.
     *
     * @param lanes closed in the end
     * @param passwords at most 64 bytes each
     * @param salts as many, at most {@value #LONGEST_SALT} bytes each
     * @param iterations at least 1
     */
    static byte[][] derive(HmacLanes lanes, byte[][] passwords, byte[][] salts, int iterations, int length) {
        byte[][] derived = new byte[passwords.length][length];
        int blocks = -Math.floorDiv(-length, Pbkdf2.HASH_LENGTH);
        int count = lanes.count();
        int[] keys = new int[HmacLanes.BLOCK_WORDS * count];
        int[] first = new int[HmacLanes.BLOCK_WORDS * count];
        int[] sums = new int[HmacLanes.HASH_WORDS * count];
        byte[] block = new byte[BLOCK_LENGTH];
        try (lanes) {
            for (int from = 0; from < passwords.length * blocks; from += count) {
                int chains = Math.min(count, passwords.length * blocks - from);
                for (int lane = 0; lane < chains; lane++) {
                    int module = (from + lane) / blocks;
                    put(passwords[module], block, keys, lane, count);
                    put(firstMessage(salts[module], 1 + (from + lane) % blocks), block, first, lane, count);
                }
                lanes.chain(keys, first, iterations, sums);
                for (int lane = 0; lane < chains; lane++) {
                    take(
                            sums,
                            lane,
                            count,
                            derived[(from + lane) / blocks],
                            (from + lane) % blocks * Pbkdf2.HASH_LENGTH);
                }
            }
            return derived;
        } finally {
            Arrays.fill(keys, 0);
            Arrays.fill(first, 0);
            Arrays.fill(sums, 0);
            Arrays.fill(block, (byte) 0);
        }
    }

    /** Salt and block number (RFC 8018 5.2), padded as what follows HMAC's pad of one block (FIPS 180-4 5.1.1). */
    private static byte[] firstMessage(byte[] salt, int number) {
        if (salt.length > LONGEST_SALT) {
            throw new IllegalArgumentException(
                    "a salt of %d bytes has more than %d".formatted(salt.length, LONGEST_SALT));
        }
        return ByteBuffer.allocate(BLOCK_LENGTH)
                .put(salt)
                .putInt(number)
                .put((byte) 0x80)
                .putLong(BLOCK_LENGTH - Long.BYTES, Byte.SIZE * (long) (BLOCK_LENGTH + salt.length + Integer.BYTES))
                .array();
    }

    /** Spreads at most 64 bytes over a lane; what is missing is zero. */
    private static void put(byte[] bytes, byte[] block, int[] words, int lane, int count) {
        Arrays.fill(block, (byte) 0);
        System.arraycopy(bytes, 0, block, 0, bytes.length);
        ByteBuffer buffer = ByteBuffer.wrap(block);
        for (int i = 0; i < HmacLanes.BLOCK_WORDS; i++) {
            words[i * count + lane] = buffer.getInt();
        }
    }

    private static void take(int[] words, int lane, int count, byte[] to, int at) {
        byte[] hash = new byte[Pbkdf2.HASH_LENGTH];
        ByteBuffer buffer = ByteBuffer.wrap(hash);
        for (int i = 0; i < HmacLanes.HASH_WORDS; i++) {
            buffer.putInt(words[i * count + lane]);
        }
        System.arraycopy(hash, 0, to, at, Math.min(hash.length, to.length - at));
        Arrays.fill(hash, (byte) 0);
    }
}
