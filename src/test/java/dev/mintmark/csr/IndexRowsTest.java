package dev.mintmark.csr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mintmark.order.ModuleId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IndexRowsTest {
    private static final String B64 = Base64.getEncoder().encodeToString(Requests.DER);

    @TempDir
    Path folder;

    private Requests.Read read(String index) {
        return Requests.read(Requests.write(folder.resolve("i.csv"), index.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "module_id | \"csr\" is missing",
                "csr,mac | \"module_id\" is missing",
                "module_id;csr | \"module_id\" is missing",
                "module_id,csr,serial | \"serial\" is not known",
                "module_id,csr,csr | a column stands there twice",
                "module_id,csr, | \"\" is not known",
            })
    void aHeaderThatIsNotUnderstoodRefusesTheIndexAndSaysWhy(String header, String why) {
        assertThat(read(header + "\na," + B64 + "\n").outcome())
                .isInstanceOfSatisfying(SubmissionOutcome.Unreadable.class, unreadable -> {
                    assertThat(unreadable.code()).isEqualTo(RejectCode.BAD_INDEX_HEADER);
                    assertThat(unreadable.reason()).endsWith(why);
                });
    }

    @Test
    void anEmptyFileHasNoHeader() {
        assertThat(read("").outcome())
                .isInstanceOfSatisfying(SubmissionOutcome.Unreadable.class, unreadable -> assertThat(unreadable.code())
                        .isEqualTo(RejectCode.BAD_INDEX_HEADER));
    }

    @Test
    void aBadRowIsNamedByItsNumberAndTheOthersAreTaken() {
        Requests.Read read = read("module_id,csr\na,%1$s\nB B,%1$s\n\nc,%1$s\nd,%1$s,x\n".formatted(B64));

        assertThat(read.requests()).hasSize(2);
        assertThat(read.entries().get(1))
                .isEqualTo(new Refused(
                        "i.csv:row 3",
                        "B B",
                        RejectCode.BAD_MODULE_ID,
                        "module id \"b b\" is not 1 to 64 of a-z 0-9 _ -, starting with a letter or digit"));
        assertThat(read.codes()).containsExactly(RejectCode.BAD_MODULE_ID, RejectCode.BAD_ROW);
    }

    @Test
    void whatIsGivenForAnIdIsPrintedHarmlessly() {
        Refused refused = (Refused) read("module_id,csr\n\"\u001B[2J\u202E\"," + B64 + "\n")
                .entries()
                .get(0);

        assertThat(refused.moduleId()).isEqualTo("\\u001B[2J\\u202E");
        assertThat(refused.reason()).doesNotContain("\u001B", "\u202E");
    }

    @Test
    void anIndexCutWithinQuotesIsBroken() {
        assertThat(read("module_id,csr\na," + B64 + "\nb,\"" + B64).outcome())
                .isInstanceOfSatisfying(SubmissionOutcome.Unreadable.class, unreadable -> assertThat(unreadable.code())
                        .isEqualTo(RejectCode.SUBMISSION_BROKEN));
    }

    @Test
    void base64MayBeBrokenIntoLinesAndAMacMayBeTheId() {
        Requests.Read read = read("module_id,csr\n02:00:00:00:00:0A,\"" + B64.replaceAll("(.{64})", "$1\n") + "\"\n");

        assertThat(read.requests())
                .containsExactly(SubmittedRequest.of("i.csv:row 2", new ModuleId("02000000000a"), Requests.DER));
    }
}
