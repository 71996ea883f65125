package dev.mintmark.delivery;

/**
 * A run of places that is sealed, handed over and, if need be, made again as one.
 *
 * @param delivery number of the delivery in the order, from 1
 * @param number within the delivery
 * @param firstSeq first module's place
 * @param lastSeq last module's place, inclusive
 */
public record Lot(int delivery, LotNumber number, int firstSeq, int lastSeq) {
    public Lot {
        if (delivery < 1 || firstSeq < 1 || lastSeq < firstSeq) {
            throw new IllegalArgumentException("a lot has at least one module, and places count from 1");
        }
    }

    public int modules() {
        return lastSeq - firstSeq + 1;
    }
}
