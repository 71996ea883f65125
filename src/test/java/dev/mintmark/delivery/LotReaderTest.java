package dev.mintmark.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mintmark.durable.DurableFiles;
import dev.mintmark.format.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lots that some other maker, or a wrong one, could have signed. */
class LotReaderTest {
    private interface Change {
        void to(TarArchiveOutputStream tar) throws IOException;
    }

    @TempDir
    private Path folder;

    private Path out;

    @BeforeEach
    void names() throws IOException {
        out = Files.createDirectory(folder.resolve("out"));
    }

    private static Map<String, byte[]> bag(Map<String, byte[]> payload, int delivery, int modules) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        TreeMap<String, Bytes> hashes = new TreeMap<>();
        int octets = 0;
        for (Map.Entry<String, byte[]> each : payload.entrySet()) {
            files.put("data/" + each.getKey(), each.getValue());
            hashes.put("data/" + each.getKey(), Bytes.sha256Of(each.getValue()));
            octets += each.getValue().length;
        }
        LotHead head = new LotHead(Deliveries.ORDER, delivery, new LotNumber(1), Deliveries.TIME);
        files.put("bagit.txt", BagFile.bagit());
        files.put("bag-info.txt", BagFile.info(head, modules, octets, payload.size()));
        files.put("manifest-sha256.txt", new Checksums(hashes).render());
        TreeMap<String, Bytes> tags = new TreeMap<>();
        for (String tag : List.of("bagit.txt", "bag-info.txt", "manifest-sha256.txt")) {
            tags.put(tag, Bytes.sha256Of(files.get(tag)));
        }
        files.put("tagmanifest-sha256.txt", new Checksums(tags).render());
        return files;
    }

    private static Map<String, byte[]> good() {
        return bag(Deliveries.payload(1), 1, 3);
    }

    private static byte[] tar(Map<String, byte[]> files, Change change) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> each : files.entrySet()) {
                put(tar, each.getKey(), each.getValue());
            }
            change.to(tar);
        }
        return bytes.toByteArray();
    }

    private static void put(TarArchiveOutputStream tar, String name, byte[] content) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name, true);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    private void layOut(byte[] tar) throws IOException {
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (OutputStream zip = new GZIPOutputStream(gzip)) {
            zip.write(tar);
        }
        SealedLot lot = new SealedLot(
                new LotNumber(1), 3, Bytes.sha256Of(tar), Bytes.sha256Of(new byte[0]), Bytes.sha256Of(new byte[0]), 1);
        LotEntries entries = new LotEntries(lot.listed());
        entries.checkTar(gzip.toByteArray());
        new LotReader(Deliveries.bundle(List.of(lot)), lot.listed(), out)
                .layOut(each -> entries.read(gzip.toByteArray(), each));
    }

    private void refused(byte[] tar, String why) {
        assertThatThrownBy(() -> layOut(tar))
                .isInstanceOf(DeliveryException.class)
                .hasMessageContaining("lot-0001.tar.gz.p7m")
                .hasMessageContaining(why);
    }

    @Test
    void aGoodBagOfAnotherTarWriterIsLaidOut() throws IOException {
        layOut(tar(good(), tar -> {}));
        assertThat(Deliveries.tree(out)).hasSize(good().size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../evil",
                "/etc/evil",
                "data/../../evil",
                "data/",
                "data/a/../../../evil",
                "evil",
                "data/C:evil",
                "data/con",
                "data/a\\b",
                "data/a\nb",
                "./data/x",
                "data//x"
            })
    void aPathThatIsNoBagsIsRefused(String path) throws IOException {
        byte[] tar = tar(good(), out -> put(out, path, path.endsWith("/") ? new byte[0] : new byte[1]));
        assertThatThrownBy(() -> layOut(tar)).isInstanceOf(DeliveryException.class);
        assertThat(folder.resolve("evil")).doesNotExist();
        assertThat(folder.getParent().resolve("evil")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            bytes = {
                TarConstants.LF_SYMLINK,
                TarConstants.LF_LINK,
                TarConstants.LF_CHR,
                TarConstants.LF_BLK,
                TarConstants.LF_FIFO,
                TarConstants.LF_DIR
            })
    void whatIsNoPlainFileIsRefused(byte kind) throws IOException {
        refused(
                tar(good(), out -> {
                    TarArchiveEntry entry = new TarArchiveEntry("data/modules", kind);
                    entry.setLinkName("/etc");
                    out.putArchiveEntry(entry);
                    out.closeArchiveEntry();
                }),
                "no plain file");
    }

    @Test
    void aNameTwiceIsRefusedInWhateverCase() throws IOException {
        refused(tar(good(), out -> put(out, "data/PAI.der", new byte[1])), "twice");
        empty();
        refused(tar(good(), out -> put(out, "bagit.txt", BagFile.bagit())), "twice");
    }

    @Test
    void aFileThatNoManifestListsIsRefused() throws IOException {
        refused(tar(good(), out -> put(out, "data/more", new byte[1])), "data/more");
    }

    @Test
    void aFileThatIsMissingOrAlteredIsRefused() throws IOException {
        Map<String, byte[]> missing = good();
        missing.remove("data/pai.der");
        refused(tar(missing, tar -> {}), "data/pai.der");
        Map<String, byte[]> altered = good();
        altered.put("data/pai.der", new byte[5]);
        empty();
        refused(tar(altered, tar -> {}), "data/pai.der");
        Map<String, byte[]> tag = good();
        tag.put("bag-info.txt", "Order-Id: PO-1001\n".getBytes(StandardCharsets.UTF_8));
        empty();
        refused(tar(tag, tar -> {}), "bag-info.txt");
        tag.remove("bag-info.txt");
        empty();
        refused(tar(tag, tar -> {}), "lacks bag-info.txt");
    }

    private void empty() throws IOException {
        DurableFiles.deleteTree(out);
        names();
    }

    @Test
    void aLotOfAnotherDeliveryIsRefused() throws IOException {
        refused(tar(bag(Deliveries.payload(1), 2, 3), tar -> {}), "Delivery: 1");
    }

    @Test
    void aLotOfFewerModulesIsRefused() throws IOException {
        Map<String, byte[]> payload = Deliveries.payload(1);
        payload.keySet().removeIf(path -> path.startsWith("modules/7cdfa1000100"));
        refused(tar(bag(payload, 1, 3), tar -> {}), "holds 2 modules, not 3");
    }

    @Test
    void anotherTarThanTheBundlesIsNotEvenParsed() throws IOException {
        byte[] tar = tar(good(), out -> {});
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (OutputStream zip = new GZIPOutputStream(gzip)) {
            zip.write(tar);
            zip.write(0);
        }
        Bundle.Lot lot = new Bundle.Lot(new LotNumber(1), 3, Bytes.sha256Of(tar));
        assertThatThrownBy(() -> new LotEntries(lot).checkTar(gzip.toByteArray()))
                .hasMessageContaining("another tar");
    }

    @Test
    void aBombIsStoppedAtTheCap() throws IOException {
        byte[] zeros = new byte[1 << 20];
        ByteArrayOutputStream member = new ByteArrayOutputStream();
        try (OutputStream zip = new GZIPOutputStream(member)) {
            zip.write(zeros);
        }
        ByteArrayOutputStream gzip = new ByteArrayOutputStream(); // of many members, which makes it fast
        for (long n = 0; n <= LotEntries.LARGEST_TAR; n += zeros.length) {
            member.writeTo(gzip);
        }
        Bundle.Lot lot = new Bundle.Lot(new LotNumber(1), 3, Bytes.sha256Of(zeros));
        assertThatThrownBy(() -> new LotEntries(lot).checkTar(gzip.toByteArray()))
                .hasMessageContaining("unpacks to more than");
    }
}
