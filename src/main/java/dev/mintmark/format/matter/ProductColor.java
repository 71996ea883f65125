package dev.mintmark.format.matter;

/** A product's main colour (Matter Core 11.1.5.20, ColorEnum). The ordinal is the number. */
public enum ProductColor {
    BLACK,
    NAVY,
    GREEN,
    TEAL,
    MAROON,
    PURPLE,
    OLIVE,
    GRAY,
    BLUE,
    LIME,
    AQUA,
    RED,
    FUCHSIA,
    YELLOW,
    WHITE,
    NICKEL,
    CHROME,
    BRASS,
    COPPER,
    SILVER,
    GOLD
}
