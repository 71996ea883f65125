package dev.mintmark.label;

/** PDF's unit of length, 72 an inch (ISO 32000-1, 8.3.2.3). */
final class Points {
    private static final double AN_INCH = 72;
    private static final double MM_AN_INCH = 25.4;

    private Points() {}

    static double of(double millimetres) {
        return millimetres * AN_INCH / MM_AN_INCH;
    }
}
