package dev.mintmark.format.matter;

/**
 * Vendor identifier of the CSA (Matter Core 2.5.2): 0x0001 to 0xFFF4; 0xFFF1 to 0xFFF4 are for tests. 0, "unspecified", may
 * stand in an onboarding payload but never in a certificate, so it is no vendor here.
 *
 * @param value 1 to 0xFFF4
 */
public record VendorId(int value) {
    private static final int FIRST_TEST = 0xFFF1;
    private static final int LAST = 0xFFF4;

    public VendorId {
        if (value < 1 || value > LAST) {
            throw new IllegalArgumentException("vendor id %d is not within 0x0001 and 0xFFF4".formatted(value));
        }
    }

    /** Reads exactly four hex digits of either case, with or without {@code 0x}. */
    public static VendorId parse(String text) {
        return new VendorId(FourHexDigits.parse("vendor id", text));
    }

    /** Four upper-case hex digits, as certificates carry them (Matter Core 6.1.1). */
    public String hex() {
        return FourHexDigits.format(value);
    }

    public boolean isForTests() {
        return value >= FIRST_TEST;
    }

    @Override
    public String toString() {
        return hex();
    }
}
