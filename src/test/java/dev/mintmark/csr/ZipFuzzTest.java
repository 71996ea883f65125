package dev.mintmark.csr;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is sent as a zip comes to an end as an outcome. */
class ZipFuzzTest {

    @TempDir
    private Path folder;

    static Stream<byte[]> seeds() {
        return Stream.of(
                Archives.zip(Requests.files(2)),
                Archives.storedZip(Requests.files(2)),
                Archives.zip64(Requests.files(1)),
                Archives.storedZipWithDataDescriptor("a.der", Requests.DER));
    }

    @MethodSource("seeds")
    @FuzzTest
    void submission(byte[] file) throws Exception {
        FuzzedSubmission.comesToAnEnd(folder.resolve("a.zip"), file);
    }
}
