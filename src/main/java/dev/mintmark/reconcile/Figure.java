package dev.mintmark.reconcile;

/**
 * A number of DACs, and how much of it rests on a factory's signature.
 *
 * @param signed of {@code count}, those of a report that was signed; of those not reported, in a delivery whose receipt was
 */
public record Figure(int count, int signed) {
    public static final Figure NONE = new Figure(0, 0);

    public Figure {
        if (signed < 0 || signed > count) {
            throw new IllegalArgumentException("%d of %d are signed".formatted(signed, count));
        }
    }

    public Figure plus(Figure other) {
        return new Figure(count + other.count, signed + other.signed);
    }

    Figure minus(Figure other) {
        return new Figure(count - other.count, signed - other.signed);
    }

    static Figure one(boolean signed) {
        return new Figure(1, signed ? 1 : 0);
    }
}
