package dev.mintmark.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mintmark.Commands;
import dev.mintmark.format.Bytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LotTarTest {
    private static final String LONG_ID = "m".repeat(64);
    private static final String LONG = "modules/" + LONG_ID + "/" + LONG_ID + "-keys-partition.bin";

    private static byte[] tar(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        LotTar tar = new LotTar(out, Deliveries.head(1));
        for (Map.Entry<String, byte[]> each : files.entrySet()) {
            tar.add(each.getKey(), each.getValue());
        }
        LotTar.Rendered rendered = tar.finish();
        assertThat(rendered.tarSha256()).isEqualTo(Bytes.sha256Of(out.toByteArray()));
        return out.toByteArray();
    }

    @Test
    void itsBytesAreFixedForGood() throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        files.put("pai.der", new byte[] {1, 2, 3});
        files.put(LONG, new byte[600]);
        // GNU tar 1.34 makes the same bytes: tar --format=ustar --owner=0 --group=0 --numeric-owner --mode=0644 -b 1
        // -c;
        // whoever changes them makes lots of older releases impossible to render again
        assertThat(Bytes.sha256Of(tar(files)).hex())
                .isEqualTo("6bac3c3ef5fb232e37c95f0b6952b373816b90e46b649427d92c20cae6dab4fd");
    }

    @Test
    void aSecondRenderingOntoNothingHasTheSameHash() throws IOException {
        byte[] first = tar(Deliveries.payload(1));
        LotTar second = new LotTar(OutputStream.nullOutputStream(), Deliveries.head(1));
        for (Map.Entry<String, byte[]> each : Deliveries.payload(1).entrySet()) {
            second.add(each.getKey(), each.getValue());
        }
        assertThat(second.finish()).isEqualTo(new LotTar.Rendered(3, Bytes.sha256Of(first)));
    }

    @Test
    void aTarReaderOfOthersFindsEveryFileWithoutOwner() throws IOException {
        Map<String, byte[]> files = Deliveries.payload(1);
        files.put(LONG, "long".getBytes(StandardCharsets.UTF_8));
        files.put("empty", new byte[0]);
        files.put("block", new byte[512]);
        Map<String, byte[]> found = new TreeMap<>();
        try (TarArchiveInputStream in = new TarArchiveInputStream(new ByteArrayInputStream(tar(files)))) {
            for (TarArchiveEntry each = in.getNextEntry(); each != null; each = in.getNextEntry()) {
                assertThat(each.isCheckSumOK()).isTrue();
                assertThat(each.isFile()).isTrue();
                assertThat(each.getMode()).isEqualTo(0644);
                assertThat(each.getLongUserId() + each.getLongGroupId()).isZero();
                assertThat(each.getUserName() + each.getGroupName()).isEmpty();
                assertThat(each.getLastModifiedTime().toInstant()).isEqualTo(Deliveries.TIME);
                found.put(each.getName(), in.readAllBytes());
            }
        }
        files.forEach((name, content) -> assertThat(found.get("data/" + name)).isEqualTo(content));
        assertThat(found).hasSize(files.size() + 4);
        assertThat(new String(found.get("bag-info.txt"), StandardCharsets.UTF_8))
                .isEqualTo(
                        """
                Bagging-Date: 2026-05-04
                Order-Id: PO-1001
                Delivery: 1
                Lot: 1
                Module-Count: 4
                Payload-Oxum: %d.%d
                """
                                .formatted(
                                        files.values().stream()
                                                .mapToInt(each -> each.length)
                                                .sum(),
                                        files.size()));
    }

    @Test
    void tarAndSha256sumReadIt(@TempDir Path folder) throws IOException {
        Commands.assumeShellTools();
        Map<String, byte[]> files = Deliveries.payload(2);
        files.put(LONG, new byte[5]);
        Files.write(folder.resolve("lot.tar"), tar(files));
        Commands.Result result = Commands.run(
                folder,
                "sh",
                "-ec",
                "tar -xf lot.tar; sha256sum --strict -c manifest-sha256.txt tagmanifest-sha256.txt");
        assertThat(result.exit()).as(result.output()).isZero();
        assertThat(result.output().lines()).hasSize(files.size() + 3);
        assertThat(folder.resolve("data").resolve(LONG)).hasSize(5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/etc/passwd",
                "../x",
                "a/../b",
                "a//b",
                "a/",
                "./a",
                ".hidden",
                "C:/x",
                "a\\b",
                "con",
                "a/nul.txt",
                "a b",
                "a\nb",
                "dot.",
                "ünicode",
                "-rf"
            })
    void anOddPathIsNotWritten(String path) {
        LotTar tar = new LotTar(OutputStream.nullOutputStream(), Deliveries.head(1));
        assertThatThrownBy(() -> tar.add(path, new byte[1])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPathIsWrittenOnceInWhateverCase() throws IOException {
        LotTar tar = new LotTar(OutputStream.nullOutputStream(), Deliveries.head(1));
        tar.add("modules/a/x", new byte[1]);
        assertThatThrownBy(() -> tar.add("modules/a/X", new byte[1])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theTimeIsTheCallersNotTheClocks() throws IOException {
        byte[] tar = tar(Map.of("x", new byte[1]));
        assertThat(new String(Arrays.copyOfRange(tar, 136, 147), StandardCharsets.US_ASCII))
                .isEqualTo("%011o".formatted(Deliveries.TIME.getEpochSecond()));
    }
}
