package dev.mintmark.order;

/** Which of the two workflows an order is for. */
public enum OrderKind {
    /** Modules in a factory. */
    MANUFACTURE,
    /** Devices in the field, through their maker's cloud. */
    FIELD_UPGRADE
}
