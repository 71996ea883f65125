package dev.mintmark.format.nvs;

/**
 * An entry of 32 bytes, first the fields of all, then what lies in {@link #DATA} for the types that are no integers (ESP-IDF
 * Programming Guide, NVS, "Structure of Entry"). Integers are little-endian; unused bytes are 0xFF.
 */
enum EntryField {
    /** Index of the namespace the key is in; 0 for an entry that names a namespace. */
    NAMESPACE(0, 1),
    /** {@link NvsType}. */
    TYPE(1, 1),
    /** Slots taken by this entry and the data after it. */
    SPAN(2, 1),
    /** Number of the chunk for {@link NvsType#BLOB_CHUNK}, 0xFF for all others. */
    CHUNK(3, 1),
    /** Over the 28 other bytes. */
    CRC(4, 4),
    /** ASCII, filled up with zeros, at least one. */
    KEY(8, 16),
    DATA(24, 8),

    /** String, blob of version 1, chunk: length in bytes; a string's counts its final NUL. */
    LENGTH(24, 2),
    LENGTH_UNUSED(26, 2),
    /** Over the value's bytes, which follow in the next slots. */
    VALUE_CRC(28, 4),

    /** Blob index: length of all chunks together. */
    BLOB_LENGTH(24, 4),
    BLOB_CHUNKS(28, 1),
    /** Number of the first chunk; 0 but on a device that rewrote the blob. */
    BLOB_FIRST_CHUNK(29, 1),
    BLOB_UNUSED(30, 2);

    static final int ENTRY_SIZE = 32;
    /** What stands in {@link #CHUNK} of anything but a chunk. */
    static final int NO_CHUNK = 0xFF;

    static final int LONGEST_KEY = KEY.size - 1;
    static final int MOST_CHUNKS = 127;
    /** Of {@link #MOST_CHUNKS} pages of 125 slots (nvs_types.hpp, Item::MAX_BLOB_SIZE). */
    static final int LONGEST_BLOB = MOST_CHUNKS * 4000;

    final int offset;
    final int size;

    EntryField(int offset, int size) {
        this.offset = offset;
        this.size = size;
    }

    /** Whether a key or the name of a namespace is one that every reader understands. */
    static boolean isKey(String name) {
        return !name.isEmpty() && name.length() <= LONGEST_KEY && name.chars().allMatch(c -> c > ' ' && c <= '~');
    }

    /** Slots for an entry with {@code length} bytes of data after it. */
    static int spanOf(int length) {
        return 1 + (length + ENTRY_SIZE - 1) / ENTRY_SIZE;
    }
}
