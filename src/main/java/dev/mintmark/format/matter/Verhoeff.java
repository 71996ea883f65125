package dev.mintmark.format.matter;

/** Verhoeff's check digit over decimals (Matter Core 5.1.4.1.5): finds every single error and every swap of neighbours. */
final class Verhoeff {
    private static final int DIGITS = 10;

    /** Position permutation of a digit, once; position i from the right takes it i times. */
    private static final int[] PERMUTATION = {1, 5, 7, 6, 2, 8, 3, 0, 9, 4};

    private Verhoeff() {}

    /** The digit to append to {@code digits}. */
    static char checkDigit(String digits) {
        int sum = 0;
        for (int position = 1; position <= digits.length(); position++) {
            char digit = digits.charAt(digits.length() - position);
            sum = multiply(sum, permute(Character.digit(digit, DIGITS), position));
        }
        return Character.forDigit(inverse(sum), DIGITS);
    }

    /** Whether the last of {@code digits} is the check digit of the others. */
    static boolean isValid(String digits) {
        int last = digits.length() - 1;
        return last > 0 && checkDigit(digits.substring(0, last)) == digits.charAt(last);
    }

    /** In the dihedral group of ten: 0 to 4 turn, 5 to 9 turn and flip. */
    private static int multiply(int a, int b) {
        int half = DIGITS / 2;
        boolean flipA = a >= half;
        boolean flipB = b >= half;
        int turn = flipA ? a - b : a + b;
        return Math.floorMod(turn, half) + (flipA == flipB ? 0 : half);
    }

    private static int inverse(int a) {
        return a < DIGITS / 2 ? Math.floorMod(-a, DIGITS / 2) : a;
    }

    private static int permute(int digit, int times) {
        int result = digit;
        for (int i = 0; i < times; i++) {
            result = PERMUTATION[result];
        }
        return result;
    }
}
