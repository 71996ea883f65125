package dev.mintmark.job;

import dev.mintmark.durable.Access;
import dev.mintmark.durable.DurableFiles;
import dev.mintmark.input.FaultException;
import dev.mintmark.store.Ledger;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;

/**
 * Copies what cannot be made again of a home into one file, whatever runs in it: the log, then the ledger, then the orders'
 * keys. In this order, because a ledger that is newer than its log makes the rest of it again, and one that knows an order
 * whose key is missing makes nothing.
 */
public final class HomeBackup {
    private final Home home;
    private final Ledger ledger;
    private final Clock clock;

    /** @param ledger of the home, whoever else works in it */
    public HomeBackup(Home home, Ledger ledger, Clock clock) {
        this.home = home;
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * Writes the backup, 0600, whole or not at all.
     *
     * @throws FaultException if the file is there already
     */
    public void write(Path file) throws IOException {
        requireNew(file);
        Path part = DurableFiles.unfinished(file);
        try (FileChannel channel = DurableFiles.create(part, Access.OWNER)) {
            OutputStream out = Channels.newOutputStream(channel);
            BackupZip zip = new BackupZip(out, home, clock.instant());
            log(zip);
            ledger(zip);
            keys(zip);
            zip.finish();
            channel.force(true);
        }
        requireNew(file);
        DurableFiles.publish(part, file);
    }

    /**
     * @throws FaultException if it is there, or its folder is not
     */
    static void requireNew(Path file) {
        if (Files.exists(file)) {
            throw new FaultException(
                    file.toString(), "is there already, and a backup replaces nothing", "name another file");
        }
        if (!Files.isDirectory(file.toAbsolutePath().getParent())) {
            throw new FaultException(file.toString(), "lies in no folder", "make the folder first");
        }
    }

    /** The checkpoints first: what they speak of is on disk by then. A tile that a wider one took the place of is passed over. */
    private void log(BackupZip zip) throws IOException {
        copy(zip, "log/checkpoint", home.log().resolve("checkpoint"));
        copyAll(zip, "log/checkpoints", home.log().resolve("checkpoints"));
        copyAll(zip, "log/tile", home.log().resolve("tile"));
    }

    private void ledger(BackupZip zip) throws IOException {
        Path copy = home.ledger().resolve("backup.zip" + DurableFiles.UNFINISHED);
        Files.deleteIfExists(copy);
        try {
            if (ledger.database().backup(copy)) {
                try (ZipInputStream in = new ZipInputStream(Files.newInputStream(copy))) {
                    in.getNextEntry();
                    zip.add(BackupZip.LEDGER, in);
                }
            }
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    private void keys(BackupZip zip) throws IOException {
        for (Path key : in(home.keys())) {
            if (BackupZip.isKey(key.getFileName().toString())) {
                copy(zip, BackupZip.KEYS + key.getFileName(), key);
            }
        }
    }

    private static void copyAll(BackupZip zip, String name, Path folder) throws IOException {
        for (Path each : in(folder)) {
            String below = name + "/" + each.getFileName();
            if (Files.isDirectory(each)) {
                copyAll(zip, below, each);
            } else if (!below.endsWith(DurableFiles.UNFINISHED)) {
                copy(zip, below, each);
            }
        }
    }

    private static List<Path> in(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.sorted().toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    private static void copy(BackupZip zip, String name, Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            zip.add(name, in);
        } catch (NoSuchFileException e) {
            return;
        }
    }
}
