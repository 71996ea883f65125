package dev.mintmark.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mintmark.LedgerKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The whole program with its ledger in PostgreSQL. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "no SIGKILL")
class PostgresTest {
    private static final int MODULES = 60;
    private static final Killing AMID_LOTS = new Killing.WhenThereIs("*/deliveries/0001.part/lot-0003.*.p7m");

    @TempDir
    Path folder;

    private LedgerKind.Empty database;

    @BeforeEach
    void takeADatabase() throws Exception {
        database = LedgerKind.POSTGRESQL.empty();
    }

    @AfterEach
    void dropIt() throws Exception {
        if (database != null) {
            database.close();
        }
    }

    @Test
    void aKilledRunGoesOnAtOnceAndNothingIsMadeTwice() throws Exception {
        Workplace place = new Workplace(folder, database.environment());
        order(place);
        kill(place);

        Program.Result result = place.run("run", "PO-1.yaml");

        assertThat(result.exit()).as(result.toString()).isZero();
        new Aftermath(place, place.root().resolve("PO-1.yaml"), ids()).check();
        assertThat(place.within("check", "PO-1").exit()).isZero();
        assertThat(place.within("status").out()).contains("PO-1: finished");
    }

    /** What is to be done is asked of the ledger's rows, which moved: Spring Batch's stayed behind. */
    @Test
    void aRunThatWasKilledOnH2IsFinishedAfterTheMove() throws Exception {
        Workplace before = new Workplace(folder);
        order(before);
        kill(before);
        Workplace after = new Workplace(folder, database.environment());
        Program.Result refused =
                after.within("run", after.root().resolve("PO-1.yaml").toString());
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).contains("this home has a ledger already", "mintmark ledger move");

        Program.Result moved = after.within("ledger", "move");
        assertThat(moved.exit()).as(moved.toString()).isZero();
        assertThat(moved.out()).startsWith("moved: ").contains("moved.mv.db");

        Program.Result result = after.run("run", "PO-1.yaml");
        assertThat(result.exit()).as(result.toString()).isZero();
        assertThat(result.out()).startsWith("PO-1: finished, 60 of 60 modules accepted");
        Files.delete(after.home().ledger().resolve("moved.mv.db"));
        new Aftermath(after, after.root().resolve("PO-1.yaml"), ids()).check();
        aKeyOfBeforeIsKnown(after);
        withoutTheVariableNothingIsIssued(before);
    }

    private static void aKeyOfBeforeIsKnown(Workplace place) throws IOException {
        Path order = place.order("PO-2", 1);
        Requested.zip(place.inbox("PO-2").resolve("a.zip"), Requested.files(7, 7));

        Program.Result result = place.within("run", order.toString());

        assertThat(result.exit()).as(result.toString()).isEqualTo(4);
        assertThat(Files.readString(place.folder("PO-2").rejects())).contains("REPLAY", "PO-1");
    }

    private static void withoutTheVariableNothingIsIssued(Workplace place) {
        Program.Result result =
                place.within("run", place.root().resolve("PO-2.yaml").toString());

        assertThat(result.exit()).as(result.toString()).isEqualTo(2);
        assertThat(result.err()).contains("this home's ledger is in postgresql://", "set MINTMARK_LEDGER_URL");
    }

    @Test
    void theWordThatOpensTheDatabaseIsInNoFileAndNoMessage() throws Exception {
        Workplace place = new Workplace(
                folder,
                Map.of(
                        "MINTMARK_LEDGER_URL", database.environment().get("MINTMARK_LEDGER_URL"),
                        "MINTMARK_LEDGER_USER", database.environment().get("MINTMARK_LEDGER_USER"),
                        "MINTMARK_LEDGER_PASSWORD", "not-this-one"));
        order(place);

        Program.Result result = place.run("run", "PO-1.yaml");

        assertThat(result.exit()).as(result.toString()).isEqualTo(2);
        assertThat(result.err()).contains("does not let user").doesNotContain("not-this-one", "Exception");
        for (String file : Workplace.tree(place.home().root()).keySet()) {
            assertThat(Files.readString(
                            place.home().root().resolve(file), java.nio.charset.StandardCharsets.ISO_8859_1))
                    .doesNotContain("not-this-one");
        }
    }

    private static void order(Workplace place) throws IOException {
        place.order("PO-1", MODULES, "lot-size: 6");
        Requested.zip(place.inbox("PO-1").resolve("a.zip"), Requested.files(1, MODULES));
    }

    private static void kill(Workplace place) throws Exception {
        try (Program program = place.start("run", "PO-1.yaml")) {
            assertThat(AMID_LOTS.awaits(program, place.home().root()))
                    .as("killed amid lots")
                    .isTrue();
            program.kill();
        }
    }

    private static Set<String> ids() {
        return IntStream.rangeClosed(1, MODULES).mapToObj(Requested::id).collect(Collectors.toSet());
    }
}
