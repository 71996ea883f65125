package dev.mintmark.audit;

import dev.mintmark.format.Bytes;
import dev.mintmark.order.OrderId;
import java.time.Instant;
import java.util.Optional;

/**
 * A factory's report was taken. The events themselves are its rows, in the file that is kept under its hash.
 *
 * @param number in the order, from 1
 * @param name of the file, as it came
 * @param sha256 of the file as it came, 32 bytes
 * @param signer SHA-256 of the certificate of who signed it, 32 bytes; empty if nobody did
 * @param reading how its columns and words were read, as the site had it
 * @param taken rows that told something new
 * @param known rows that were told before
 * @param refused rows that were not taken
 */
public record Reported(
        OrderId order,
        int number,
        String name,
        Bytes sha256,
        Optional<Bytes> signer,
        String reading,
        Instant takenAt,
        int taken,
        int known,
        int refused)
        implements LogEntry {
    public Reported {
        takenAt = LogEntry.millis(takenAt);
    }

    @Override
    public EntryKind kind() {
        return EntryKind.REPORTED;
    }

    @Override
    public void write(EntryWriter to) {
        to.number("number", number)
                .text("name", name)
                .hex("sha256", sha256)
                .hex("signer_sha256", signer.orElse(Bytes.of()))
                .text("reading", reading)
                .time("taken_at", takenAt)
                .number("taken", taken)
                .number("known", known)
                .number("refused", refused);
    }
}
