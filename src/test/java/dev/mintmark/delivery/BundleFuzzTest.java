package dev.mintmark.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.mintmark.Effort;
import dev.mintmark.format.Bytes;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** What a delivery says of itself is refused by one kind of exception, or read as our writers write it. */
class BundleFuzzTest {
    private static final Bytes HASH = Bytes.sha256Of(new byte[0]);

    static Stream<byte[]> seeds() {
        SealedLot lot = new SealedLot(new LotNumber(1), 1, HASH, HASH, HASH, 1);
        TreeMap<String, Bytes> hashes = new TreeMap<>();
        hashes.put("bundle.json", HASH);
        hashes.put("log/checkpoint", HASH);
        return Stream.of(
                BundleJson.render(Deliveries.bundle(List.of(lot))),
                BagFile.info(Deliveries.head(1), 1, 2, 3),
                new Checksums(hashes).render());
    }

    @MethodSource("seeds")
    @FuzzTest
    void file(byte[] content) throws Exception {
        Effort.isBounded(() -> {
            bundle(content);
            checksums(content);
            Bag bag = new Bag();
            BagFile.TAGS.forEach(tag -> bag.add(tag, content));
            assertThat(bag.differences()).isNotEmpty();
        });
    }

    private static void bundle(byte[] content) {
        Bundle bundle;
        try {
            bundle = BundleJson.parse(content);
        } catch (IllegalArgumentException refused) {
            return;
        }
        assertThat(BundleJson.parse(BundleJson.render(bundle))).isEqualTo(bundle);
    }

    private static void checksums(byte[] content) {
        Checksums checksums;
        try {
            checksums = Checksums.parse(content);
        } catch (IllegalArgumentException refused) {
            return;
        }
        assertThat(Checksums.parse(checksums.render())).isEqualTo(checksums);
    }
}
