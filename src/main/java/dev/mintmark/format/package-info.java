/**
 * Ring 0, formats: the two byte values that every format speaks in. Each sub-package writes and reads one format. Nothing
 * here knows orders, files on disk, databases or Spring.
 */
package dev.mintmark.format;
