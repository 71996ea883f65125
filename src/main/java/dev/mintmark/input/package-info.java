/**
 * Ring 1: what is wrong with something a person or another system handed in, said so that they can mend it. Knows files,
 * lines and hints, not what they mean.
 */
package dev.mintmark.input;
