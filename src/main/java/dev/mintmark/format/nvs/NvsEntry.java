package dev.mintmark.format.nvs;

/**
 * A key and what it holds.
 *
 * @param key 1 to 15 printable ASCII characters
 */
public record NvsEntry(String key, NvsValue value) {}
