package dev.mintmark.csr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mintmark.format.Bytes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParallelCheckTest {
    private static final Map<String, byte[]> FILES = files();

    @TempDir
    Path folder;

    /** A thousand entries over ten keys, every seventh broken. */
    private static Map<String, byte[]> files() {
        List<byte[]> requests = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            requests.add(Requests.der(i));
        }
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (int i = 0; i < 1000; i++) {
            files.put(Requests.id(i) + ".der", i % 7 == 0 ? new byte[0] : requests.get(i % 10));
        }
        return files;
    }

    private Submission submission() {
        return Submissions.list(Requests.write(folder.resolve("a.zip"), Archives.zip(FILES)))
                .get(0);
    }

    private static SubmissionOutcome.Whole survey(Submission submission) {
        return (SubmissionOutcome.Whole) submission.survey();
    }

    @Test
    void resultsComeInOrderOnTheCallersThreadWhateverTheNumberOfThreads() throws Exception {
        Submission submission = submission();
        List<CheckedRequest> expected = new ArrayList<>();
        submission.read(entry -> expected.add(new RequestCheck().check(entry)));
        for (int threads : new int[] {1, 2, 5}) {
            List<CheckedRequest> results = new ArrayList<>();
            Thread caller = Thread.currentThread();
            new ParallelCheck(new RequestCheck(), threads).check(submission, survey(submission), result -> {
                assertThat(Thread.currentThread()).isSameAs(caller);
                results.add(result);
            });
            assertThat(results).isEqualTo(expected).hasSize(1000);
        }
        assertThat(expected.stream().filter(Refused.class::isInstance)).hasSize(143);
    }

    @Test
    void aSlowConsumerHoldsTheReadingBack() throws Exception {
        AtomicInteger checked = new AtomicInteger();
        RequestCheck counting = new RequestCheck(false, Optional.empty(), key -> checked.incrementAndGet() < 0);
        Submission submission = submission();
        int[] furthestAhead = {0};
        int[] taken = {0};

        new ParallelCheck(counting, 1).check(submission, survey(submission), result -> {
            if (result instanceof CheckedRequest.Accepted) {
                taken[0]++;
            }
            furthestAhead[0] = Math.max(furthestAhead[0], checked.get() - taken[0]);
        });

        assertThat(taken[0]).isEqualTo(857);
        assertThat(furthestAhead[0]).isLessThanOrEqualTo(4 * 64);
    }

    @Test
    void aFailureOfTheCheckIsTheCallersFailure() {
        RequestCheck broken = new RequestCheck(false, Optional.empty(), key -> {
            throw new IllegalArgumentException("no such thing");
        });
        Submission submission = submission();

        assertThatThrownBy(() -> new ParallelCheck(broken, 2).check(submission, survey(submission), result -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasRootCauseMessage("no such thing");
    }

    @Test
    void whatTheConsumerThrowsEndsTheCheck() {
        Submission submission = submission();

        assertThatThrownBy(
                        () -> new ParallelCheck(new RequestCheck(), 2).check(submission, survey(submission), result -> {
                            throw new IllegalStateException("the ledger is full");
                        }))
                .hasMessage("the ledger is full");
    }

    @Test
    void anInterruptEndsIt() {
        Submission submission = submission();
        SubmissionOutcome.Whole whole = survey(submission);
        int[] results = {0};

        assertThatThrownBy(() -> new ParallelCheck(new RequestCheck(), 2).check(submission, whole, result -> {
                    if (++results[0] == 100) {
                        Thread.currentThread().interrupt();
                    }
                }))
                .isInstanceOf(InterruptedException.class);
        assertThat(results[0]).isEqualTo(128);
    }

    @Test
    void aSubmissionThatChangedSinceItsSurveyIsNoticed() {
        Submission submission = submission();
        SubmissionOutcome.Whole other = new SubmissionOutcome.Whole(Bytes.sha256Of(new byte[0]), 1000);

        assertThatThrownBy(() -> new ParallelCheck(new RequestCheck(), 2).check(submission, other, result -> {}))
                .isInstanceOf(IOException.class)
                .hasMessage("a.zip changed while it was read");
    }
}
