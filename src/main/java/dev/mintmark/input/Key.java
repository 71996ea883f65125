package dev.mintmark.input;

/**
 * A key that a mapping may have, or a column. A list of them is the table that parser, JSON Schema and page share.
 *
 * @param text as written in files: lower case with hyphens
 * @param example what a value looks like, for the hint when it is missing
 */
public record Key(String text, boolean required, String example) {
    public static Key required(String text, String example) {
        return new Key(text, true, example);
    }

    public static Key optional(String text, String example) {
        return new Key(text, false, example);
    }
}
