/**
 * Ring 0: deflate (RFC 1951), and zlib (RFC 1950) and gzip (RFC 1952) around it, written only. In half of zlib's time for what lots hold, where
 * modules are alike; the same bytes with every JDK, whose zlib differ; and what was compressed is wiped.
 */
package dev.mintmark.format.deflate;
