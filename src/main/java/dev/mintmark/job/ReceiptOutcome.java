package dev.mintmark.job;

import dev.mintmark.delivery.ReceiptFault;
import dev.mintmark.store.ReceiptRow;
import java.nio.file.Path;
import java.time.Instant;

/** What became of a file that a factory sent. */
public sealed interface ReceiptOutcome {
    Path file();

    /**
     * A delivery is acknowledged.
     *
     * @param signedAt when the receipt that counts, the first good one, says it was signed
     * @param signer SHA-256 of the certificate that signed it, hex
     * @param now false if it was acknowledged before
     */
    record Acknowledged(Path file, int delivery, Instant signedAt, String signer, boolean now)
            implements ReceiptOutcome {
        Acknowledged(Path file, ReceiptRow row, boolean now) {
            this(file, row.delivery(), row.signedAt(), row.signer().hex(), now);
        }
    }

    /** Nothing was changed. */
    record Refused(Path file, ReceiptFault fault, String reason) implements ReceiptOutcome {}
}
