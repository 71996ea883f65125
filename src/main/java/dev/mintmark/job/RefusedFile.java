package dev.mintmark.job;

import dev.mintmark.csr.Refused;
import dev.mintmark.csr.RejectCode;
import dev.mintmark.csr.Submission;
import dev.mintmark.csr.SubmissionOutcome;
import dev.mintmark.format.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.EnumSet;
import java.util.Set;

/** By what a submission that is refused whole is known again, so that it is told of once. */
final class RefusedFile {
    /** What is not the file's fault: it is read again, and may be good by then. */
    private static final Set<RejectCode> MAY_BE_GOOD_LATER = EnumSet.of(
            RejectCode.SUBMISSION_UNSIGNED,
            RejectCode.SUBMISSION_SIGNER_UNKNOWN,
            RejectCode.SUBMISSION_OUT_OF_SEQUENCE);

    private RefusedFile() {}

    /** @param sha256 of the file */
    static Bytes knownAs(Bytes sha256, Refused refused) {
        return MAY_BE_GOOD_LATER.contains(refused.code())
                ? Bytes.sha256Of((sha256.hex() + '\0' + refused.code()).getBytes(StandardCharsets.UTF_8))
                : sha256;
    }

    /** A regular file's bytes; of anything else (a folder, a pipe) what is known of it without reading. */
    static Bytes sha256(Submission submission, SubmissionOutcome.Unreadable unreadable) {
        if (Files.isRegularFile(submission.path(), LinkOption.NOFOLLOW_LINKS)) {
            try (InputStream in = Files.newInputStream(submission.path(), LinkOption.NOFOLLOW_LINKS)) {
                MessageDigest digest = Bytes.sha256();
                in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
                return Bytes.of(digest.digest());
            } catch (IOException e) {
                return ofName(submission, unreadable);
            }
        }
        return ofName(submission, unreadable);
    }

    private static Bytes ofName(Submission submission, SubmissionOutcome.Unreadable unreadable) {
        String known = submission.name() + '\0' + unreadable.code() + '\0' + unreadable.reason();
        return Bytes.sha256Of(known.getBytes(StandardCharsets.UTF_8));
    }
}
