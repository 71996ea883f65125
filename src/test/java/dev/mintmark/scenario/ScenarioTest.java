package dev.mintmark.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.mintmark.LedgerKind;
import dev.mintmark.durable.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each folder of {@code src/test/resources/scenarios} is one story, named for what is special in it: its files, the steps
 * that are taken with them ({@code steps.txt}), and what they come to ({@code expected}).
 *
 * <p>Steps are the program's verbs, and {@code submit FILE RECIPE…} (see {@link Submitting}), {@code edit FILE OLD => NEW} and
 * {@code cut FILE}, which leaves half of it. {@code -Dmintmark.write-scenarios=true} writes what is expected anew, to be looked
 * at in the diff.
 */
class ScenarioTest {
    private static final Path SCENARIOS = Path.of("src", "test", "resources", "scenarios");

    @TempDir
    Path temp;

    @TestFactory
    Stream<DynamicTest> scenarios() throws IOException {
        try (Stream<Path> folders = Files.list(SCENARIOS)) {
            List<Path> all = folders.filter(Files::isDirectory).sorted().toList();
            assertThat(all).isNotEmpty();
            return all.stream()
                    .map(folder -> dynamicTest(
                            folder.getFileName().toString(),
                            () -> compare(
                                    folder.resolve("expected"),
                                    play(folder, folder.getFileName().toString(), Map.of()))));
        }
    }

    /** All of what a key may be asked for twice, and an order changed: what the database decides, it decides the same. */
    @TestFactory
    Stream<DynamicTest> scenariosOnPostgres() {
        return Stream.of(
                        "same-id-same-key",
                        "same-key-other-id",
                        "same-id-other-key",
                        "superseded-by-spares",
                        "key-of-another-order",
                        "more-than-ordered",
                        "product-changed",
                        "index-with-serial-numbers",
                        "three-days")
                .map(name -> dynamicTest(name, () -> {
                    try (LedgerKind.Empty ledger = LedgerKind.POSTGRESQL.empty()) {
                        Path scenario = SCENARIOS.resolve(name);
                        compare(
                                scenario.resolve("expected"),
                                play(scenario, "postgresql-" + name, ledger.environment()));
                    }
                }));
    }

    private static void compare(Path expected, Map<String, String> found) throws IOException {
        if (Boolean.getBoolean("mintmark.write-scenarios")) {
            DurableFiles.deleteTree(expected);
            for (Map.Entry<String, String> each : found.entrySet()) {
                Path file = expected.resolve(each.getKey());
                Files.createDirectories(file.getParent());
                Files.writeString(file, each.getValue());
            }
        }
        assertThat(Workplace.tree(expected).keySet()).isEqualTo(found.keySet());
        for (Map.Entry<String, String> each : found.entrySet()) {
            assertThat(each.getValue()).as(each.getKey()).isEqualTo(Files.readString(expected.resolve(each.getKey())));
        }
    }

    /** Files by name: {@code said.txt}, {@code tree.txt} and the lists of each order. */
    private Map<String, String> play(Path scenario, String folder, Map<String, String> environment) throws Exception {
        Workplace place = new Workplace(Files.createDirectory(temp.resolve(folder)), environment);
        for (String name : Workplace.tree(scenario).keySet()) {
            if (!name.startsWith("expected/") && !name.equals("steps.txt")) {
                Path target = place.root().resolve(name);
                Files.createDirectories(target.getParent());
                Files.deleteIfExists(target);
                Files.copy(scenario.resolve(name), target);
            }
        }
        Masks masks = new Masks(place.root());
        StringBuilder said = new StringBuilder();
        for (String line : Files.readAllLines(scenario.resolve("steps.txt"))) {
            if (!line.isBlank() && !line.startsWith("#")) {
                said.append("$ ").append(line).append('\n');
                step(place, List.of(line.split(" "))).ifPresent(result -> said.append(masks.text(result.out()))
                        .append(masks.text(result.err()))
                        .append("exit ")
                        .append(result.exit())
                        .append('\n'));
            }
        }
        TreeMap<String, String> found = results(place, masks);
        found.put("said.txt", said.toString());
        return found;
    }

    private static Optional<Program.Result> step(Workplace place, List<String> words) throws Exception {
        List<String> arguments = words.subList(1, words.size());
        switch (words.get(0)) {
            case "submit" ->
                Submitting.write(place.root().resolve(arguments.get(0)), arguments.subList(1, arguments.size()));
            case "edit" -> {
                Path file = place.root().resolve(arguments.get(0));
                String[] change =
                        String.join(" ", arguments.subList(1, arguments.size())).split(" => ");
                String before = Files.readString(file);
                assertThat(before).contains(change[0]);
                Files.writeString(file, before.replace(change[0], change[1]));
            }
            case "cut" -> {
                Path file = place.root().resolve(arguments.get(0));
                byte[] content = Files.readAllBytes(file);
                Files.write(file, Arrays.copyOf(content, content.length / 2));
            }
            default -> {
                return Optional.of(verb(place, words));
            }
        }
        return Optional.empty();
    }

    /** Names of files in the scenario become paths; the program's folder is the checkout. */
    private static Program.Result verb(Workplace place, List<String> words) {
        List<String> arguments = new ArrayList<>();
        for (String word : words) {
            Path file = place.root().resolve(word);
            arguments.add(!word.equals(words.get(0)) && Files.exists(file) ? file.toString() : word);
        }
        Path site = place.root().resolve("site.yaml");
        if (Files.exists(site)) {
            arguments.addAll(List.of("--site", site.toString()));
        }
        return place.within(arguments.toArray(String[]::new));
    }

    private static TreeMap<String, String> results(Workplace place, Masks masks) throws IOException {
        TreeMap<String, String> found = new TreeMap<>();
        StringBuilder tree = new StringBuilder();
        for (String name : Workplace.tree(place.home().root()).keySet()) {
            if (name.matches("ledger/.*|log/.*|test-keys/.*|lock|status\\.json")) {
                continue; // the same in all
            }
            tree.append(name).append('\n');
            Path file = place.home().root().resolve(name);
            if (name.endsWith(".csv")) {
                String header = Files.readAllLines(file).get(0);
                found.put(name, masks.csv(Delivered.csv(file), List.of(header.split(","))));
            } else if (name.endsWith("/report.json")) {
                found.put(name, masks.text(Files.readString(file)));
            } else if (name.endsWith("/SHA256SUMS")) {
                tree.append(opened(place, Path.of(name)));
            }
        }
        found.put("tree.txt", tree.toString());
        return found;
    }

    /** What the factory finds in the lots, a line a file. */
    private static String opened(Workplace place, Path list) throws IOException {
        String order = list.getName(0).toString();
        int number = Integer.parseInt(list.getName(2).toString());
        Path out = place.root().resolve("opened").resolve(order + "-" + number);
        Delivered.open(place, order, number, out);
        StringBuilder lines = new StringBuilder();
        for (String name : Workplace.tree(out).keySet()) {
            lines.append("    ").append(name).append('\n');
        }
        return lines.toString();
    }
}
