package dev.mintmark.format.nvs;

/**
 * A key and what it holds.
 *
 * @param key 1 to 15 printable ASCII characters
 */
public record NvsEntry(String key, NvsValue value) {
    /** Whether a key or the name of a namespace is one that every firmware finds: 1 to 15 printable ASCII characters. */
    public static boolean isKey(String name) {
        return EntryField.isKey(name);
    }
}
