package dev.mintmark.format.matter;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The onboarding payload that a person can type (Matter Core 5.1.4): 11 digits, or 21 with vendor and product where the
 * commissioning flow is not the standard one. It tells the passcode, so {@link #toString} does not show it.
 *
 * @param shortDiscriminator 0 to 15
 * @param ids only where the flow is not the standard one
 */
public record ManualPairingCode(int shortDiscriminator, Passcode passcode, Optional<PayloadIds> ids) {
    private static final int SHORT_LENGTH = 11;
    private static final int LONG_LENGTH = 21;
    private static final Pattern FORM = Pattern.compile("[0-9]{" + SHORT_LENGTH + "}|[0-9]{" + LONG_LENGTH + "}");

    /** In the first digit. */
    private static final int WITH_IDS = 4;

    private static final int LOW_PASSCODE_BITS = 14;
    private static final int HIGH_PASSCODE_BITS = 13;

    public ManualPairingCode {
        if (shortDiscriminator < 0 || shortDiscriminator > 0xF) {
            throw new IllegalArgumentException(
                    "short discriminator %d is not within 0 and 15".formatted(shortDiscriminator));
        }
    }

    /** The code itself: 11 or 21 digits, the last a check digit. */
    public String digits() {
        return digits(
                shortDiscriminator,
                passcode.value(),
                ids.map(i -> ManualField.VENDOR_ID.digits(i.vendorId()) + ManualField.PRODUCT_ID.digits(i.productId()))
                        .orElse(""));
    }

    /** Of any 27 bits, so that the layout is tested at its edges, where no passcode is allowed. */
    static String digits(int shortDiscriminator, int passcode, String idDigits) {
        String digits = ManualField.FIRST.digits(shortDiscriminator >> 2 | (idDigits.isEmpty() ? 0 : WITH_IDS))
                + ManualField.SECOND.digits(
                        passcode & (1 << LOW_PASSCODE_BITS) - 1 | (shortDiscriminator & 3) << LOW_PASSCODE_BITS)
                + ManualField.THIRD.digits(passcode >> LOW_PASSCODE_BITS)
                + idDigits;
        return digits + Verhoeff.checkDigit(digits);
    }

    /**
     * As on a label: 4-3-4, and the longer form on two lines, 4-3-4 over 4-3-2-1, with a line feed between. Dashes and line
     * feed are no part of the code.
     */
    public String printed() {
        return printed(digits());
    }

    private static String printed(String digits) {
        String first = groups(digits, 0, 4, 3, 4);
        return digits.length() == SHORT_LENGTH ? first : first + "\n" + groups(digits, SHORT_LENGTH, 4, 3, 2, 1);
    }

    private static String groups(String digits, int from, int... widths) {
        StringBuilder out = new StringBuilder();
        int at = from;
        for (int width : widths) {
            out.append(at == from ? "" : "-").append(digits, at, at + width);
            at += width;
        }
        return out.toString();
    }

    /**
     * Reads the digits, plain or as {@link #printed}.
     *
     * @throws IllegalArgumentException if they are not a code of this version with its check digit, or hold a value that no
     *     device may have; the message does not quote them
     */
    public static ManualPairingCode parse(String text) {
        String digits = text.replaceAll("[-\n]", "");
        if (!FORM.matcher(digits).matches() || !text.equals(digits) && !text.equals(printed(digits))) {
            throw new IllegalArgumentException(
                    "the manual pairing code is not 11 or 21 digits, plain or grouped as on a label");
        }
        int first = ManualField.FIRST.get(digits);
        if (first >= 2 * WITH_IDS) {
            throw new IllegalArgumentException("the manual pairing code is of a later version");
        }
        if (!Verhoeff.isValid(digits)) {
            throw new IllegalArgumentException("the manual pairing code's check digit is wrong");
        }
        boolean withIds = (first & WITH_IDS) != 0;
        if (withIds != (digits.length() == LONG_LENGTH)) {
            throw new IllegalArgumentException("the manual pairing code's first digit does not fit its length");
        }
        int second = ManualField.SECOND.get(digits);
        int third = ManualField.THIRD.get(digits);
        if (second >>> LOW_PASSCODE_BITS + 2 != 0 || third >>> HIGH_PASSCODE_BITS != 0) {
            throw new IllegalArgumentException("a group of the manual pairing code is too great");
        }
        return new ManualPairingCode(
                (first & WITH_IDS - 1) << 2 | second >>> LOW_PASSCODE_BITS,
                new Passcode(third << LOW_PASSCODE_BITS | second & (1 << LOW_PASSCODE_BITS) - 1),
                withIds
                        ? Optional.of(
                                new PayloadIds(ManualField.VENDOR_ID.get(digits), ManualField.PRODUCT_ID.get(digits)))
                        : Optional.empty());
    }

    @Override
    public String toString() {
        return "manual pairing code";
    }
}
