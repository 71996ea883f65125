package dev.mintmark.csr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mintmark.format.Bytes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DemoSubmissionTest {
    private static final Path DEMO = Path.of("jobs", "demo", "submission.zip");

    @Test
    void itHoldsAThousandGoodRequestsOfAThousandModules() throws Exception {
        Submission submission = Submissions.list(DEMO).get(0);
        Set<Bytes> keys = new HashSet<>();
        Set<String> modules = new HashSet<>();

        new ParallelCheck(new RequestCheck(), 2)
                .check(submission, (SubmissionOutcome.Whole) submission.survey(), result -> {
                    CheckedRequest.Accepted accepted = (CheckedRequest.Accepted) result;
                    keys.add(accepted.spkiSha256());
                    modules.add(accepted.mac().orElseThrow().value());
                });

        assertThat(keys).hasSize(1000);
        assertThat(modules).hasSize(1000);
        assertThat(Files.size(DEMO)).isLessThan(1 << 20);
    }
}
