package dev.mintmark.csr;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is sent as an index comes to an end as an outcome. */
class IndexFuzzTest {
    private static final String INDEX =
            "module_id,serial_number,mac,csr,supersedes\r\na-1,SN1,02:00:00:00:00:01,\"%s\",%s\r\n020000000002,,,MIHa,\r\n"
                    .formatted(Base64.getEncoder().encodeToString(Requests.DER), "0".repeat(64));

    @TempDir
    private Path folder;

    static Stream<byte[]> seeds() {
        return Stream.of(INDEX.getBytes(StandardCharsets.UTF_8));
    }

    @MethodSource("seeds")
    @FuzzTest
    void submission(byte[] file) throws Exception {
        FuzzedSubmission.comesToAnEnd(folder.resolve("a.csv"), file);
    }
}
