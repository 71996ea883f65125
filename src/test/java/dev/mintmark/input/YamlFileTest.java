package dev.mintmark.input;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mintmark.input.Value.Mapping;
import dev.mintmark.input.Value.Scalar;
import dev.mintmark.input.Value.Sequence;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlFileTest {
    @TempDir
    private Path folder;

    private final Faults faults = new Faults();

    private Optional<Mapping> read(String text) throws IOException {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    private Optional<Mapping> read(byte[] content) throws IOException {
        return YamlFile.read(Files.write(folder.resolve("a.yaml"), content), faults);
    }

    private String told() {
        return faults.list().stream()
                .map(Fault::text)
                .collect(Collectors.joining("\n"))
                .replace(folder + "/", "")
                .replace(System.lineSeparator(), "\n");
    }

    @Test
    void everyScalarKeepsTheTextThatWasWritten() throws IOException {
        Mapping mapping =
                read("""
                        hex: 0xFFF1
                        octal: 0010
                        truth: no
                        float: 1e10
                        time: 24:6f:28:00:00:01
                        date: 2026-12-01
                        quoted: "0xFFF1"
                        nothing:
                        tilde: ~
                        word: "null"
                        """)
                        .orElseThrow();

        Map<String, String> texts = mapping.entries().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, e -> ((Scalar) e.getValue().value()).text()));
        assertThat(texts)
                .containsEntry("hex", "0xFFF1")
                .containsEntry("octal", "0010")
                .containsEntry("truth", "no")
                .containsEntry("float", "1e10")
                .containsEntry("time", "24:6f:28:00:00:01")
                .containsEntry("date", "2026-12-01")
                .containsEntry("quoted", "0xFFF1")
                .containsEntry("nothing", "")
                .containsEntry("tilde", "")
                .containsEntry("word", "null");
        assertThat(faults.isEmpty()).isTrue();
    }

    @Test
    void everyValueKnowsItsLine() throws IOException {
        Mapping mapping = read("a: 1\n\nlist:\n  - x\n  - y\nmap:\n  b: 2\n").orElseThrow();

        Sequence list = (Sequence) mapping.entries().get("list").value();
        assertThat(list.items().get(1).where()).isEqualTo(folder.resolve("a.yaml") + ":5");
        Mapping nested = (Mapping) mapping.entries().get("map").value();
        assertThat(nested.entries().get("b").where()).isEqualTo(folder.resolve("a.yaml") + ":7");
    }

    @Test
    void anEmptyFileIsAnEmptyMapping() throws IOException {
        assertThat(read("").orElseThrow().entries()).isEmpty();
        assertThat(read("# only a comment\n").orElseThrow().entries()).isEmpty();
        assertThat(read("---\n").orElseThrow().entries()).isEmpty();
    }

    @Test
    void aByteOrderMarkAndCrLfAreTolerated() throws IOException {
        assertThat(read("\uFEFFa: 1\r\nb: 2\r\n").orElseThrow().entries()).containsOnlyKeys("a", "b");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            textBlock =
                    """
                    # name         | text                        | told
                    a tab          | a: 1\\n\\tb: 2              | a.yaml:2: not YAML: found character '\\\\t(TAB)' that cannot start any token. (Do not use \\\\t(TAB) for indentation)\\n  hint: indent with spaces, not with tabs
                    a colon        | a: b: c                     | a.yaml:1: not YAML: mapping values are not allowed here\\n  hint: put a value that contains ": " in quotes, and begin all keys of one mapping in the same column
                    no colon       | a: 1\\nb\\nc: 2             | a.yaml:3: not YAML: could not find expected ':'\\n  hint: each line is "key: value", and all keys of one mapping begin in the same column
                    open quote     | a: "x\\nb: 2                | a.yaml:2: not YAML: found unexpected end of stream\\n  hint: is a quote or bracket before it left open?
                    a list         | - a                         | a.yaml:1: the file is not a mapping\\n  hint: each line is "key: value"
                    a word         | hello                       | a.yaml:1: the file is not a mapping\\n  hint: each line is "key: value"
                    an alias       | a: &x 1\\nb: *x             | a.yaml:1: anchors (&) and aliases (*) are not read\\n  hint: write the value out, or put it in quotes
                    an object      | a: !!java.net.URL [x]       | a.yaml:1: tags (!) are not read\\n  hint: write the value without "!…", or put it in quotes
                    two documents  | a: 1\\n---\\na: 2           | a.yaml:2: a second document begins\\n  hint: keep one document in a file, without "---"
                    a list as key  | ? [a]\\n: 1                 | a.yaml:1: a list or mapping stands as a key\\n  hint: keys are plain words
                    """)
    void whatIsNotAPlainMappingIsRefusedAtItsLine(String name, String text, String told) throws IOException {
        assertThat(read(text.replace("\\n", "\n").replace("\\t", "\t"))).isEmpty();
        assertThat(told()).isEqualTo(told.replace("\\n", "\n").replace("\\\\", "\\u005C"));
    }

    @Test
    void aKeyThatStandsTwiceIsToldWithBothPlaces() throws IOException {
        assertThat(read("quantity: 1\nother: 2\nquantity: 3\n")).isPresent();
        assertThat(told())
                .isEqualTo("a.yaml:3: key \"quantity\" stands twice, first at a.yaml:1\n  hint: keep one of them");
    }

    @Test
    void deepNestingIsRefusedBeforeItCostsAnything() throws IOException {
        assertThat(read("a: " + "[".repeat(100_000))).isEmpty();
        assertThat(told()).isEqualTo("a.yaml:1: nested deeper than 10 levels");
    }

    @Test
    void aHugeFileIsNotRead() throws IOException {
        assertThat(read(new byte[(1 << 20) + 1])).isEmpty();
        assertThat(told()).contains("is larger than 1048576 bytes");
    }

    @Test
    void textThatIsNotUtf8IsRefused() throws IOException {
        assertThat(read("a: Müller".getBytes(StandardCharsets.ISO_8859_1))).isEmpty();
        assertThat(told()).contains("is not UTF-8 text");
    }

    @Test
    void aControlCharacterIsRefusedAtItsLine() throws IOException {
        assertThat(read("a: 1\nb: \u0000")).isEmpty();
        assertThat(told()).contains("a.yaml:2: the character U+0000 may not stand in YAML");
    }

    @Test
    void aMissingFileAndAFolderAreFaults() {
        assertThat(YamlFile.read(folder.resolve("none.yaml"), faults)).isEmpty();
        assertThat(YamlFile.read(folder, faults)).isEmpty();
        assertThat(told()).contains("none.yaml: there is no such file").contains("is a folder, not a file");
    }
}
