package dev.mintmark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mintmark.format.NativeGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

final class CommandLineTest {
    @TempDir
    private Path folder;

    /** Every verb there is, and the verbs below it. */
    static Stream<List<String>> verbs() {
        return below(MintmarkCommand.parser(Map.of()), List.of());
    }

    private static Stream<List<String>> below(CommandLine command, List<String> verb) {
        return Stream.concat(
                Stream.of(verb), command.getSubcommands().entrySet().stream().flatMap(entry -> {
                    List<String> longer = new ArrayList<>(verb);
                    longer.add(entry.getKey());
                    return below(entry.getValue(), longer);
                }));
    }

    private static String[] line(List<String> verb, String... more) {
        return Stream.concat(verb.stream(), Arrays.stream(more)).toArray(String[]::new);
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void everyCommandHasHelp(List<String> verb) {
        Spoken help = Spoken.by(line(verb, "--help"));

        assertThat(help.exit()).isZero();
        assertThat(help.err()).isEmpty();
        assertThat(help.out())
                .startsWith(String.join(" ", line(List.of("Usage:", "mintmark"), verb.toArray(String[]::new))))
                .contains("--home=DIR", "--site=FILE", "--help", "Exit codes:");
        assertThat(help.out().lines()).allMatch(text -> text.length() <= 80);
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void aCommandRefusesWhatItDoesNotKnowBeforeItDoesAnything(List<String> verb) {
        Spoken refused = Spoken.by(line(verb, "--spring.main.banner-mode=off", "--home", folder.resolve("x") + ""));

        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err())
                .startsWith("mintmark: ")
                .contains("hint: mintmark")
                .doesNotContain("\tat ");
        assertThat(folder.resolve("x")).doesNotExist();
    }

    @Test
    void onlyTheCommandThatALineBeginsWithIsLookedAt() {
        for (String verb : MintmarkCommand.parser(Map.of()).getSubcommands().keySet()) {
            assertThat(MintmarkCommand.parser(Map.of(), verb, "run").getSubcommands())
                    .containsOnlyKeys(verb);
        }
    }

    @Test
    void aWordThatIsNotTheCommandMayBeCalledAsOneIs() throws IOException {
        assertThat(Spoken.by("status", "--home", "run", "--help").out()).startsWith("Usage: mintmark status");
        assertThat(Spoken.by("--help", "run").out())
                .isEqualTo(Spoken.by("--help").out());
        Path arguments = Files.writeString(folder.resolve("arguments"), "status --help");
        assertThat(Spoken.by("@" + arguments).out()).startsWith("Usage: mintmark status");
    }

    @Test
    void anUnknownOptionIsNamed() {
        assertThat(Spoken.by("--spring.profiles.active=x", "status").err())
                .contains("unknown option \"--spring.profiles.active=x\"")
                .contains("hint: mintmark --help");
        assertThat(Spoken.by("status", "--spring.profiles.active=x").err())
                .contains("unknown option \"--spring.profiles.active=x\"")
                .contains("hint: mintmark status --help");
    }

    @Test
    void optionsMayStandBeforeOrAfterTheVerb() {
        String home = folder.resolve("home").toString();

        Spoken after = Spoken.by("status", "--home", home);
        assertThat(after).isEqualTo(Spoken.by("--home", home, "status"));
        assertThat(after).isEqualTo(new Spoken(0, "no order has been started in %s\n".formatted(home), ""));
        assertThat(Spoken.by("status", "PO-1", "--home", home).err())
                .isEqualTo(Spoken.by("--home", home, "status", "PO-1").err())
                .contains("no order \"PO-1\" in " + home);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "status one two", "run", "pki", "pki init", "open x --key k", "simulate", "frobnicate"})
    void aWrongCommandLineIsExit2WithAHint(String line) {
        Spoken wrong = Spoken.by(line.isEmpty() ? new String[0] : line.split(" "));

        assertThat(wrong.exit()).isEqualTo(2);
        assertThat(wrong.err()).startsWith("mintmark: ").contains("hint: ");
    }

    /** The parser's own words would be another voice. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "rnu x.yaml | unknown command \"rnu\" | did you mean \"run\"?",
                "pki inti | unknown command \"inti\" | did you mean \"init\"?",
                "status one two | \"two\" is one argument too many | mintmark status --help",
                "status --jsn | unknown option \"--jsn\" | did you mean \"--json\"?",
                "status --nothing-like-it | unknown option \"--nothing-like-it\" | mintmark status --help",
                "run | ORDER is missing | mintmark run --help",
                "open x --key k | --trust SIGNER.pem, --out DIR are missing | mintmark open --help",
                "status --home | --home is without its DIR | mintmark status --help",
                "open x --key | --key is without its KEY.pem | mintmark open --help",
                "simulate d --order o --count many | --count \"many\" is not a whole number | mintmark simulate --help",
                "status --home a --home b | --home stands twice | keep one of them",
            })
    void aWrongCommandLineIsToldInOurVoice(String line, String what, String hint) {
        Spoken wrong = Spoken.by(line.split(" "));

        assertThat(wrong.err()).isEqualTo("mintmark: %s%n  hint: %s%n".formatted(what, hint));
        assertThat(wrong.exit()).isEqualTo(2);
    }

    @Test
    void whoNamesAnOrdersFolderAsADeliveryIsToldTheDelivery() throws IOException {
        Path order = folder.resolve("PO-1");
        Path second = Files.createDirectories(order.resolve("deliveries/0002"));
        Files.createDirectories(order.resolve("deliveries/0001"));
        Files.createDirectories(order.resolve("deliveries/0003.part"));
        String told = "mintmark: %s: holds deliveries, and is none itself%n  hint: name one of them: " + second + "%n";

        for (Path named : List.of(order, order.resolve("deliveries"))) {
            for (String verb : List.of("check %s", "open %s --key k --trust t --out o")) {
                Spoken wrong = Spoken.by(verb.formatted(named).split(" "));
                assertThat(wrong.exit()).isEqualTo(2);
                assertThat(wrong.err()).isEqualTo(told.formatted(named));
            }
        }
        Spoken none = Spoken.by("open", folder + "/none", "--key", "k", "--trust", "t", "--out", "o");
        assertThat(none.exit()).isEqualTo(2);
        assertThat(none.err()).startsWith("mintmark: " + folder + "/none: there is no such folder");
    }

    @Test
    void theVersionTellsWhatComputesToo() {
        String made = NativeGenerator.present().isPresent()
                ? "Bouncy Castle with multiples of G in native code"
                : "Bouncy Castle";

        assertThat(Spoken.by("--version").out())
                .matches("mintmark \\S+\\Rsignatures: .+, made by " + made + "\\Rverifiers: several at once .+\\R");
    }

    @Test
    void aMissingOrderIsExit2AndMakesNoHome() {
        Path home = folder.resolve("home");
        Spoken wrong = Spoken.by("run", folder.resolve("none.yaml").toString(), "--home", home.toString());

        assertThat(wrong.exit()).isEqualTo(2);
        assertThat(wrong.err()).contains("none.yaml");
        assertThat(Files.exists(home)).isFalse();
    }

    @Test
    void ofSeveralOrdersTheGravestCodeIsTheProcesses() {
        assertThat(ExitCode.gravest(List.of())).isEqualTo(ExitCode.DONE);
        assertThat(ExitCode.gravest(List.of(ExitCode.DONE, ExitCode.REFUSED))).isEqualTo(ExitCode.REFUSED);
        assertThat(ExitCode.gravest(List.of(ExitCode.REFUSED, ExitCode.STOPPED, ExitCode.DONE)))
                .isEqualTo(ExitCode.STOPPED);
        assertThat(ExitCode.gravest(List.of(ExitCode.STOPPED, ExitCode.WRONG))).isEqualTo(ExitCode.WRONG);
        assertThat(ExitCode.gravest(List.of(ExitCode.WRONG, ExitCode.FAILED))).isEqualTo(ExitCode.FAILED);
        assertThat(Arrays.stream(ExitCode.values()).map(ExitCode::number)).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5);
    }
}
