package dev.mintmark.delivery;

/**
 * A request that a delivery answers with a refusal.
 *
 * @param source where it stood in its submission
 * @param moduleId as it was given; may be empty
 * @param code a reject code
 */
public record RefusedDevice(String source, String moduleId, String code, String reason) {}
