package dev.mintmark.order;

import java.util.Locale;

/** Which of the two workflows an order is for. */
public enum OrderKind {
    /** Modules in a factory. */
    MANUFACTURE,
    /** Devices in the field, through their maker's cloud. */
    FIELD_UPGRADE;

    /** As order files, terms and {@code bundle.json} have it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The kind that an order was started with: of one from before there were two, the first. */
    public static OrderKind of(Terms terms) {
        return terms.values().containsKey("kind") ? FIELD_UPGRADE : MANUFACTURE;
    }
}
