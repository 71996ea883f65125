package dev.mintmark.report;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * All open orders on one page.
 *
 * @param asOf when it was drawn up
 * @param running what a run does now, in words; empty if none is under way
 * @param rows of orders that are not done with
 * @param done orders that are finished and acknowledged, or closed: they are counted only
 * @param versions what made this, by name
 */
public record Board(Instant asOf, String running, List<Row> rows, int done, Map<String, String> versions) {
    public Board {
        rows = List.copyOf(rows);
        versions = Map.copyOf(versions);
    }

    /**
     * @param state one word
     * @param refused requests
     * @param acknowledged of the deliveries
     */
    public record Row(
            String order,
            String state,
            long quantity,
            long accepted,
            long delivered,
            long open,
            long refused,
            long deliveries,
            long acknowledged) {
        /** Accepted and not yet delivered. */
        public long inWork() {
            return accepted - delivered;
        }
    }
}
