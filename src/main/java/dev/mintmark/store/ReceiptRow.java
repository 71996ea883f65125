package dev.mintmark.store;

import dev.mintmark.format.Bytes;
import java.time.Instant;

/**
 * A factory's receipt of a delivery.
 *
 * @param delivery its number in the order
 * @param sha256 of the receipt as it came, 32 bytes
 * @param signer SHA-256 of the certificate of who signed it, 32 bytes
 * @param signedAt when the signer says it signed
 */
public record ReceiptRow(int delivery, Bytes sha256, Bytes signer, Instant signedAt, Instant takenAt) {}
