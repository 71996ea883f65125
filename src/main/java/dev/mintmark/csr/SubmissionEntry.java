package dev.mintmark.csr;

/** One file or row of a submission, in the submission's own order. */
public sealed interface SubmissionEntry permits SubmittedRequest, Refused {
    /** Where it stands, fit to print: {@code shift1.zip!line3/aabbccddeeff.pem}, {@code index.csv:17}. */
    String source();
}
