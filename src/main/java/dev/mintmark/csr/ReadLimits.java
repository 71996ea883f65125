package dev.mintmark.csr;

/**
 * What one submission may ask of the machine that reads it.
 *
 * @param entryBytes longest request; a CSR of the Matter SDK has about 205 bytes
 * @param entries most files or rows
 * @param totalBytes most bytes after decompression
 * @param ratio most bytes after decompression for one before, beyond {@code freeBytes}
 * @param freeBytes decompressed bytes for which the ratio does not count: small archives of text compress well
 */
record ReadLimits(int entryBytes, int entries, long totalBytes, int ratio, long freeBytes) {
    static final ReadLimits STANDARD = new ReadLimits(16 << 10, 2_000_000, 4L << 30, 200, 1L << 20);

    /** Longest row of an index, and longest header of a tar entry. */
    static final int RECORD_BYTES = 64 << 10;
}
