package dev.mintmark.csr;

/**
 * Takes the entries of a submission, one after the other.
 *
 * @param <X> what it may throw; it ends the reading and passes through
 */
@FunctionalInterface
public interface SubmissionSink<X extends Exception> {
    void accept(SubmissionEntry entry) throws X;
}
