package dev.mintmark.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mintmark.format.Bytes;
import dev.mintmark.store.LedgerDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.h2.api.Trigger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

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

    /** Boulder's lesson: what was signed and not stored must not become a second certificate. */
    @Test
    void aDacThatWasSignedAndNotStoredIsSignedAgainWithTheSameBytes() throws Exception {
        int modules = 40;
        Workplace place = new Workplace(folder);
        String order = place.order("PO-1", modules, "lot-size: 10").toString();
        Requested.zip(place.inbox("PO-1").resolve("1.zip"), Requested.files(1, modules));
        FailingStore.SIGNED.clear();
        inject(place, "injected", "INSERT ON dac", FailingStore.class);

        Program.Result failed = place.within("run", order);

        assertThat(failed.exit()).as(failed.toString()).isEqualTo(1);
        assertThat(failed.err())
                .contains("the run failed in issue", FailingStore.SAID, "nothing is lost")
                .doesNotContain("ERROR");
        assertThat(FailingStore.SIGNED).hasSizeGreaterThan(1);

        sql(place, "DROP TRIGGER injected");
        Program.Result mended = place.within("run", order);

        assertThat(mended.exit()).as(mended.toString()).isZero();
        Map<Integer, Bytes> stored = new TreeMap<>();
        try (LedgerDatabase database = LedgerDatabase.open(place.home().ledger(), Map.of())) {
            new JdbcTemplate(database.dataSource()).query("SELECT seq, der FROM dac", row -> {
                stored.put(row.getInt(1), Bytes.of(row.getBytes(2)));
            });
        }
        assertThat(stored).hasSize(modules).containsAllEntriesOf(FailingStore.SIGNED);
        Set<String> ids =
                IntStream.rangeClosed(1, modules).mapToObj(Requested::id).collect(Collectors.toSet());
        new Aftermath(place, Path.of(order), ids).check();
    }

    /** What a step's row could not take afterwards is not what the planner has to mend. */
    @Test
    void aRunTellsWhatFailedFirst() throws Exception {
        Workplace place = new Workplace(folder);
        String order = withOneDelivered(place, 4, 4);
        inject(place, "injected", "INSERT ON dac", FailingStore.class);
        inject(place, "outdated", "UPDATE ON batch_step_execution", FailingRecord.class);

        Program.Result failed = place.within("run", order);

        assertThat(failed.exit()).as(failed.toString()).isEqualTo(1);
        assertThat(failed.err())
                .contains("the run failed in issue", FailingStore.SAID, "nothing is lost")
                .doesNotContain("version");

        sql(place, "DROP TRIGGER injected");
        sql(place, "DROP TRIGGER outdated");
        Program.Result mended = place.within("run", order);
        assertThat(mended.exit()).as(mended.toString()).isZero();
        assertThat(mended.out()).startsWith("PO-1: finished, 4 of 4 modules");
    }

    /** Spring Batch throws what kept it from writing that the job failed, and not why the job did. */
    @Test
    void aJobWhoseEndCannotBeWrittenTellsWhatFailedFirst() throws Exception {
        Workplace place = new Workplace(folder);
        String order = withOneDelivered(place, 4, 4);
        FailingRow.which = row -> row.contains("FAILED");
        inject(place, "injected", "INSERT ON dac", FailingStore.class);
        inject(place, "endless", "UPDATE ON batch_job_execution", FailingRow.class);

        Program.Result failed = place.within("run", order);

        assertThat(failed.exit()).as(failed.toString()).isEqualTo(1);
        assertThat(failed.err())
                .contains("the run failed in issue", FailingStore.SAID, "nothing is lost")
                .doesNotContain(FailingRow.SAID);
        sql(place, "DROP TRIGGER injected");
        sql(place, "DROP TRIGGER endless");
        Program.Result mended = place.within("run", order);
        assertThat(mended.exit()).as(mended.toString()).isZero();
        assertThat(mended.out()).startsWith("PO-1: finished, 4 of 4 modules");
    }

    /** All is delivered by then; the next run finds nothing left to do but to write that row. */
    @Test
    void aRunWhoseEndCannotBeWrittenSaysSo() throws Exception {
        Workplace place = new Workplace(folder);
        String order = withOneDelivered(place, 2, 2);
        FailingRow.which = row -> row.contains("COMPLETED");
        inject(place, "endless", "UPDATE ON batch_job_execution", FailingRow.class);

        Program.Result failed = place.within("run", order);

        assertThat(failed.exit()).as(failed.toString()).isEqualTo(1);
        assertThat(failed.err()).contains("the run failed in its end", FailingRow.SAID, "nothing is lost");
        Map<String, Bytes> handedOver = Workplace.tree(place.folder("PO-1").delivery(2));
        sql(place, "DROP TRIGGER endless");
        Program.Result mended = place.within("run", order);
        assertThat(mended.exit()).as(mended.toString()).isZero();
        assertThat(mended.out()).startsWith("PO-1: finished, 2 of 2 modules");
        assertThat(Workplace.tree(place.folder("PO-1").delivery(2))).isEqualTo(handedOver);
    }

    /** The ledger says that it was handed over, and then neither the log nor Spring Batch comes to say so. */
    @ParameterizedTest
    @ValueSource(strings = {"INSERT ON checkpoint", "UPDATE ON batch_step_execution"})
    void aRunThatFailsRightAfterHandingOverIsEndedByTheNextOne(String event) throws Exception {
        Workplace place = new Workplace(folder);
        String order = withOneDelivered(place, 3, 2);
        inject(place, "injected", event, FailingAfterHandOver.class);

        Program.Result failed = place.within("run", order);

        assertThat(failed.exit()).as(failed.toString()).isEqualTo(1);
        Map<String, Bytes> handedOver = Workplace.tree(place.folder("PO-1").delivery(2));
        Requested.zip(place.inbox("PO-1").resolve("3.zip"), Requested.files(3, 3));
        sql(place, "DROP TRIGGER injected");
        Program.Result mended = place.within("run", order);

        assertThat(mended.exit()).as(mended.toString()).isZero();
        assertThat(mended.out()).startsWith("PO-1: finished, 3 of 3 modules");
        assertThat(Workplace.tree(place.folder("PO-1").delivery(2))).isEqualTo(handedOver);
        Set<String> ids = IntStream.rangeClosed(1, 3).mapToObj(Requested::id).collect(Collectors.toSet());
        new Aftermath(place, Path.of(order), ids).check();
    }

    /** The first module is delivered, and those up to the last are handed in. */
    private static String withOneDelivered(Workplace place, int quantity, int last) throws Exception {
        String order = place.order("PO-1", quantity).toString();
        Requested.zip(place.inbox("PO-1").resolve("1.zip"), Requested.files(1, 1));
        assertThat(place.within("run", order).exit()).isZero();
        Requested.zip(place.inbox("PO-1").resolve("2.zip"), Requested.files(2, last));
        return order;
    }

    private static void inject(Workplace place, String name, String event, Class<? extends Trigger> trigger) {
        sql(place, "CREATE TRIGGER %s BEFORE %s FOR EACH ROW CALL '%s'".formatted(name, event, trigger.getName()));
    }

    private static void sql(Workplace place, String statement) {
        try (LedgerDatabase database = LedgerDatabase.open(place.home().ledger(), Map.of())) {
            new JdbcTemplate(database.dataSource()).execute(statement);
        }
    }
}
