package dev.mintmark.format.securecert;

/**
 * A TLV: header, value, zeros up to a multiple of 16, footer (docs/format.md of esp_secure_cert_mgr). Integers are little-endian.
 */
enum TlvField {
    MAGIC(0, 4),
    /** {@link KeyUse}. */
    FLAGS(4, 1),
    RESERVED(5, 3),
    TYPE(8, 1),
    SUBTYPE(9, 1),
    /** Bytes of the value, without the zeros behind it. */
    LENGTH(10, 2);

    static final int HEADER = 12;
    static final int MAGIC_NUMBER = 0xBA5EBA11;
    /** CRC over header, value and zeros. */
    static final int FOOTER = 4;

    static final int ALIGNMENT = 16;
    static final int LONGEST_VALUE = 0xFFFF;

    final int offset;
    final int size;

    TlvField(int offset, int size) {
        this.offset = offset;
        this.size = size;
    }

    static int padded(int length) {
        return (length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }
}
