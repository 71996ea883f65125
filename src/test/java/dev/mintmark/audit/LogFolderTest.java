package dev.mintmark.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mintmark.durable.DurableFiles;
import dev.mintmark.format.Bytes;
import dev.mintmark.format.tlog.Checkpoint;
import dev.mintmark.format.tlog.MerkleHash;
import dev.mintmark.format.tlog.MerkleProofs;
import dev.mintmark.format.tlog.MerkleTree;
import dev.mintmark.format.tlog.NodeHashes;
import dev.mintmark.format.tlog.NoteKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LogFolderTest {
    @TempDir
    private Path home;

    private Path folder() {
        return home.resolve("log");
    }

    /** The root from the entries alone. */
    private static Bytes root(int size) {
        List<Bytes> row = new ArrayList<>(SmallLog.entries(0, size).stream()
                .map(entry -> MerkleHash.leaf(entry.toByteArray()))
                .toList());
        while (row.size() > 1) {
            List<Bytes> above = new ArrayList<>();
            for (int at = 0; at < row.size(); at += 2) {
                above.add(at + 1 < row.size() ? MerkleHash.node(row.get(at), row.get(at + 1)) : row.get(at));
            }
            row = above;
        }
        return row.get(0);
    }

    @Test
    void theFilesAreThoseOfTheSpecification() throws IOException {
        SmallLog.grown(folder(), 100, 600);

        assertThat(SmallLog.files(folder()).keySet())
                .containsExactlyInAnyOrder(
                        "checkpoint",
                        "checkpoints/000000000100",
                        "checkpoints/000000000600",
                        "tile/entries/000",
                        "tile/entries/001",
                        "tile/entries/002.p/88",
                        "tile/0/000",
                        "tile/0/001",
                        "tile/0/002.p/88",
                        "tile/1/000.p/2");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 255, 256, 257, 511, 512, 513, 1000})
    void everySizeIsSignedWithItsRootAndFoundGood(int size) throws IOException {
        LogFolder log = SmallLog.grown(folder(), size);

        Checkpoint head = log.newest().orElseThrow();
        assertThat(head.size()).isEqualTo(size);
        assertThat(head.root()).isEqualTo(size == 0 ? MerkleHash.EMPTY : root(size));
        assertThat(head.isSignedBy(SmallLog.SIGNER.verifierKey())).isTrue();
        assertThat(SmallLog.findings(folder())).isEmpty();
        assertThat(log.entries(0, size)).isEqualTo(SmallLog.entries(0, size));
    }

    @Test
    void everyCheckpointIsKeptNamesTheOneBeforeAndIsExtended() throws IOException {
        LogFolder log = SmallLog.grown(folder(), 0, 3, 256, 300, 300, 700);

        List<Checkpoint> checkpoints = log.checkpoints();
        assertThat(checkpoints).extracting(Checkpoint::size).containsExactly(0L, 3L, 256L, 300L, 700L);
        assertThat(checkpoints)
                .extracting(Checkpoint::extensions)
                .containsExactly(
                        List.of(),
                        List.of("previous 0"),
                        List.of("previous 3"),
                        List.of("previous 256"),
                        List.of("previous 300"));
        Checkpoint newest = log.newest().orElseThrow();
        NodeHashes hashes = log.hashes(700);
        for (Checkpoint old : checkpoints) {
            assertThat(MerkleProofs.verifyConsistency(
                            old.size(),
                            old.root(),
                            700,
                            newest.root(),
                            MerkleTree.consistency(hashes, old.size(), 700)))
                    .isTrue();
        }
        assertThat(SmallLog.findings(folder())).isEmpty();
    }

    @Test
    void proofsFromTheFilesHold() throws IOException {
        LogFolder log = SmallLog.grown(folder(), 700);
        NodeHashes hashes = log.hashes(650);
        for (int index : new int[] {0, 255, 256, 511, 512, 649}) {
            assertThat(MerkleProofs.verifyInclusion(
                            MerkleHash.leaf(SmallLog.entry(index).toByteArray()),
                            index,
                            650,
                            root(650),
                            MerkleTree.inclusion(hashes, index, 650)))
                    .isTrue();
        }
        assertThat(log.entries(250, 300)).isEqualTo(SmallLog.entries(250, 300));
        assertThatThrownBy(() -> log.hashes(701)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> log.entries(600, 101)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aHundredThousandEntriesInPiecesAreThoseAtOnce() throws IOException {
        int size = 100_000;
        SmallLog.grown(folder(), 1, 255, 256, 60_000, 65_535, 65_536, 65_537, 70_001, size);
        SmallLog.grown(home.resolve("at-once"), size);

        Map<String, Bytes> pieces = tiles(folder());
        assertThat(pieces.keySet()).contains("tile/2/000.p/1", "tile/1/000", "tile/1/001.p/134");
        assertThat(pieces).isEqualTo(tiles(home.resolve("at-once")));
        assertThat(new LogFolder(folder()).newest().orElseThrow().root()).isEqualTo(root(size));
        assertThat(SmallLog.findings(folder())).isEmpty();
    }

    private static Map<String, Bytes> tiles(Path folder) throws IOException {
        Map<String, Bytes> files = SmallLog.files(folder);
        files.keySet().removeIf(name -> !name.startsWith("tile/"));
        return files;
    }

    /** What is read of the source is what was added, and the bundle that was not full. */
    @Test
    void growingCostsWhatIsAdded() throws IOException {
        LogFolder log = SmallLog.grown(folder(), 20_000);
        List<Long> read = new ArrayList<>();

        log.extend(
                (first, count) -> {
                    LongStream.range(first, first + count).forEach(read::add);
                    return SmallLog.entries(first, count);
                },
                20_500,
                SmallLog.ORIGIN,
                SmallLog.SIGNER);

        assertThat(read).hasSize(500 + 20_000 % 256).startsWith(20_000L - 20_000 % 256);
    }

    /** A kill leaves the first of the files that are written, in their order: each such log is checked and grown on. */
    @Test
    void whateverAKillLeavesTheNextRunFinishes() throws IOException {
        SmallLog.grown(folder(), 100, 300);
        Map<String, Bytes> before = SmallLog.files(folder());
        SmallLog.grown(folder(), 900);
        Map<String, Bytes> after = SmallLog.files(folder());
        List<String> written = new ArrayList<>(List.of(
                "tile/entries/001",
                "tile/0/001",
                "tile/entries/002",
                "tile/0/002",
                "tile/entries/003.p/132",
                "tile/0/003.p/132",
                "tile/1/000.p/3",
                "checkpoints/000000000900",
                "checkpoint"));
        for (int kill = 0; kill <= written.size(); kill++) {
            for (long next : new long[] {900, 700, 1500}) {
                Path killed = home.resolve("killed-" + kill + "-" + next);
                lay(killed, before);
                for (String file : written.subList(0, kill)) {
                    write(killed.resolve(file), after.get(file));
                }
                write(killed.resolve("tile/0/004.part"), Bytes.of((byte) 1));
                LogFolder log = new LogFolder(killed);
                if (next < 900 && kill >= 8) {
                    assertThatThrownBy(() -> SmallLog.extend(log, next)).isInstanceOf(LogDamagedException.class);
                    continue;
                }
                SmallLog.extend(log, next);
                assertThat(SmallLog.findings(killed)).as("%d, %d", kill, next).isEmpty();
                DurableFiles.deleteTree(killed.resolve("tile/0/004.part"));
                if (next == 900) {
                    assertThat(SmallLog.files(killed)).isEqualTo(after);
                } else {
                    SmallLog.grown(home.resolve("whole-" + next), next);
                    assertThat(tiles(killed)).isEqualTo(tiles(home.resolve("whole-" + next)));
                    DurableFiles.deleteTree(home.resolve("whole-" + next));
                }
            }
        }
    }

    private static void lay(Path folder, Map<String, Bytes> files) throws IOException {
        for (Map.Entry<String, Bytes> file : files.entrySet()) {
            write(folder.resolve(file.getKey()), file.getValue());
        }
    }

    private static void write(Path file, Bytes content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, content.toByteArray());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tile/entries/002.p/88", "tile/0/002.p/88", "tile/1/000.p/2", "tile"})
    void anEdgeThatIsMissingOrDamagedIsMadeAgain(String lost) throws IOException {
        LogFolder log = SmallLog.grown(folder(), 600);
        Map<String, Bytes> whole = SmallLog.files(folder());

        DurableFiles.deleteTree(folder().resolve(lost));
        SmallLog.extend(log, 600);
        assertThat(SmallLog.files(folder())).isEqualTo(whole);

        if (!lost.equals("tile")) {
            byte[] content = Files.readAllBytes(folder().resolve(lost));
            content[content.length - 2] ^= 1;
            Files.write(folder().resolve(lost), content);
            SmallLog.extend(log, 600);
            assertThat(SmallLog.files(folder())).isEqualTo(whole);
        }
        SmallLog.extend(log, 601);
        assertThat(SmallLog.findings(folder())).isEmpty();
    }

    @Test
    void nothingIsSignedThatContradictsWhatWasSigned() throws IOException {
        LogFolder log = SmallLog.grown(folder(), 300);
        Map<String, Bytes> before = SmallLog.files(folder());
        LogEntries rewritten = (first, count) -> SmallLog.entries(first + 1, count);

        for (long size : new long[] {301, 600}) {
            assertThatThrownBy(() -> log.extend(rewritten, size, SmallLog.ORIGIN, SmallLog.SIGNER))
                    .isInstanceOf(LogDamagedException.class)
                    .hasMessageContaining("are not those signed in");
            assertThat(log.newest().orElseThrow().size()).isEqualTo(300);
            assertThat(SmallLog.files(folder())).containsAllEntriesOf(before);
        }
        DurableFiles.deleteTree(folder().resolve("tile/0/001.p"));
        assertThatThrownBy(() -> log.extend(rewritten, 301, SmallLog.ORIGIN, SmallLog.SIGNER))
                .isInstanceOf(LogDamagedException.class);
        SmallLog.extend(log, 400);
        assertThat(SmallLog.findings(folder())).isEmpty();
    }

    @Test
    void aShorterLedgerAndAnotherSignerAreRefused() throws IOException {
        LogFolder log = SmallLog.grown(folder(), 300);

        assertThatThrownBy(() -> SmallLog.extend(log, 299))
                .isInstanceOf(LogDamagedException.class)
                .hasMessageContaining("300 entries, the ledger has 299 only");
        NoteKeys other = NoteKeys.of("other");
        assertThatThrownBy(() -> log.extend(SmallLog.ENTRIES, 400, "other", other))
                .isInstanceOf(LogDamagedException.class)
                .hasMessageContaining("is not signed by the log signer");
        assertThatThrownBy(() -> log.extend(SmallLog.ENTRIES, 400, SmallLog.ORIGIN, other))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aSourceThatGivesTooFewIsRefused() {
        assertThatThrownBy(() -> new LogFolder(folder())
                        .extend((first, count) -> List.of(), 5, SmallLog.ORIGIN, SmallLog.SIGNER))
                .isInstanceOf(IllegalStateException.class);
    }
}
