package dev.mintmark.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mintmark.audit.LogFinding.Code;
import dev.mintmark.format.Bytes;
import dev.mintmark.format.tlog.Checkpoint;
import dev.mintmark.format.tlog.EntryBundle;
import dev.mintmark.format.tlog.NoteKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogCheckTest {
    private static final int SIZE = 300;

    @TempDir
    private Path home;

    private Path folder;
    private Map<String, Bytes> good;

    @BeforeEach
    void aLogWithThreeCheckpoints() throws IOException {
        folder = home.resolve("log");
        SmallLog.grown(folder, 20, 270, SIZE);
        good = SmallLog.files(folder);
        assertThat(SmallLog.findings(folder)).isEmpty();
    }

    /** Lays out {@code files} in the log's folder, where {@code good} lies, touching only what differs. */
    private void change(Map<String, Bytes> from, Map<String, Bytes> to) throws IOException {
        for (String name : from.keySet()) {
            if (!to.containsKey(name)) {
                Files.delete(folder.resolve(name));
            }
        }
        for (Map.Entry<String, Bytes> file : to.entrySet()) {
            if (!file.getValue().equals(from.get(file.getKey()))) {
                Path target = folder.resolve(file.getKey());
                Files.createDirectories(target.getParent());
                Files.write(target, file.getValue().toByteArray());
            }
        }
    }

    @Test
    void fifteenHundredRandomEditsAreAllFound() throws IOException {
        allAreFound(1_500, 20260504);
    }

    @Test
    @Tag("soak")
    void tenThousandRandomEditsAreAllFound() throws IOException {
        allAreFound(10_000, 20260505);
    }

    private void allAreFound(int edits, long seed) throws IOException {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        List<Map<String, Bytes>> forged = new ArrayList<>();
        for (int number = 0; number < 12; number++) {
            forged.add(LogEdit.forged(random, home.resolve("forged-" + number)));
        }
        Map<String, Integer> kinds = new TreeMap<>();
        for (int edit = 0; edit < edits; edit++) {
            LogEdit changed = LogEdit.random(good, random, forged);
            change(good, changed.files());
            List<LogFinding> findings = SmallLog.findings(folder);
            assertThat(findings).as("edit %d: %s", edit, changed.what()).isNotEmpty();
            change(changed.files(), good);
            kinds.merge(changed.what().split(" ")[0], 1, Integer::sum);
        }
        assertThat(SmallLog.findings(folder)).isEmpty();
        assertThat(kinds.keySet())
                .containsExactly(
                        "cut", "duplicate", "flip", "forge", "insert", "remove", "reorder", "swap", "transplant");
    }

    private List<LogFinding> findings(String file, byte[] content) throws IOException {
        Map<String, Bytes> changed = new TreeMap<>(good);
        changed.put(file, Bytes.of(content));
        change(good, changed);
        List<LogFinding> findings = SmallLog.findings(folder);
        change(changed, good);
        return findings;
    }

    @Test
    void aChangedEntryIsNamedByItsNumber() throws IOException {
        List<Bytes> entries = new ArrayList<>(SmallLog.entries(256, 44));
        entries.set(10, SmallLog.entry(1_000_000));

        assertThat(findings("tile/entries/001.p/44", EntryBundle.write(entries)))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.code()).isEqualTo(Code.ENTRY_CHANGED);
                    assertThat(finding.entry()).isEqualTo(OptionalLong.of(266));
                    assertThat(finding.text())
                            .endsWith("001.p/44: entry 266 is not the one its hash was taken of")
                            .startsWith(folder.toString());
                });
    }

    @Test
    void swappedRemovedAndAddedEntriesAreFoundWhereTheyStart() throws IOException {
        List<Bytes> swapped = new ArrayList<>(SmallLog.entries(0, 256));
        Collections.swap(swapped, 7, 200);
        List<Bytes> removed = new ArrayList<>(SmallLog.entries(256, 44));
        removed.remove(3);
        List<Bytes> added = new ArrayList<>(SmallLog.entries(256, 44));
        added.add(SmallLog.entry(300));

        assertThat(findings("tile/entries/000", EntryBundle.write(swapped)))
                .extracting(LogFinding::code, LogFinding::entry)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(Code.ENTRY_CHANGED, OptionalLong.of(7)));
        assertThat(findings("tile/entries/001.p/44", EntryBundle.write(removed)))
                .extracting(LogFinding::code)
                .containsExactly(Code.ENTRIES_UNREADABLE);
        assertThat(findings("tile/entries/001.p/44", EntryBundle.write(added)))
                .extracting(LogFinding::code)
                .containsExactly(Code.ENTRIES_UNREADABLE);
        assertThat(findings("tile/entries/001.p/45", EntryBundle.write(added)))
                .extracting(LogFinding::code)
                .containsExactly(Code.NOT_SIGNED);
    }

    @Test
    void aHistoryThatIsRewrittenThroughoutContradictsTheCheckpoints() throws IOException {
        Path other = home.resolve("other");
        new LogFolder(other)
                .extend(
                        (first, count) -> SmallLog.entries(first, count).stream()
                                .map(entry -> entry.equals(SmallLog.entry(123)) ? SmallLog.entry(0) : entry)
                                .toList(),
                        SIZE,
                        SmallLog.ORIGIN,
                        SmallLog.SIGNER);
        Map<String, Bytes> rewritten = new TreeMap<>(good);
        SmallLog.files(other).forEach((name, content) -> {
            if (name.startsWith("tile/")) {
                rewritten.put(name, content);
            }
        });
        change(good, rewritten);

        // the checkpoint of 20 entries still holds, that of 270 does not
        assertThat(SmallLog.findings(folder))
                .extracting(LogFinding::code, LogFinding::entry)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(Code.ROOT_DIFFERS, OptionalLong.of(20)));
    }

    @Test
    void noCheckpointCanBeTakenAwayOrPutInItsPlace() throws IOException {
        for (String name : List.of("checkpoint", "checkpoints/000000000020", "checkpoints/000000000270")) {
            Map<String, Bytes> without = new TreeMap<>(good);
            without.remove(name);
            change(good, without);
            assertThat(SmallLog.findings(folder))
                    .extracting(LogFinding::code)
                    .as(name)
                    .containsExactly(Code.CHECKPOINT_MISSING);
            change(without, good);
        }
        byte[] old = good.get("checkpoints/000000000270").toByteArray();
        assertThat(findings("checkpoint", old)).extracting(LogFinding::code).containsExactly(Code.CHECKPOINT_OLD);
        assertThat(findings("checkpoints/000000000280", old))
                .extracting(LogFinding::code)
                .contains(Code.CHECKPOINT_INVALID);
        Checkpoint foreign = Checkpoint.sign(
                SIZE,
                new LogFolder(folder).newest().orElseThrow().root(),
                List.of("previous 270"),
                NoteKeys.of("foreign"));
        assertThat(findings("checkpoints/000000000300", foreign.encode()))
                .extracting(LogFinding::code)
                .contains(Code.CHECKPOINT_INVALID);
    }

    @Test
    void whatIsNoFileOfALogIsFound() throws IOException {
        assertThat(findings("notes.txt", new byte[0]))
                .extracting(LogFinding::code)
                .containsExactly(Code.UNEXPECTED_FILE);
        assertThat(findings("tile/0/001", good.get("tile/0/000").toByteArray()))
                .extracting(LogFinding::code)
                .containsExactly(Code.NOT_SIGNED);
        // what a kill before the sweep leaves says the same as the wider tile
        byte[] narrow = java.util.Arrays.copyOf(good.get("tile/0/000").toByteArray(), 20 * 32);
        assertThat(findings("tile/0/000.p/20", narrow)).isEmpty();
        narrow[5] ^= 1;
        assertThat(findings("tile/0/000.p/20", narrow))
                .extracting(LogFinding::code)
                .containsExactly(Code.UNEXPECTED_FILE);
    }

    @Test
    void aLogThatIsGoneIsNotFoundGood() throws IOException {
        assertThat(SmallLog.findings(home.resolve("nowhere")))
                .extracting(LogFinding::code)
                .containsExactly(Code.CHECKPOINT_MISSING);
    }

    @Test
    void theLogExtendsEveryCheckpointThatSomebodyHolds() throws IOException {
        LogCheck check = new LogCheck(folder, SmallLog.SIGNER.verifierKey());
        List<Checkpoint> held = new LogFolder(folder).checkpoints();

        SmallLog.extend(new LogFolder(folder), 1000);

        assertThat(held).hasSize(3).allSatisfy(checkpoint -> assertThat(check.against(checkpoint))
                .isEmpty());
    }

    @Test
    void aLogThatWasRewrittenOrRolledBackContradictsWhatSomebodyHolds() throws IOException {
        Checkpoint held = new LogFolder(folder).newest().orElseThrow();
        Path rewritten = home.resolve("rewritten");
        new LogFolder(rewritten)
                .extend((first, count) -> SmallLog.entries(first + 1, count), 500, SmallLog.ORIGIN, SmallLog.SIGNER);
        Path rolledBack = home.resolve("rolled-back");
        SmallLog.grown(rolledBack, 20, 270);

        for (Path log : List.of(rewritten, rolledBack)) {
            assertThat(SmallLog.findings(log)).isEmpty();
            assertThat(new LogCheck(log, SmallLog.SIGNER.verifierKey()).against(held))
                    .extracting(LogFinding::code)
                    .containsExactly(Code.HELD_CONTRADICTED);
        }
        Checkpoint strange = Checkpoint.sign(20, held.root(), List.of(), NoteKeys.of("strange"));
        assertThat(new LogCheck(folder, SmallLog.SIGNER.verifierKey()).against(strange))
                .extracting(LogFinding::text)
                .singleElement()
                .asString()
                .contains("is not signed by " + SmallLog.ORIGIN + "+");
    }
}
