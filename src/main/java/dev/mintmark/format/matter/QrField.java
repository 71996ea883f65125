package dev.mintmark.format.matter;

/**
 * The packed binary data of a QR code (Matter Core 5.1.3.1): 88 bits, least significant first, in bytes that are
 * filled from their least significant bit. Optional TLV follows from byte 11 on (5.1.5).
 */
enum QrField {
    /** 0. */
    VERSION(0, 3),
    /** 2.5.2. */
    VENDOR_ID(3, 16),
    /** 2.5.3. */
    PRODUCT_ID(19, 16),
    /** {@link CommissioningFlow}. */
    FLOW(35, 2),
    /** {@link DiscoveryCapability}. */
    DISCOVERY(37, 8),
    /** 5.1.1.5. */
    DISCRIMINATOR(45, 12),
    /** 5.1.1.6. */
    PASSCODE(57, 27),
    /** 0. */
    PADDING(84, 4);

    static final int LENGTH = 11;

    private final int offset;
    private final int width;

    QrField(int offset, int width) {
        this.offset = offset;
        this.width = width;
    }

    /** Sets the bits of {@code value} in {@code packed}, where they are 0. */
    void put(byte[] packed, int value) {
        if (value >>> width != 0) {
            throw new IllegalArgumentException("%s has more than %d bits".formatted(this, width));
        }
        for (int i = 0; i < width; i++) {
            packed[(offset + i) / 8] |= (byte) ((value >>> i & 1) << (offset + i) % 8);
        }
    }

    int get(byte[] packed) {
        int value = 0;
        for (int i = 0; i < width; i++) {
            value |= (packed[(offset + i) / 8] >>> (offset + i) % 8 & 1) << i;
        }
        return value;
    }
}
