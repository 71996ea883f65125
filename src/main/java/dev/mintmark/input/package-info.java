/**
 * Ring 1: reads what a person or another system handed in (YAML, CSV) and says what is wrong with it so that they can mend
 * it. Knows files, lines, keys and hints, not what they mean.
 */
package dev.mintmark.input;
