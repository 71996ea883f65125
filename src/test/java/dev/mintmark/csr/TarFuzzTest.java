package dev.mintmark.csr;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is sent as a tar comes to an end as an outcome. */
class TarFuzzTest {

    @TempDir
    private Path folder;

    static Stream<byte[]> seeds() {
        return Stream.of(Archives.tar(Requests.files(2)), Archives.tarOf("a.pem", TarConstants.LF_SYMLINK, "b"));
    }

    @MethodSource("seeds")
    @FuzzTest
    void submission(byte[] file) throws Exception {
        FuzzedSubmission.comesToAnEnd(folder.resolve("a.tar"), file);
    }
}
