package dev.mintmark.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.SecretBytes;
import dev.mintmark.format.seal.Opening;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LotFileTest {
    @TempDir
    private Path folder;

    private List<String> names() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(each -> each.getFileName().toString()).toList();
        }
    }

    @Test
    void allItsHashesAreThoseOfWhatALaterReaderFinds() throws Exception {
        SealedLot lot = Deliveries.seal(folder, 2);
        byte[] sealed = Files.readAllBytes(folder.resolve("lot-0002.tar.gz.p7m"));
        assertThat(lot.sealedSize()).isEqualTo(sealed.length);
        assertThat(lot.sealedSha256()).isEqualTo(Bytes.sha256Of(sealed));
        try (SecretBytes gzip = Opening.open(new ByteArrayInputStream(sealed), Deliveries.FACTORY.key());
                InputStream tar = new GZIPInputStream(new ByteArrayInputStream(gzip.expose()))) {
            assertThat(lot.gzipSha256()).isEqualTo(Bytes.sha256Of(gzip.expose()));
            assertThat(lot.tarSha256()).isEqualTo(Bytes.sha256Of(tar.readAllBytes()));
            // RFC 1952, 2.3: deflate, no flags, no time; unknown system
            assertThat(new ByteArrayInputStream(gzip.expose()).readNBytes(10))
                    .isEqualTo(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff});
        }
        assertThat(lot.modules()).isEqualTo(3);
    }

    @Test
    void sealedAgainTheTarIsTheSameAndTheFileIsNot() throws IOException {
        SealedLot first = Deliveries.seal(folder, 1);
        SealedLot second = Deliveries.seal(folder, 1);
        assertThat(second.tarSha256()).isEqualTo(first.tarSha256());
        assertThat(second.sealedSha256()).isNotEqualTo(first.sealedSha256());
    }

    @Test
    void untilPublishedItHasItsUnfinishedName() throws IOException {
        try (LotFile file = LotFile.create(folder, Deliveries.head(1), Deliveries.sealing())) {
            file.add("modules/a/x", new byte[10]);
            SealedLot lot = file.finish();
            assertThat(names()).containsExactly("lot-0001.tar.gz.p7m.part");
            assertThat(folder.resolve("lot-0001.tar.gz.p7m.part")).hasSize(lot.sealedSize());
            file.publish();
            assertThat(names()).containsExactly("lot-0001.tar.gz.p7m");
        }
        assertThat(names()).containsExactly("lot-0001.tar.gz.p7m");
    }

    @Test
    void givenUpItLeavesNothing() throws IOException {
        try (LotFile file = LotFile.create(folder, Deliveries.head(1), Deliveries.sealing())) {
            file.add("modules/a/x", new byte[100_000]);
        }
        assertThat(names()).isEmpty();
    }

    @Test
    void whatIsOnTheDiskMeanwhileIsSealed() throws IOException {
        byte[] passcode = "20202021".repeat(200_000).getBytes(StandardCharsets.US_ASCII);
        try (LotFile file = LotFile.create(folder, Deliveries.head(1), Deliveries.sealing())) {
            file.add("modules/a/onb_codes.csv", passcode);
            file.finish();
            assertThat(new String(
                            Files.readAllBytes(folder.resolve("lot-0001.tar.gz.p7m.part")),
                            StandardCharsets.ISO_8859_1))
                    .doesNotContain("20202021")
                    .doesNotContain("onb_codes");
        }
    }

    @Test
    void aLotThatNoStationCouldOpenIsRefused() throws IOException {
        byte[] random = new byte[1 << 20]; // longer than gzip looks back, so that it does not shrink
        new Random(1).nextBytes(random);
        try (LotFile file = LotFile.create(folder, Deliveries.head(1), Deliveries.sealing())) {
            for (int i = 0; i < 65; i++) {
                file.add("modules/a/" + i, random);
            }
            assertThatThrownBy(file::finish)
                    .isInstanceOf(DeliveryException.class)
                    .hasMessageContaining("choose fewer modules a lot");
        }
        assertThat(names()).isEmpty();
    }
}
