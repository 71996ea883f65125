package dev.mintmark.csr;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mintmark.format.Bytes;
import dev.mintmark.order.MacAddress;
import dev.mintmark.order.ModuleId;
import dev.mintmark.order.SerialNumber;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NdjsonLinesTest {
    private static final String B64 = Base64.getEncoder().encodeToString(Requests.DER);

    @TempDir
    Path folder;

    private Requests.Read read(String text) {
        return Requests.read(Requests.write(folder.resolve("a.ndjson"), text.getBytes(UTF_8)));
    }

    @Test
    void everyFieldIsRead() {
        String spki = "ab".repeat(32);
        String salt = "cd".repeat(32);
        Requests.Read read = read(
                "{\"module_id\":\"Lamp-1\",\"csr\":\"%s\",\"serial_number\":\"SN-1\",\"mac\":\"02:0A:1B:00:00:01\",\"supersedes\":\"%s\",\"key_salt\":\"%s\"}"
                        .formatted(B64, spki, salt));

        assertThat(read.entries())
                .containsExactly(new SubmittedRequest(
                        "a.ndjson:line 1",
                        new ModuleId("lamp-1"),
                        Optional.of(new SerialNumber("SN-1")),
                        Optional.of(new MacAddress("020a1b000001")),
                        Optional.of(Bytes.fromHex(spki)),
                        Optional.of(Bytes.fromHex(salt)),
                        Bytes.of(Requests.DER),
                        Optional.empty()));
    }

    @Test
    void aBadLineStopsNoOther() {
        Requests.Read read = read(String.join(
                "\n",
                "{\"module_id\":\"a\",\"csr\":\"%s\"}\r".formatted(B64),
                "",
                "{\"module_id\":\"b\",\"csr\":",
                "{\"module_id\":\"c\",\"csr\":\"%s\",\"seriel\":\"1\"}".formatted(B64),
                "{\"module_id\":\"d\",\"csr\":7}",
                "{\"csr\":\"%s\"}".formatted(B64),
                "{\"module_id\":\"e\",\"csr\":\"?\"}",
                "[]",
                "{\"module_id\":\"f\",\"csr\":\"%s\"}".formatted(B64)));

        assertThat(read.codes())
                .containsExactly(
                        RejectCode.BAD_ROW,
                        RejectCode.BAD_ROW,
                        RejectCode.BAD_ROW,
                        RejectCode.BAD_MODULE_ID,
                        RejectCode.NOT_BASE64,
                        RejectCode.BAD_ROW);
        assertThat(read.requests())
                .extracting(SubmittedRequest::source)
                .containsExactly("a.ndjson:line 1", "a.ndjson:line 9");
    }

    @Test
    void aLineWithoutEndIsStopped() {
        Requests.Read read = read("{\"module_id\":\"" + "a".repeat(1 << 20));

        assertThat(read.outcome())
                .isInstanceOfSatisfying(SubmissionOutcome.Unreadable.class, refused -> assertThat(refused.code())
                        .isEqualTo(RejectCode.SUBMISSION_OVER_LIMIT));
    }

    @Test
    void anEmptyFileHasNoRequest() {
        assertThat(read("").outcome()).isEqualTo(new SubmissionOutcome.Whole(Bytes.sha256Of(new byte[0]), 0));
    }
}
