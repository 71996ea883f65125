package dev.mintmark.format.matter;

/** What a product's surface is like (Matter Core 11.1.5.20, ProductFinishEnum). The ordinal is the number. */
public enum ProductFinish {
    OTHER,
    MATTE,
    SATIN,
    POLISHED,
    RUGGED,
    FABRIC
}
