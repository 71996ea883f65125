/**
 * Ring 0: SHA-256 of as many messages at once as the processor's vectors have lanes, by {@code jdk.incubator.vector}. Compiled
 * by itself, and touched only where that module is present at run time. Knows words and lanes, not what is hashed.
 */
package dev.mintmark.format.lanes;
