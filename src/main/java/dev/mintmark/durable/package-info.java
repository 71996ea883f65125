/**
 * Ring 1, lowest beside {@code input}: files and folders that are there whole or not at all, also after a power cut. Knows no
 * order and no format.
 */
package dev.mintmark.durable;
