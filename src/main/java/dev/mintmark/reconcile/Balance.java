package dev.mintmark.reconcile;

import java.util.SortedMap;

/**
 * An order's figures, all counted in the ledger.
 *
 * @param quantity modules ordered
 * @param spares modules that may supersede others
 * @param accepted modules with a place, superseding ones among them
 * @param superseding modules that took another's place
 * @param issued DACs
 * @param packaged modules whose lot is sealed
 * @param delivered modules in deliveries handed over
 * @param rejects refused requests by code
 */
public record Balance(
        int quantity,
        int spares,
        int accepted,
        int superseding,
        int issued,
        int packaged,
        int delivered,
        SortedMap<String, Integer> rejects) {
    /** How many modules the order still waits for. */
    public int open() {
        return quantity - (accepted - superseding);
    }

    public int rejected() {
        return rejects.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Whether all that was ordered was handed over. */
    public boolean isFinished() {
        return open() == 0 && delivered == accepted;
    }
}
