/**
 * Ring 1: a module's factory partition, the {@code chip-factory} namespace that Matter firmware on ESP32 reads. Knows what is
 * in it and within which limits, not how the values came to be; has no word for a private key or a passcode.
 */
package dev.mintmark.partition;
