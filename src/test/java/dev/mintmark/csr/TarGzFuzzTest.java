package dev.mintmark.csr;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is sent as a compressed tar comes to an end as an outcome. */
class TarGzFuzzTest {

    @TempDir
    private Path folder;

    static Stream<byte[]> seeds() {
        return Stream.of(Archives.gzip(Archives.tar(Requests.files(2))));
    }

    @MethodSource("seeds")
    @FuzzTest
    void submission(byte[] file) throws Exception {
        FuzzedSubmission.comesToAnEnd(folder.resolve("a.tar.gz"), file);
    }
}
