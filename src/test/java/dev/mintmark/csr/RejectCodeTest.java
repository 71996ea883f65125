package dev.mintmark.csr;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RejectCodeTest {
    private static final Path PAGE = Path.of("docs", "rejections.md");
    private static final String B64 = Base64.getEncoder().encodeToString(Requests.DER);

    @TempDir
    Path folder;

    /** Requests have their own tests, and so have orders: what can be shown here is the rest. */
    @ParameterizedTest
    @EnumSource(RejectCode.class)
    void everyCodeOfASubmissionOrAnEntryHasASubmissionThatGetsIt(RejectCode code) {
        boolean ofFiles = code.scope() == RejectCode.Scope.SUBMISSION || code.scope() == RejectCode.Scope.ENTRY;
        assertThat(ofFiles).isEqualTo(submissions().containsKey(code));
        if (!ofFiles) {
            return;
        }
        Requests.Read read = Requests.read(submissions().get(code).write(folder));

        if (read.outcome() instanceof SubmissionOutcome.Unreadable unreadable) {
            assertThat(unreadable.code()).isEqualTo(code);
        } else {
            assertThat(read.codes()).containsExactly(code);
            assertThat(read.requests()).as("the good one beside it").hasSize(1);
        }
    }

    private record Given(String name, byte[] content) {
        Path write(Path folder) {
            return Requests.write(folder.resolve(name), content);
        }
    }

    private static Map<RejectCode, Given> submissions() {
        byte[] encrypted = zip("b.der", Requests.DER);
        encrypted[6] |= 1;
        return Map.ofEntries(
                Map.entry(RejectCode.SUBMISSION_UNSUPPORTED, new Given("a.rar", new byte[9])),
                Map.entry(RejectCode.SUBMISSION_BROKEN, new Given("a.zip", new byte[9])),
                Map.entry(RejectCode.SUBMISSION_OVER_LIMIT, index("module_id,csr", "a," + "A".repeat(99_999))),
                Map.entry(RejectCode.BAD_INDEX_HEADER, index("module,csr", "a," + B64)),
                Map.entry(RejectCode.BAD_ENTRY_NAME, new Given("a.zip", zip("../b.der", Requests.DER))),
                Map.entry(RejectCode.NOT_A_REQUEST_FILE, new Given("a.zip", zip("b.txt", Requests.DER))),
                Map.entry(RejectCode.ENTRY_NOT_A_FILE, new Given("a.tar", tarWithLink())),
                Map.entry(RejectCode.ENTRY_UNREADABLE, new Given("a.zip", encrypted)),
                Map.entry(RejectCode.ENTRY_TOO_LARGE, new Given("a.zip", zip("b.der", new byte[16385]))),
                Map.entry(RejectCode.BAD_MODULE_ID, new Given("a.zip", zip("CON.der", Requests.DER))),
                Map.entry(RejectCode.BAD_ROW, index("module_id,csr", "a," + B64, "b")),
                Map.entry(
                        RejectCode.BAD_SERIAL_NUMBER,
                        index("module_id,csr,serial_number", "a," + B64 + ",", "b," + B64 + ",=1+1")),
                Map.entry(RejectCode.BAD_MAC, index("module_id,csr,mac", "a," + B64 + ",", "b," + B64 + ",0x12")),
                Map.entry(
                        RejectCode.BAD_SUPERSEDES,
                        index("module_id,csr,supersedes", "a," + B64 + ",", "b," + B64 + ",ABCD")),
                Map.entry(
                        RejectCode.BAD_KEY_SALT,
                        index("module_id,csr,key_salt", "a," + B64 + ",", "b," + B64 + ",5F" + "00".repeat(31))),
                Map.entry(RejectCode.NOT_BASE64, index("module_id,csr", "a," + B64, "b,%%%")));
    }

    private static Given index(String... rows) {
        return new Given("a.csv", String.join("\n", rows).getBytes(StandardCharsets.UTF_8));
    }

    /** Stored, so that the entry can be stepped over; its flags are at offset 6. */
    private static byte[] zip(String name, byte[] content) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(name, content);
        files.put("good.der", Requests.DER);
        return Archives.storedZip(files);
    }

    private static byte[] tarWithLink() {
        byte[] link = Archives.tarOf("b.der", TarConstants.LF_SYMLINK, "good.der");
        byte[] good = Archives.tar(Map.of("good.der", Requests.DER));
        byte[] both = Arrays.copyOf(link, 512 + good.length);
        System.arraycopy(good, 0, both, 512, good.length);
        return both;
    }

    @ParameterizedTest
    @EnumSource(RejectCode.class)
    void everyCodeSaysWhatIsWrongAndWhatToDo(RejectCode code) {
        for (String sentence : List.of(code.meaning(), code.hint())) {
            assertThat(sentence).isNotBlank().doesNotEndWith(".").doesNotContain("\n", "|");
        }
        assertThat(code.meaning().substring(0, 1)).isLowerCase();
    }

    /** With {@code -Dmintmark.write-docs=true} the page is written anew instead. */
    @Test
    void thePageOfRejectionsIsTheTable() throws Exception {
        if (Boolean.getBoolean("mintmark.write-docs")) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, page());
        }
        assertThat(Files.readString(PAGE))
                .as("mvn test -Dtest=RejectCodeTest -Dmintmark.write-docs=true writes it")
                .isEqualTo(page());
    }

    private static String page() {
        String head =
                """
                # Reject codes

                <!-- made from RejectCode.java by RejectCodeTest; edit that -->

                What is not taken gets a row in `rejects.csv` with one of these codes. A row never stops the rest: only a
                submission that is refused whole gives nothing. The codes are stable; the reason beside a code names the value
                and may change its wording.
                """;
        return head
                + Stream.of(RejectCode.Scope.values())
                        .map(RejectCodeTest::section)
                        .collect(Collectors.joining());
    }

    private static String section(RejectCode.Scope scope) {
        return "\n## %s\n\n| code | what is wrong | what to do |\n|---|---|---|\n".formatted(scope.title())
                + Stream.of(RejectCode.values())
                        .filter(code -> code.scope() == scope)
                        .map(code -> "| `%s` | %s | %s |\n".formatted(code, code.meaning(), code.hint()))
                        .collect(Collectors.joining());
    }
}
