package dev.mintmark.format.matter;

/**
 * Product identifier, given by the vendor (Matter Core 2.5.3). 0 is for devices that must not be told apart and never stands
 * in a certificate.
 *
 * @param value 1 to 0xFFFF
 */
public record ProductId(int value) {
    public ProductId {
        if (value < 1 || value > 0xFFFF) {
            throw new IllegalArgumentException("product id %d is not within 0x0001 and 0xFFFF".formatted(value));
        }
    }

    /** Reads exactly four hex digits of either case, with or without {@code 0x}. */
    public static ProductId parse(String text) {
        return new ProductId(FourHexDigits.parse("product id", text));
    }

    /** Four upper-case hex digits, as certificates carry them (Matter Core 6.1.1). */
    public String hex() {
        return FourHexDigits.format(value);
    }

    @Override
    public String toString() {
        return hex();
    }
}
