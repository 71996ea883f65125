package dev.mintmark.csr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mintmark.order.ModuleId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Mutated requests and archives: no uncaught error, and the heap stays as it was. The profile {@code fuzz} takes 100,000 of
 * each; the seeds are fixed, so that a failure comes again.
 */
class MutatedSubmissionsTest {
    private static final int COUNT = Integer.getInteger("mintmark.mutations", 1_500);
    private static final long MOST_GROWTH = 64L << 20;

    private final Map<String, Integer> outcomes = new TreeMap<>();

    @TempDir
    private Path folder;

    @Test
    void mutatedRequestsAreTakenOrRefusedWithACode() {
        List<byte[]> good = List.of(Requests.der(1), Requests.pem(2), Requests.der(3));
        Mutation mutation = new Mutation(new SplittableRandom(1));
        RequestCheck check = new RequestCheck();
        ModuleId module = new ModuleId("020000000001");

        withFlatHeap(i -> {
            byte[] mutant = mutation.of(good.get(i % 3), good.get((i + 1) % 3));
            CheckedRequest checked = check.check(SubmittedRequest.of("a.zip!a.der", module, mutant));
            count(checked instanceof Refused refused ? refused.code().name() : "taken");
        });

        assertThat(outcomes).containsKeys("CSR_MALFORMED", "CSR_TRUNCATED", "CSR_BAD_PROOF_OF_POSSESSION");
        assertThat(outcomes.getOrDefault("taken", 0)).isLessThan(COUNT / 10);
    }

    @Test
    void mutatedArchivesAreReadToTheirEndOrRefusedWhole() {
        Map<String, byte[]> good = archives();
        List<String> names = List.copyOf(good.keySet());
        Mutation mutation = new Mutation(new SplittableRandom(2));
        RequestCheck check = new RequestCheck();

        withFlatHeap(i -> {
            String name = names.get(i % names.size());
            byte[] mutant = mutation.of(good.get(name), good.get(names.get((i + 1) % names.size())));
            Requests.Read read = Requests.read(Requests.write(folder.resolve(name), mutant));
            read.entries().forEach(check::check);
            count(
                    read.outcome() instanceof SubmissionOutcome.Unreadable unreadable
                            ? unreadable.code().name()
                            : "read");
        });

        assertThat(outcomes).containsKeys("read", "SUBMISSION_BROKEN");
    }

    private void count(String outcome) {
        outcomes.merge(outcome, 1, Integer::sum);
    }

    /** Measures after a tenth, when classes and caches are loaded, and at the end. */
    private void withFlatHeap(IntConsumer attempt) {
        long before = 0;
        for (int i = 0; i < COUNT; i++) {
            if (i == COUNT / 10) {
                before = used();
            }
            attempt.accept(i);
        }
        long growth = used() - before;
        System.out.printf("%,d mutations, heap growth %,d KiB, %s%n", COUNT, growth >> 10, outcomes);
        assertThat(growth).isLessThan(MOST_GROWTH);
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static Map<String, byte[]> archives() {
        Map<String, byte[]> files = Requests.files(4);
        Map<String, byte[]> archives = new LinkedHashMap<>();
        archives.put("deflated.zip", Archives.zip(files));
        archives.put("stored.zip", Archives.storedZip(files));
        archives.put("large.zip", Archives.zip64(files));
        archives.put("behind.zip", Archives.storedZipWithDataDescriptor("a.der", Requests.DER));
        archives.put("plain.tar", Archives.tar(files));
        archives.put("packed.tar.gz", Archives.gzip(Archives.tar(files)));
        String row = "%s,,," + Base64.getEncoder().encodeToString(Requests.DER) + ",\r\n";
        archives.put(
                "index.csv",
                ("module_id,serial_number,mac,csr,supersedes\r\n" + row.formatted("a-1") + row.formatted("a-2"))
                        .getBytes(StandardCharsets.US_ASCII));
        return archives;
    }
}
