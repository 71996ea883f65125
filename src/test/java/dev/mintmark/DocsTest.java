package dev.mintmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mintmark.cli.ExitCode;
import dev.mintmark.cli.MintmarkCommand;
import dev.mintmark.keys.LogSigner;
import dev.mintmark.keys.SignerFiles;
import dev.mintmark.keys.SiteKey;
import dev.mintmark.manifest.ManifestColumn;
import dev.mintmark.manifest.ManifestCsv;
import dev.mintmark.site.SigningFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What the pages say can be looked up in the program: links, commands and their options, columns, exit codes. */
class DocsTest {
    private static final Path FORMATS = Path.of("docs", "formats");
    private static final Pattern COMMAND = Pattern.compile("(?m)(?:^|[\\s/=])mintmark(?:\\.jar)? ((?:-|[a-z]).*)$");
    private static final Pattern COLUMN = Pattern.compile("(?m)^\\| `([a-z_0-9]+)` \\|");

    private static final Pattern TEST = Pattern.compile("`([A-Z][A-Za-z0-9]*Test)#([A-Za-z0-9]+)`");

    private final Page threats = Page.read(Path.of("docs", "threat-model.md"));
    private final Page operations = Page.read(Path.of("docs", "operations.md"));

    DocsTest() throws IOException {}

    static List<Page> pages() throws IOException {
        return Page.all();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkWithinTheProjectLeadsSomewhere(Page page) throws IOException {
        for (String link : page.links()) {
            if (link.matches("[a-z]+:.*")) {
                continue;
            }
            String[] parts = link.split("#", 2);
            Path target = parts[0].isEmpty()
                    ? page.file()
                    : page.file().resolveSibling(parts[0]).normalize();
            assertThat(target).as("%s links to %s", page.file(), link).exists();
            if (parts.length == 2) {
                assertThat(Page.read(target).anchors())
                        .as("%s links to %s", page.file(), link)
                        .contains(parts[1]);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyCommandLineIsOneThatTheProgramKnows(Page page) {
        Stream<String> code = Stream.concat(page.fences().stream().map(Page.Fence::code), page.inlineCode().stream());
        code.map(text -> text.replace("\\\n", " "))
                .flatMap(text -> COMMAND.matcher(text).results())
                .map((MatchResult command) -> command.group(1))
                .forEach(arguments -> assertThat(unknown(arguments))
                        .as("%s: mintmark %s", page.file(), arguments)
                        .isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bake", "run --forse", "status --lot 1", "pki make --test", "--hone x run"})
    void whatTheProgramDoesNotKnowIsFound(String arguments) {
        assertThat(unknown(arguments)).hasSize(1);
    }

    /** The verbs and options of a command line that there are not. */
    private static List<String> unknown(String arguments) {
        CommandLine command = MintmarkCommand.parser(Map.of());
        for (String word : arguments.split("[\\s,;|]+")) {
            String option = word.replaceFirst("=.*", "");
            if (word.matches("--?[a-z].*")
                    && !command.getCommandSpec().optionsMap().containsKey(option)) {
                return List.of(word);
            }
            if (command.getSubcommands().containsKey(word)) {
                command = command.getSubcommands().get(word);
            } else if (word.matches("[a-z]+") && !command.getSubcommands().isEmpty()) {
                return List.of(word);
            }
        }
        return List.of();
    }

    @Test
    void theIndexOfFormatsNamesEachPage() throws IOException {
        try (Stream<Path> files = Files.list(FORMATS)) {
            List<String> pages = files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("README.md"))
                    .toList();
            List<String> listed = Page.read(FORMATS.resolve("README.md")).links().stream()
                    .filter(link -> !link.contains("/"))
                    .distinct()
                    .toList();
            assertThat(listed).containsExactlyInAnyOrderElementsOf(pages);
        }
    }

    @Test
    void thePageOfManifestsHasTheirColumnsInOrder() throws IOException {
        List<String> columns = Stream.concat(
                        Arrays.stream(ManifestColumn.values()).map(ManifestColumn::title),
                        Stream.concat(
                                ManifestCsv.ONBOARDING_COLUMNS.stream(),
                                Stream.of("source", "module_id", "code", "reason")))
                .toList();

        assertThat(COLUMN.matcher(Page.read(FORMATS.resolve("manifest.md")).prose())
                        .results()
                        .map(column -> column.group(1)))
                .containsExactlyElementsOf(columns);
    }

    @Test
    void theUnitsForSystemdAreGood(@TempDir Path folder) throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/systemd-analyze")), "no systemd-analyze here");
        List<String> units = operations.fences().stream()
                .filter(fence -> fence.language().equals("ini"))
                .map(Page.Fence::code)
                .toList();
        // neither program nor account is on this machine
        String service = units.get(0)
                .replace("/opt/mintmark/mintmark run", "/bin/true run")
                .replaceFirst("\nUser=.*", "");
        Files.writeString(folder.resolve("mintmark-night.service"), service);
        Files.writeString(folder.resolve("mintmark-night.timer"), units.get(1));

        Commands.Result verified = Commands.run(
                folder,
                "systemd-analyze",
                "verify",
                folder.resolve("mintmark-night.service").toString(),
                folder.resolve("mintmark-night.timer").toString());

        assertThat(verified).isEqualTo(new Commands.Result(0, ""));
    }

    @Test
    void theLinesThatMakeASitesKeysMakeKeysThatAreTaken(@TempDir Path folder) throws IOException {
        Commands.assumeOpenssl();
        assertThat(operations.shell()).hasSize(1);

        Commands.Result made =
                Commands.run(folder, "sh", "-ec", operations.shell().get(0));

        assertThat(made.exit()).as(made.output()).isZero();
        SecureRandom random = new SecureRandom();
        SigningFiles files =
                new SigningFiles(folder.resolve("bundle-signer.crt.pem"), folder.resolve("bundle-signer.key.pem"));
        assertThatCode(() -> SignerFiles.signer(files, Instant.now(), random)).doesNotThrowAnyException();
        SigningFiles log = new SigningFiles(folder.resolve("log-signer.crt.pem"), folder.resolve("log-signer.key.pem"));
        assertThatCode(() -> LogSigner.of(log)).doesNotThrowAnyException();
        assertThatCode(() -> SiteKey.read(folder.resolve("site.key"), random).close())
                .doesNotThrowAnyException();
    }

    @Test
    void everyTestThatTheThreatModelNamesIsThere() throws IOException {
        List<MatchResult> named = TEST.matcher(threats.prose()).results().toList();

        assertThat(named).hasSizeGreaterThan(50);
        for (MatchResult each : named) {
            assertThat(hasMethod(each.group(1), each.group(2))).as(each.group()).isTrue();
        }
        assertThat(hasMethod("DocsTest", "thereIsNoSuchMethod")).isFalse();
        assertThat(hasMethod("NoSuchTest", "everyCommand")).isFalse();
    }

    private static boolean hasMethod(String test, String method) throws IOException {
        try (Stream<Path> sources = Files.walk(Path.of("src", "test", "java"))) {
            List<Path> files =
                    sources.filter(file -> file.endsWith(test + ".java")).toList();
            return files.size() == 1
                    && Pattern.compile("(?m)^    (?:void|Stream<DynamicTest>) " + method + "\\(")
                            .matcher(Files.readString(files.get(0)))
                            .find();
        }
    }

    @Test
    void everyRowOfTheAbuseMatrixHasATestOrSaysWhenItWill() {
        List<String> rows = threats.prose()
                .lines()
                .filter(line -> line.matches("\\| [0-9]+ \\|.*"))
                .toList();

        assertThat(rows).hasSize(28);
        for (int i = 0; i < rows.size(); i++) {
            assertThat(rows.get(i)).startsWith("| %d |".formatted(i + 1)).containsPattern("`[A-Za-z]+Test#|later, ");
        }
    }

    @Test
    void thePageOfOperationsHasEveryExitCode() {
        for (ExitCode code : ExitCode.values()) {
            assertThat(operations.prose()).contains("\n| " + code.number() + " | ");
        }
    }
}
