package dev.mintmark.order;

/** Where the date comes from that a product's devices tell as that of their making. */
public sealed interface ManufacturingDateSource {
    /** All of them have it. */
    record Fixed(ManufacturingDate date) implements ManufacturingDateSource {}

    /** Each module has its own, which the order's values give under {@code mfg-date}. */
    record PerModule() implements ManufacturingDateSource {}
}
