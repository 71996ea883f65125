package dev.mintmark.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mintmark.input.FileSafe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Names that a spreadsheet, a terminal, a label printer or a reader of logs would obey, wherever somebody outside can put
 * one: each is refused at the door, or does nothing in any file or line that the program writes.
 */
class NeutralOutputsTest {
    private static final int GOOD = 3;

    /** Longest line of text: the manifest's rows have 700. */
    private static final int LONGEST_LINE = 1500;

    private static final List<String> PIECES = List.of(
            "=",
            "+",
            "-",
            "@",
            "\t",
            "\r",
            "\n",
            "^XA",
            "~JA",
            "^FS",
            "\u202E",
            "\u2066",
            "\u200B",
            "\u001B[2J",
            "\u0085",
            "\u2028",
            "\uFEFF",
            "\uFF1D",
            "\"",
            ",",
            ";",
            "|",
            "'",
            "<b>",
            "&amp;",
            "]]>",
            "cmd|' /C calc'!A1",
            "HYPERLINK(\"x\")",
            "..",
            "\\",
            "%n",
            "%s",
            "${x}",
            "{}",
            " ",
            "x",
            "1",
            "ü",
            "/",
            "x".repeat(400));

    @TempDir
    Path folder;

    private final Random random = new Random(17);

    @Test
    void nothingThatASenderWritesDoesAnythingInAnyOutput() throws Exception {
        Workplace place = new Workplace(folder);
        Path order = place.order("PO-1", GOOD, "reference: SO-4711/10");
        Path inbox = place.inbox("PO-1");
        Requested.zip(inbox.resolve("1.zip"), Requested.files(1, GOOD));
        Requested.zip(inbox.resolve("2.zip"), hostileEntries());
        Files.writeString(inbox.resolve("3.csv"), hostileRows());
        Files.writeString(inbox.resolve("4.csv"), hostile() + ",csr\r\na,b\r\n");
        for (String name :
                List.of("=1+1;=2+2.rar", "@SUM(A1).zip", "\u001B[2J^XA~JA\n.zip", "-" + "x".repeat(200) + ".pem")) {
            Files.writeString(inbox.resolve(name), "no submission");
        }

        Program.Result run = place.within("run", order.toString());

        assertThat(run.exit()).as(run.toString()).isEqualTo(4);
        for (Program.Result said : List.of(
                run,
                place.within("run", order.toString(), "--json"),
                place.within("status"),
                place.within("status", "PO-1", "--json"),
                place.within("check", "PO-1"),
                place.within("run", folder.resolve("no\u001B[2J\nsuch.yaml").toString()))) {
            isHarmless("said", said.out());
            isHarmless("said", said.err());
        }
        Path opened = folder.resolve("opened");
        Delivered.open(place, "PO-1", 1, opened);
        assertThat(everyTextOf(place.home().root())).isGreaterThan(8);
        assertThat(everyTextOf(opened)).isGreaterThan(8);
        assertThat(Delivered.csv(place.folder("PO-1").rejects())).hasSizeGreaterThan(200);
    }

    /** What the operator writes is refused where it could do harm, and nothing of it is shown that a terminal would obey. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "+1",
                "-1",
                "@SUM(A1)",
                "a\\tb",
                "a\\rb",
                "a\\nb",
                "a^XAb",
                "a~JAb",
                "a\\u202Eb",
                "a\\eb",
                "\\uFF1D1",
                "a\\u2028b",
                "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
            })
    void whatAnOperatorWritesIsRefusedAtTheDoor(String hostile) throws Exception {
        Workplace place = new Workplace(folder);
        Path product = folder.resolve("product.yaml");
        Path order = place.order("PO-1", GOOD);
        String good = Files.readString(order);
        Files.writeString(product, Workplace.PRODUCT.replace("Demo Light 1", "\"" + hostile + "\""));
        isRefused(place.within("run", order.toString()));
        Files.writeString(product, Workplace.PRODUCT.replace("Demo Lights", "\"" + hostile + "\""));
        isRefused(place.within("run", order.toString()));
        Files.writeString(product, Workplace.PRODUCT.replace("{order}-{seq:6}", hostile + "{seq}"));
        isRefused(place.within("run", order.toString()));
        Files.writeString(product, Workplace.PRODUCT);
        for (String key : List.of("reference", "order", "issuer", "factory", "kind", "due", "unknown")) {
            Files.writeString(order, good.replaceAll("(?m)^" + key + ":.*\n", "") + key + ": \"" + hostile + "\"\n");
            isRefused(place.within("run", order.toString()));
        }
        Files.writeString(order, good);
        Path site = Files.writeString(
                folder.resolve("site.yaml"), "factories:\n  \"" + hostile + "\": {recipients: [a]}\n");
        isRefused(place.within("run", order.toString(), "--site", site.toString()));
    }

    private static void isRefused(Program.Result result) {
        assertThat(result.exit()).as(result.toString()).isEqualTo(2);
        isHarmless("refusal", result.err());
    }

    private String hostile() {
        return IntStream.range(0, 1 + random.nextInt(5))
                .mapToObj(i -> PIECES.get(random.nextInt(PIECES.size())))
                .collect(Collectors.joining());
    }

    private Map<String, byte[]> hostileEntries() {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        for (int i = 0; i < 150; i++) {
            entries.put(hostile() + (i % 3 == 0 ? "" : ".pem"), Requested.pem(100));
        }
        entries.remove("");
        return entries;
    }

    private String hostileRows() throws IOException {
        StringBuilder rows = new StringBuilder("module_id,serial_number,mac,csr,supersedes\r\n");
        String csr = Base64.getEncoder().encodeToString(Requested.der(101));
        for (int i = 0; i < 160; i++) {
            String[] cells = {"a-" + i, "", "", csr, ""};
            cells[i % 5] = hostile();
            rows.append(CSVFormat.RFC4180.format((Object[]) cells)).append("\r\n");
        }
        return rows.toString();
    }

    /** Reads every file of text below the folder; says how many there were. */
    private static long everyTextOf(Path root) throws IOException {
        List<Path> files;
        try (Stream<Path> tree = Files.walk(root)) {
            files = tree.filter(file ->
                            file.toString().matches(".*\\.(csv|json|html|txt|sha256|yaml)|.*/(SHA256SUMS|VERIFY.txt)"))
                    .toList();
        }
        for (Path file : files) {
            String name = root.relativize(file).toString();
            String text = Files.readString(file);
            isHarmless(name, text);
            if (name.endsWith(".csv")) {
                cellsAreHarmless(name, text);
            }
        }
        return files.size();
    }

    private static void isHarmless(String name, String text) {
        for (String line : text.split("\r?\n", -1)) {
            assertThat(FileSafe.isPrintable(line))
                    .as("%s: %s", name, FileSafe.printable(line))
                    .isTrue();
            assertThat(line).as(name).hasSizeLessThan(LONGEST_LINE);
        }
    }

    /** With commas as they stand, and with the semicolons or tabs that some spreadsheets cut at. */
    private static void cellsAreHarmless(String name, String text) throws IOException {
        for (char delimiter : new char[] {',', ';', '\t', '|'}) {
            CSVFormat format = CSVFormat.RFC4180
                    .builder()
                    .setDelimiter(delimiter)
                    .setLenientEof(true)
                    .setTrailingData(true)
                    .get();
            try (CSVParser rows = CSVParser.parse(text, format)) {
                rows.forEach(row -> row.forEach(cell -> assertThat(cell)
                        .as("%s: %s", name, cell)
                        .doesNotMatch("(?s)\\s*[=+@\\t\\r\uFF1D\uFF0B\uFF0D\uFF20].*|(?s)\\s*-.*")));
            }
        }
        if (!name.endsWith("rejects.csv")) {
            assertThat(text).as(name).doesNotContain("^", "~");
        }
    }

    @Test
    void theseNamesWouldDoHarm() {
        assertThat(PIECES).anyMatch(piece -> !FileSafe.isPrintable(piece));
        assertThat("=1").matches("(?s)\\s*[=+@].*");
        assertThat("a\u202Eb".getBytes(UTF_8)).hasSize(5);
    }
}
