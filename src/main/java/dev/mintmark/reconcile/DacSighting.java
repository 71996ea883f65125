package dev.mintmark.reconcile;

import java.util.Optional;

/**
 * A station read a DAC in a module that it was not issued to.
 *
 * @param moduleId where it was read
 * @param owner whom it was issued to; empty if it was not issued here
 */
public record DacSighting(String moduleId, String dacSha256, int report, int line, Optional<Owner> owner) {
    /**
     * @param isReported whether a report tells of the DAC in its own module too
     */
    public record Owner(String order, String moduleId, boolean isReported) {}
}
