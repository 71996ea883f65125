package dev.mintmark.delivery;

/**
 * What is sealed, handed over and, if need be, made again as one: a run of places, or modules that an earlier delivery had and that
 * were asked for once more. A place is in one lot of the first kind, so none is counted twice.
 *
 * @param delivery number of the delivery in the order, from 1
 * @param number within the delivery
 * @param firstSeq first module's place; 1 if it is of the second kind
 * @param lastSeq last module's place, inclusive; 0 if it is of the second kind
 * @param again how many modules it has of the second kind
 */
public record Lot(int delivery, LotNumber number, int firstSeq, int lastSeq, int again) {
    public Lot {
        boolean ofPlaces = again == 0 && firstSeq >= 1 && lastSeq >= firstSeq;
        boolean ofModulesAgain = again > 0 && firstSeq == 1 && lastSeq == 0;
        if (delivery < 1 || !(ofPlaces || ofModulesAgain)) {
            throw new IllegalArgumentException("a lot has at least one module, and places count from 1");
        }
    }

    /** A run of places. */
    public Lot(int delivery, LotNumber number, int firstSeq, int lastSeq) {
        this(delivery, number, firstSeq, lastSeq, 0);
    }

    /** Modules delivered once more. */
    public static Lot again(int delivery, LotNumber number, int modules) {
        return new Lot(delivery, number, 1, 0, modules);
    }

    public boolean isAgain() {
        return again > 0;
    }

    public int modules() {
        return lastSeq - firstSeq + 1 + again;
    }
}
