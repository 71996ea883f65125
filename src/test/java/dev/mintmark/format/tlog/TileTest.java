package dev.mintmark.format.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mintmark.format.Bytes;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TileTest {
    /** The first is the example of the specification. */
    @ParameterizedTest
    @CsvSource({
        "0, 1234067, 256, tile/0/x001/x234/067",
        "-1, 1234067, 256, tile/entries/x001/x234/067",
        "0, 0, 256, tile/0/000",
        "7, 999, 1, tile/7/999.p/1",
        "1, 1000, 255, tile/1/x001/000.p/255",
        "-1, 273, 112, tile/entries/273.p/112",
        "0, 123456789012345, 3, tile/0/x123/x456/x789/x012/345.p/3"
    })
    void pathsAreThoseOfTheSpecificationAndReadBack(int level, long index, int width, String path) {
        Tile tile = new Tile(level, index, width);

        assertThat(tile.path()).isEqualTo(path);
        assertThat(Tile.parse(path)).contains(tile);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tile/0/0",
                "tile/0/00",
                "tile/0/x000/001",
                "tile/0/001/002",
                "tile/00/000",
                "tile/8/000",
                "tile/-1/000",
                "tile/0/000.p/0",
                "tile/0/000.p/01",
                "tile/0/000.p/256",
                "tile/0/000.p/999",
                "tile/0/000.p/",
                "tile/0/000.p",
                "tile/0/000/",
                "/tile/0/000",
                "tile/0/x000",
                "tile/0/../000",
                "tile/data/000",
                "tile/0/x001/x001/x001/x001/x001/x001/x001/001",
                "tile/0/٠٠٠",
                ""
            })
    void otherPathsAreRefused(String path) {
        assertThat(Tile.parse(path)).isEmpty();
    }

    /** The example of the specification: 70,000 entries. */
    @Test
    void aTreeHasTheTilesOfTheSpecification() {
        long size = 70_000;

        assertThat(Tile.inTree(0, 272, size)).contains(new Tile(0, 272, 256));
        assertThat(Tile.inTree(0, 273, size)).contains(new Tile(0, 273, 112));
        assertThat(Tile.inTree(Tile.ENTRIES, 273, size)).contains(new Tile(Tile.ENTRIES, 273, 112));
        assertThat(Tile.inTree(0, 274, size)).isEmpty();
        assertThat(Tile.inTree(1, 0, size)).contains(new Tile(1, 0, 256));
        assertThat(Tile.inTree(1, 1, size)).contains(new Tile(1, 1, 17));
        assertThat(Tile.inTree(2, 0, size)).contains(new Tile(2, 0, 1));
        assertThat(Tile.inTree(3, 0, size)).isEmpty();
        assertThat(Tile.inTree(1, 0, 256)).contains(new Tile(1, 0, 1));
        assertThat(Tile.inTree(0, 1, 256)).isEmpty();
    }

    @Test
    void hashTilesKnowTheNodesAboveTheirHashes() throws TlogException {
        NaiveTree naive = NaiveTree.of(Tile.FULL);
        HashTile tile =
                HashTile.of(IntStream.range(0, Tile.FULL).mapToObj(naive::leaf).toList());

        assertThat(tile.content()).hasSize(HashTile.MAX_LENGTH);
        for (int height = 0; height <= Tile.HEIGHT; height++) {
            for (int index = 0; index < Tile.FULL >> height; index++) {
                assertThat(tile.node(height, index)).isEqualTo(naive.node(height, index));
            }
        }
        assertThat(HashTile.read(tile.content(), Tile.FULL)).isEqualTo(tile);
        assertThat(HashTile.read(tile.content(), Tile.FULL).hash(77)).isEqualTo(naive.leaf(77));
        for (int width : new int[] {255, 1}) {
            assertThatThrownBy(() -> HashTile.read(tile.content(), width)).isInstanceOf(TlogException.class);
        }
        assertThatThrownBy(() -> HashTile.read(new byte[33], 1)).isInstanceOf(TlogException.class);
        assertThatThrownBy(() -> HashTile.of(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> HashTile.of(Collections.nCopies(257, naive.leaf(0))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> HashTile.of(List.of(Bytes.fromHex("00"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void bundlesHoldEntriesBehindTheirLengths() throws TlogException {
        Bytes longest = Bytes.of(new byte[EntryBundle.MAX_ENTRY]);
        List<Bytes> entries = List.of(Bytes.fromHex("aabbcc"), Bytes.of(), longest);

        byte[] bundle = EntryBundle.write(entries);

        assertThat(Bytes.of(java.util.Arrays.copyOf(bundle, 9)).hex()).isEqualTo("0003aabbcc0000ffff");
        assertThat(EntryBundle.read(bundle, 3)).isEqualTo(entries);
        assertThatThrownBy(() -> EntryBundle.write(List.of(Bytes.of(new byte[EntryBundle.MAX_ENTRY + 1]))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> EntryBundle.write(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> EntryBundle.write(Collections.nCopies(257, Bytes.of())))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "0003aabbcc, 2, 'has 1 entries, not 2'",
        "0003aabbcc0000, 1, has more than 1 entries",
        "0003aabb, 1, 'is cut within an entry, behind 0 entries'",
        "0003aabbcc00, 2, 'is cut within a length, behind 1 entries'",
        "'', 1, 'has 0 entries, not 1'"
    })
    void bundlesThatAreNotWholeAreRefused(String hex, int width, String why) {
        assertThatThrownBy(() -> EntryBundle.read(Bytes.fromHex(hex).toByteArray(), width))
                .isInstanceOf(TlogException.class)
                .hasMessage(why);
    }
}
