package dev.mintmark.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailedRunTest {
    @TempDir
    Path folder;

    /** The run that failed had taken in all it knew of; the next one ends it, and then looks again. */
    @Test
    void whatCameAfterAFailureIsMadeByTheNextRun() throws Exception {
        Workplace place = new Workplace(folder);
        String order = place.order("PO-1", 3).toString();
        Requested.zip(place.inbox("PO-1").resolve("1.zip"), Requested.files(1, 1));
        Program.Result first = place.within("run", order);
        assertThat(first.exit()).as(first.toString()).isZero();
        Path list = place.folder("PO-1").delivery(1).resolve("SHA256SUMS");
        Path elsewhere = folder.resolve("SHA256SUMS");
        Files.move(list, elsewhere);
        Requested.zip(place.inbox("PO-1").resolve("2.zip"), Requested.files(2, 2));

        Program.Result failed = place.within("run", order);

        assertThat(failed.exit()).as(failed.toString()).isEqualTo(1);
        assertThat(failed.err()).contains("reconcile", "DELIVERY_", "nothing is lost");

        Files.move(elsewhere, list);
        Requested.zip(place.inbox("PO-1").resolve("3.zip"), Requested.files(3, 3));
        Program.Result mended = place.within("run", order);

        assertThat(mended.exit()).as(mended.toString()).isZero();
        assertThat(mended.out()).startsWith("PO-1: finished, 3 of 3 modules");
        Set<String> modules =
                IntStream.rangeClosed(1, 3).mapToObj(Requested::id).collect(Collectors.toSet());
        new Aftermath(place, Path.of(order), modules).check();
    }
}
