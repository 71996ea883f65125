package dev.mintmark.csr;

import dev.mintmark.format.Bytes;
import java.util.Optional;

/** How the reading of a submission ended. */
public sealed interface SubmissionOutcome {
    /**
     * Read to the end.
     *
     * @param sha256 of a file: over its bytes; of a folder: over the lines {@code name NUL hex-sha256 LF} of its files, sorted
     * @param entries requests and refusals, without what is ignored
     * @param signed who signed it; empty unless it is of a form that is signed
     */
    record Whole(Bytes sha256, long entries, Optional<Signed> signed) implements SubmissionOutcome {
        /** Of one that nobody signed. */
        public Whole(Bytes sha256, long entries) {
            this(sha256, entries, Optional.empty());
        }
    }

    /**
     * @param signer SHA-256 of the certificate, 32 bytes: one of those trusted
     */
    record Signed(SubmissionHeader header, Bytes signer) {}

    /** Broken, over a limit or of no known form: nothing of it may be taken. */
    record Unreadable(RejectCode code, String reason) implements SubmissionOutcome {}
}
