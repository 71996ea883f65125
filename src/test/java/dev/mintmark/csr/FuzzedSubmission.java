package dev.mintmark.csr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mintmark.Effort;
import dev.mintmark.input.FileSafe;
import java.nio.file.Path;
import java.util.List;

/** What holds of every submission, whatever its bytes. */
final class FuzzedSubmission {
    private FuzzedSubmission() {}

    /** Read twice with the same outcome; a refusal has a code of its kind and a reason fit to print; each entry is checked. */
    static void comesToAnEnd(Path file, byte[] content) throws Exception {
        RequestCheck check = new RequestCheck();
        Effort.isBounded(() -> {
            Requests.Read read = Requests.read(Requests.write(file, content));
            if (read.outcome() instanceof SubmissionOutcome.Unreadable unreadable) {
                assertThat(unreadable.code().scope()).isEqualTo(RejectCode.Scope.SUBMISSION);
                isFitToPrint(unreadable.reason());
            }
            for (SubmissionEntry entry : read.entries()) {
                isFitToPrint(entry.source());
                if (check.check(entry) instanceof Refused refused) {
                    isFitToPrint(refused.moduleId());
                    isFitToPrint(refused.reason());
                }
            }
            assertThat(new Submission(file, ReadLimits.STANDARD, List.of()).survey())
                    .isEqualTo(read.outcome());
        });
    }

    private static void isFitToPrint(String text) {
        assertThat(text.chars()).allMatch(c -> FileSafe.isPrintable(Character.toString(c)));
        assertThat(text).hasSizeLessThan(1000);
    }
}
