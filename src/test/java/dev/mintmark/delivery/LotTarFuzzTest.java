package dev.mintmark.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.mintmark.Effort;
import dev.mintmark.durable.DurableFiles;
import dev.mintmark.format.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** A lot whose maker signed for whatever tar it holds is laid out within its folder, or refused. */
class LotTarFuzzTest {
    private static final Bytes HASH = Bytes.sha256Of(new byte[0]);

    @TempDir
    private Path folder;

    static Stream<byte[]> seeds() throws IOException {
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        LotTar lot = new LotTar(tar, Deliveries.head(1));
        lot.add("manifest.csv", new byte[] {'a', '\n'});
        lot.add("modules/7cdfa1000100/7cdfa1000100-dac.der", new byte[3]);
        lot.finish();
        return Stream.of(tar.toByteArray());
    }

    @MethodSource("seeds")
    @FuzzTest
    void tar(byte[] tar) throws Exception {
        Path out = folder.resolve("out");
        Files.createDirectory(out);
        Effort.isBounded(() -> layOut(tar, out));
        try (Stream<Path> beside = Files.list(folder)) {
            assertThat(beside).containsExactly(out);
        }
        DurableFiles.deleteTree(out);
    }

    private static void layOut(byte[] tar, Path out) {
        try {
            ByteArrayOutputStream gzip = new ByteArrayOutputStream();
            try (OutputStream zip = new GZIPOutputStream(gzip)) {
                zip.write(tar);
            }
            SealedLot lot = new SealedLot(new LotNumber(1), 1, Bytes.sha256Of(tar), HASH, HASH, 1);
            LotEntries entries = new LotEntries(lot.listed());
            entries.checkTar(gzip.toByteArray());
            new LotReader(Deliveries.bundle(List.of(lot)), lot.listed(), out)
                    .layOut(each -> entries.read(gzip.toByteArray(), each));
        } catch (DeliveryException | IOException refused) {
            assertThat(refused.getMessage()).isNotNull();
        }
    }
}
