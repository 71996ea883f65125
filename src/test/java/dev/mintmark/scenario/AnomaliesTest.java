package dev.mintmark.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A factory's month with everything in it that should not happen: all of it is found, by the right code, and nothing else. By
 * {@code -Dmintmark.anomalies=50 -Dmintmark.modules=100000 -Dmintmark.deliveries=100} as large as life; with
 * {@code -Dmintmark.place} in a folder that stays.
 */
class AnomaliesTest {
    private static final int MODULES = Integer.getInteger("mintmark.modules", 48);
    private static final int DELIVERIES = Integer.getInteger("mintmark.deliveries", 3);
    private static final int EACH = Integer.getInteger("mintmark.anomalies", 2);

    private final Map<String, List<String>> planted = new TreeMap<>();

    @TempDir
    Path temporary;

    @Test
    void allThatWasPlantedIsFoundAndNothingElse() throws Exception {
        Path root = Path.of(System.getProperty("mintmark.place", temporary.toString()));
        Workplace place = new Workplace(Files.createDirectories(root));
        order(place);
        done(
                0,
                place.within(
                        "simulate",
                        root.resolve("factory").toString(),
                        "--order",
                        root.resolve("PO-1.yaml").toString(),
                        "--reports",
                        "--anomalies",
                        String.valueOf(EACH),
                        "--seed",
                        "7"));
        for (String row : Files.readAllLines(root.resolve("factory/anomalies.csv")).stream()
                .skip(1)
                .toList()) {
            plant(row.split(",")[0], row.split(",")[1]);
        }
        List<String> report = new ArrayList<>(List.of("report", "PO-1"));
        try (Stream<Path> files = Files.list(root.resolve("factory/reports"))) {
            files.sorted().map(Path::toString).forEach(report::add);
        }
        done(4, place.within(report.toArray(String[]::new)));
        damage(place);

        Program.Result result = place.within("reconcile", "PO-1", "--json", "--report-within", "0");

        done(5, result);
        JsonNode sheet = JsonMapper.builder().build().readTree(result.out());
        Map<String, List<String>> found = new TreeMap<>();
        sheet.path("findings")
                .forEach(finding -> found.computeIfAbsent(finding.path("code").asString(""), code -> new ArrayList<>())
                        .add(finding.path("subject").asString("")));
        planted.values().forEach(subjects -> subjects.sort(null));
        found.values().forEach(subjects -> subjects.sort(null));
        assertThat(found).isEqualTo(planted);
        assertThat(planted).hasSize(13);
        assertThat(sheet.path("closes").asBoolean()).isTrue();
        assertThat(sheet.path("issued").asInt()).isEqualTo(MODULES);
    }

    private static void done(int exit, Program.Result result) {
        assertThat(result.exit())
                .as(() -> result.toString()
                        .substring(0, Math.min(4000, result.toString().length())))
                .isEqualTo(exit);
    }

    private void plant(String code, String subject) {
        planted.computeIfAbsent(code, any -> new ArrayList<>()).add(subject);
    }

    /** An order in as many deliveries, to which more ask than it has places, and another order. */
    private void order(Workplace place) throws IOException {
        Path order = place.order("PO-1", MODULES, "lot-size: " + Math.max(1, Math.min(500, MODULES / DELIVERIES / 2)));
        Path inbox = Files.createDirectories(place.inbox("PO-1"));
        for (int delivery = 1; delivery <= DELIVERIES; delivery++) {
            submit(place, order, inbox, delivery, MODULES / DELIVERIES);
            done(0, place.within("run", order.toString()));
        }
        submit(place, order, inbox, DELIVERIES + 1, EACH);
        done(4, place.within("run", order.toString()));
        for (String row : Files.readAllLines(place.folder("PO-1").rejects()).stream()
                .skip(1)
                .toList()) {
            plant("OVERRUN_TRIED", row.split(",")[1]);
        }
        Path other = place.order("PO-2", EACH);
        submit(place, other, Files.createDirectories(place.inbox("PO-2")), 0, EACH);
        done(0, place.within("run", other.toString()));
    }

    private void submit(Workplace place, Path order, Path inbox, int number, int count) throws IOException {
        Path modules = place.root().resolve("modules-" + number);
        done(
                0,
                place.within(
                        "simulate",
                        modules.toString(),
                        "--order",
                        order.toString(),
                        "--count",
                        "" + count,
                        "--seed",
                        "" + number));
        Files.move(modules.resolve("submission.zip"), inbox.resolve("%04d.zip".formatted(number)));
    }

    /** What nobody reports: rows of the manifest and lots on disk are not what they were. */
    private void damage(Workplace place) throws IOException {
        Path manifest = place.folder("PO-1").manifest();
        List<String> rows = new ArrayList<>(Files.readAllLines(manifest));
        Random random = new Random(3);
        random.ints(1, rows.size()).distinct().limit(EACH).forEach(at -> {
            String[] cells = rows.get(at).split(",", -1);
            cells[10] = cells[10].equals("1") ? "2" : "1";
            rows.set(at, String.join(",", cells));
            plant("MANIFEST_DIFFERS", cells[5]);
        });
        Files.writeString(manifest, String.join("\r\n", rows) + "\r\n");
        List<Path> lots;
        try (Stream<Path> all = Files.walk(place.folder("PO-1").deliveries())) {
            lots = all.filter(file -> file.toString().endsWith(".p7m")).sorted().toList();
        }
        random.ints(0, lots.size()).distinct().limit(EACH).mapToObj(lots::get).forEach(lot -> {
            try {
                byte[] content = Files.readAllBytes(lot);
                content[content.length / 2] ^= 1;
                Files.write(lot, content);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
            plant("DELIVERY_DIFFERS", place.home().root().relativize(lot).toString());
        });
    }
}
