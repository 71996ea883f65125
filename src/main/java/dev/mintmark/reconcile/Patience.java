package dev.mintmark.reconcile;

import java.time.Duration;

/**
 * How long a factory may keep silent.
 *
 * @param receipt from handing over a delivery to its receipt
 * @param report from handing over a module to the first that is reported of it
 */
public record Patience(Duration receipt, Duration report) {
    public static final Patience DEFAULT = new Patience(Duration.ofDays(7), Duration.ofDays(30));
}
