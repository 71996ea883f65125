package dev.mintmark.format.matter;

/** The decimals of a manual pairing code (Matter Core 5.1.4.1): groups of digits, most significant first. */
enum ManualField {
    /** Upper 2 bits of the short discriminator; 4 if vendor and product follow; 8 and 9 are of later versions. */
    FIRST(0, 1),
    /** Lower 14 bits of the passcode, above them the lower 2 bits of the short discriminator. */
    SECOND(1, 5),
    /** Upper 13 bits of the passcode. */
    THIRD(6, 4),
    /** Only in the long form. */
    VENDOR_ID(10, 5),
    /** Only in the long form. */
    PRODUCT_ID(15, 5);

    private final int offset;
    private final int width;

    ManualField(int offset, int width) {
        this.offset = offset;
        this.width = width;
    }

    String digits(int value) {
        return ("%0" + width + "d").formatted(value);
    }

    int get(String digits) {
        return Integer.parseInt(digits.substring(offset, offset + width));
    }
}
