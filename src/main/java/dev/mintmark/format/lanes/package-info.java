/**
 * Ring 0: arithmetic faster than plain Java's. SHA-256 of several messages at once, as many as the processor's vectors have lanes, by {@code
 * jdk.incubator.vector} or in C, or as many as hide the latency of its SHA-256 instructions, in C; multiples of a known point of P-256, in C. Compiled by
 * itself. Knows words and lanes, not what is hashed or multiplied.
 */
package dev.mintmark.format.lanes;
