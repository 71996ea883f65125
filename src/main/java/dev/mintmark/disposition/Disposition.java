package dev.mintmark.disposition;

import java.util.Locale;

/** Where an issued DAC is. Each has exactly one, so that they add up to what was issued. */
public enum Disposition {
    /** In no delivery yet. */
    UNDELIVERED,
    /** Handed over, and nobody has reported of it. */
    DELIVERED,
    /** In its module; a label may be printed. */
    FLASHED,
    /** Left the factory in a product. */
    SHIPPED,
    /** Destroyed with its module. */
    SCRAPPED,
    /** Came back: unused, or with a product that failed. */
    RETURNED,
    /** Its module made a new key and has another DAC. */
    SUPERSEDED;

    /** As it stands in files. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
