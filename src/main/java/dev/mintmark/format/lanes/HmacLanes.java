package dev.mintmark.format.lanes;

/**
 * One chain of PBKDF2-HMAC-SHA256 (RFC 8018 5.2) in each lane. All arrays hold words, big endian, of all lanes side by side: word
 * w of lane l lies at {@code w * count() + l}. Used by one thread; closing wipes it.
 */
public interface HmacLanes extends AutoCloseable {
    /** Words of a hash (FIPS 180-4 5.3.3) and of a block (5.2.1). */
    int HASH_WORDS = 8;

    int BLOCK_WORDS = 16;

    /** Chains at once. */
    int count();

    /**
     * T of RFC 8018 5.2 in each lane: the exclusive or of {@code iterations} HMACs, each of the one before.
     *
     * @param keys 16 words a lane: the password, then zeros
     * @param first 16 words a lane: the first HMAC's message with SHA-256's padding, its length counted with 64 bytes more
     * @param iterations at least 1
     * @param sums gets 8 words a lane
     */
    void chain(int[] keys, int[] first, int iterations, int[] sums);

    @Override
    void close();
}
