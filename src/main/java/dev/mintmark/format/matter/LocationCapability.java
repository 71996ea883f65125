package dev.mintmark.format.matter;

/** Where a device may be used (Matter Core 11.10.5, RegulatoryLocationTypeEnum). The ordinal is the number. */
public enum LocationCapability {
    INDOOR,
    OUTDOOR,
    INDOOR_OUTDOOR
}
