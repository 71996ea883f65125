package dev.mintmark.format.nvs;

/** Type of an entry (nvs_types.hpp, ItemType). Floats, which only the newest firmware knows, are none of them. */
public enum NvsType {
    U8(0x01, 1, false),
    U16(0x02, 2, false),
    U32(0x04, 4, false),
    /** Its values are held in a {@code long} as unsigned. */
    U64(0x08, 8, false),
    I8(0x11, 1, true),
    I16(0x12, 2, true),
    I32(0x14, 4, true),
    I64(0x18, 8, true),
    STRING(0x21, 0, false),
    /** A blob in one piece: version 1 only. */
    BLOB_V1(0x41, 0, false),
    BLOB_CHUNK(0x42, 0, false),
    /** Closes the chunks of a blob: version 2. */
    BLOB_INDEX(0x48, 0, false);

    private static final NvsType[] BY_CODE = new NvsType[256];

    static {
        for (NvsType type : values()) {
            BY_CODE[type.code] = type;
        }
    }

    final int code;
    /** Bytes of an integer; 0 for what is none. */
    final int width;

    final boolean signed;

    NvsType(int code, int width, boolean signed) {
        this.code = code;
        this.width = width;
        this.signed = signed;
    }

    /** Null for a code that is no type. */
    static NvsType ofCode(int code) {
        return BY_CODE[code];
    }

    public boolean isInteger() {
        return width > 0;
    }

    /** Whether {@code value} is one of this integer type; true for every value of the 64-bit types. */
    boolean holds(long value) {
        if (width == Long.BYTES) {
            return true;
        }
        long beyond = 1L << 8 * width - (signed ? 1 : 0);
        return value < beyond && value >= (signed ? -beyond : 0);
    }
}
