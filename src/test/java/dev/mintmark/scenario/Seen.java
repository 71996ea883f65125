package dev.mintmark.scenario;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The calls of a run so far, the newest of which has just been made and whose thread is held. */
final class Seen {
    private final Path home;
    private final Path ledger;
    private final List<DiskCall> calls = new ArrayList<>();

    Seen(Path home) {
        this.home = home;
        this.ledger = home.resolve("ledger/mintmark.mv.db");
    }

    void add(DiskCall call) {
        calls.add(call);
    }

    private DiskCall now() {
        return calls.get(calls.size() - 1);
    }

    private List<DiskCall> before() {
        return calls.subList(0, calls.size() - 1);
    }

    boolean makes(String folder) {
        return now().name().equals("mkdir") && now().path().equals(home.resolve(folder));
    }

    /** Something got this name. */
    boolean renames(String target) {
        return now().isRename() && now().target().equals(home.resolve(target));
    }

    /** Something got this name that another thing had before. */
    boolean renamesAgain(String target) {
        return renames(target)
                && before().stream()
                        .anyMatch(call -> call.isRename() && call.target().equals(home.resolve(target)));
    }

    boolean writes(String file) {
        return now().isWrite() && now().path().equals(home.resolve(file));
    }

    boolean syncs(String file) {
        return now().isSync() && now().path().equals(home.resolve(file));
    }

    boolean syncsLedgerAfterSyncOf(String file) {
        return now().isSync()
                && now().path().equals(ledger)
                && before().stream()
                        .anyMatch(call -> call.isSync()
                                && call.path().equals(home.resolve(file))
                                && call.thread() == now().thread());
    }

    /** The ledger was written, by another thread than the one that opened it. */
    boolean isFirstCommitOfAPartition() {
        return now().isWrite()
                && now().path().equals(ledger)
                && before().stream()
                        .filter(call -> call.isWrite() && call.path().equals(ledger))
                        .findFirst()
                        .filter(opening -> opening.thread() != now().thread())
                        .isPresent();
    }

    /** What was written to the ledger has this text in it, each of whose characters is a byte. */
    boolean commits(String text) {
        if (!now().isWrite() || !now().path().equals(ledger)) {
            return false;
        }
        byte[] written = new byte[(int) now().length()];
        try (RandomAccessFile file = new RandomAccessFile(ledger.toFile(), "r")) {
            file.seek(now().offset());
            file.readFully(written);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new String(written, StandardCharsets.ISO_8859_1).contains(text);
    }
}
