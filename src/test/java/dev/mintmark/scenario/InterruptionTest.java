package dev.mintmark.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A run that is looked at, got in the way of, stopped, killed, and goes on. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "no SIGTERM")
class InterruptionTest {
    private static final int MODULES = 600;

    @TempDir
    Path folder;

    private Workplace place;
    private Path order;

    @Test
    void aRunIsWatchedStoppedKilledAndGoesOn() throws Exception {
        place = new Workplace(folder);
        order = place.order("PO-1", MODULES, "lot-size: 30");
        Requested.zip(place.inbox("PO-1").resolve("a.zip"), Requested.files(1, MODULES));

        statusSaysThatNothingHasBegun();
        try (Program run = place.start("run", order.toString())) {
            // nothing is taken in yet, or not all is signed
            isThere(run, "keys/*.key");
            sigtermStopsIt(run);
        }
        try (Program run = place.start("run", order.toString())) {
            isThere(run, "*/deliveries/0001.part/lot-0001.tar.gz.p7m");
            run.signal("STOP"); // it would be over before another gives up waiting for it
            try (Program second = place.start("run", order.toString())) {
                statusShowsTheRun();
                givesUpAndSaysWhy(second);
            }
            run.signal("CONT");
            sigtermStopsIt(run);
        }
        statusShowsWhatWasReached();
        try (Program run = place.start("run", order.toString())) {
            Files.delete(place.home().status());
            statusShowsTheRunGoOn(run);
            run.kill();
        }
        statusShowsWhatWasReached();

        Program.Result last = place.run("run", order.toString());
        assertThat(last.exit()).as(last.toString()).isZero();
        Set<String> modules =
                IntStream.rangeClosed(1, MODULES).mapToObj(Requested::id).collect(Collectors.toSet());
        new Aftermath(place, order, modules).check();
    }

    private void statusSaysThatNothingHasBegun() {
        Program.Result status = place.within("status");
        assertThat(status.exit()).as(status.toString()).isZero();
        assertThat(status.out()).startsWith("no order has been started in ");
    }

    private void isThere(Program run, String glob) throws Exception {
        boolean came = new Killing.WhenThereIs(glob).awaits(run, place.home().root());
        assertThat(came).as("%s, %s", glob, run.said()).isTrue();
    }

    private void statusShowsTheRun() throws IOException {
        JsonNode running = json(place.within("status", "--json")).get("running");
        assertThat(running).isNotNull();
        assertThat(running.get("order").asString("")).isEqualTo("PO-1");
        Program.Result text = place.within("status", "PO-1");
        assertThat(text.exit()).as(text.toString()).isZero();
        assertThat(text.out()).startsWith("running: PO-1, ");
    }

    private static void givesUpAndSaysWhy(Program run) throws Exception {
        Program.Result second = run.end();
        assertThat(second.exit()).as(second.toString()).isEqualTo(1);
        assertThat(second.out()).isEmpty();
        assertThat(second.err()).contains("process", "mintmark status").doesNotContain("Exception");
    }

    private static void sigtermStopsIt(Program run) throws Exception {
        run.signal("TERM");
        // and somebody is impatient
        run.signal("INT");
        Program.Result stopped = run.end();
        assertThat(stopped.exit()).as(stopped.toString()).isEqualTo(3);
        assertThat(stopped.out()).startsWith("PO-1: stopped, open, ");
        assertThat(stopped.err()).contains("stopping after the work in hand");
    }

    private void statusShowsWhatWasReached() throws IOException {
        JsonNode status = json(place.within("status", "--json"));
        assertThat(status.has("running")).isFalse();
        JsonNode one = status.get("orders").get(0);
        assertThat(one.get("order").asString("")).isEqualTo("PO-1");
        assertThat(one.get("state").asString("")).isEqualTo("open");
        assertThat(one.get("accepted").asInt()).isEqualTo(MODULES);
        assertThat(one.get("issued").asInt()).isEqualTo(MODULES);
        assertThat(one.get("delivered").asInt()).isZero();
    }

    private void statusShowsTheRunGoOn(Program run) throws Exception {
        assertThat(new Killing.WhenThereIs("status.json")
                        .awaits(run, place.home().root()))
                .as(run.said().toString())
                .isTrue();
        assertThat(json(place.within("status", "--json"))
                        .get("orders")
                        .get(0)
                        .get("issued")
                        .asInt())
                .isEqualTo(MODULES);
    }

    private static JsonNode json(Program.Result result) {
        assertThat(result.exit()).as(result.toString()).isZero();
        return JsonMapper.builder().build().readTree(result.out());
    }
}
