package dev.mintmark.order;

/** Where the unique id for the rotating device identifier comes from (Matter Core 5.4.2.4), 16 bytes a module. */
public enum RotatingId {
    /** The firmware has no rotating device identifier. */
    NONE,
    /** Derived from the order's key. */
    DERIVED,
    /** The order's values give each module its own under {@code rd-id-uid}. */
    PER_MODULE
}
