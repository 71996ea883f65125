package dev.mintmark.template;

/**
 * A value that each module brings along.
 *
 * @param title of its column in the order's values
 * @param file whether the cell names a file that has the value
 * @param repeat whether all modules have the value of the first row
 */
record ValueColumn(String title, NvsEncoding encoding, boolean file, boolean repeat) {
    /** What stands in a template for a value that is the same in all modules of an order. */
    static final String REPEAT = "REPEAT";
}
