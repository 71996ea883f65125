package dev.mintmark.audit;

import dev.mintmark.format.Bytes;
import dev.mintmark.order.OrderId;

/**
 * A submission was signed, by somebody whom the site named then. Stands before the submission's own entry.
 *
 * @param submission its number in the order
 * @param id the sender's own
 * @param sequence its place among the order's signed submissions, from 1
 * @param signer SHA-256 of the certificate, 32 bytes
 */
public record SubmissionSigned(OrderId order, int submission, String id, int sequence, Bytes signer)
        implements LogEntry {
    @Override
    public EntryKind kind() {
        return EntryKind.SUBMISSION_SIGNED;
    }

    @Override
    public void write(EntryWriter to) {
        to.number("submission", submission)
                .text("id", id)
                .number("sequence", sequence)
                .hex("signer_sha256", signer);
    }
}
