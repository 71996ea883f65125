package dev.mintmark.csr;

import dev.mintmark.input.FileSafe;

/**
 * What is not taken, and why: a row of {@code rejects.csv}, whichever step found it.
 *
 * @param source as in {@link SubmissionEntry#source()}
 * @param moduleId the module's id as it was given, fit to print; empty if none was
 * @param reason lower case, values in quotes, no full stop
 */
public record Refused(String source, String moduleId, RejectCode code, String reason)
        implements SubmissionEntry, CheckedRequest, Decided {
    public Refused {
        moduleId = FileSafe.printable(moduleId);
        if (reason.isBlank()) {
            throw new IllegalArgumentException("a refusal says why");
        }
    }
}
