package dev.mintmark.delivery;

import dev.mintmark.format.Bytes;

/**
 * A lot that was sealed.
 *
 * @param modules how many modules are in it
 * @param tarSha256 of the tar, the same in every rendering
 * @param gzipSha256 of what openssl decrypts it to; another build may compress it otherwise
 * @param sealedSha256 of the file handed over; new in every sealing
 * @param sealedSize in bytes
 */
public record SealedLot(
        LotNumber lot, int modules, Bytes tarSha256, Bytes gzipSha256, Bytes sealedSha256, long sealedSize) {
    public SealedLot {
        if (modules < 1 || tarSha256.size() != 32 || gzipSha256.size() != 32 || sealedSha256.size() != 32) {
            throw new IllegalArgumentException("a sealed lot has modules and three SHA-256");
        }
    }

    /** As the delivery's {@code bundle.json} lists it. */
    public Bundle.Lot listed() {
        return new Bundle.Lot(lot, modules, tarSha256);
    }
}
