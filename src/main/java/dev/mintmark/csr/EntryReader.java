package dev.mintmark.csr;

import dev.mintmark.format.Bytes;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** One form of submission, read from its beginning to its end. */
interface EntryReader extends Closeable {
    /**
     * @return the next entry; empty at the submission's proper end
     * @throws UnreadableException if the submission is refused whole
     * @throws IOException if it is broken; what the libraries below throw instead, {@link RuntimeException}, means the same
     */
    Optional<SubmissionEntry> next() throws IOException;

    /** Of all that was read; after {@link #next()} returned empty. */
    Bytes sha256();

    /** Who signed it, if it is of a form that is signed; after {@link #next()} returned empty. */
    default Optional<SubmissionOutcome.Signed> signed() {
        return Optional.empty();
    }
}
