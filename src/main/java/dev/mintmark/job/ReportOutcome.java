package dev.mintmark.job;

import dev.mintmark.reported.ReportRow;
import dev.mintmark.store.ReceiptRow;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What became of a file that a factory sent. */
public sealed interface ReportOutcome {
    Path file();

    /** Whether something of it was refused. */
    default boolean isRefused() {
        return false;
    }

    /**
     * A delivery is acknowledged.
     *
     * @param signedAt when the receipt that counts, the first good one, says it was signed
     * @param signer SHA-256 of the certificate that signed it, hex
     * @param now false if it was acknowledged before
     */
    record Acknowledged(Path file, int delivery, Instant signedAt, String signer, boolean now)
            implements ReportOutcome {
        Acknowledged(Path file, ReceiptRow row, boolean now) {
            this(file, row.delivery(), row.signedAt(), row.signer().hex(), now);
        }
    }

    /**
     * A report of modules was read.
     *
     * @param number of the report in the order, if it told anything new
     * @param signer SHA-256 of the certificate that signed it, hex
     * @param taken rows that told something new
     * @param known rows that were told before
     * @param now false if it changed nothing
     * @param refused rows that were not taken
     */
    record Taken(
            Path file,
            int number,
            Optional<String> signer,
            int taken,
            int known,
            boolean now,
            List<ReportRow.Refused> refused)
            implements ReportOutcome {
        public Taken {
            refused = List.copyOf(refused);
        }

        @Override
        public boolean isRefused() {
            return !refused.isEmpty();
        }
    }

    /**
     * Nothing was changed.
     *
     * @param code a name of {@link dev.mintmark.delivery.ReceiptFault} or {@link ReportFault}
     */
    record Refused(Path file, String code, String reason) implements ReportOutcome {
        @Override
        public boolean isRefused() {
            return true;
        }
    }
}
