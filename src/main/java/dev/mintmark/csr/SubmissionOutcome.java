package dev.mintmark.csr;

import dev.mintmark.format.Bytes;

/** How the reading of a submission ended. */
public sealed interface SubmissionOutcome {
    /**
     * Read to the end.
     *
     * @param sha256 of a file: over its bytes; of a folder: over the lines {@code name NUL hex-sha256 LF} of its files, sorted
     * @param entries requests and refusals, without what is ignored
     */
    record Whole(Bytes sha256, long entries) implements SubmissionOutcome {}

    /** Broken, over a limit or of no known form: nothing of it may be taken. */
    record Unreadable(RejectCode code, String reason) implements SubmissionOutcome {}
}
