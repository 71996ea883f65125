package dev.mintmark.job;

import dev.mintmark.durable.Access;
import dev.mintmark.durable.DurableFiles;
import dev.mintmark.format.Bytes;
import dev.mintmark.input.FaultException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Puts a backup's ledger in the place of the home's, and back what is missing of keys and log. What the home has newer is never
 * written over; its ledger, if there is one, is kept beside. The caller holds the home.
 */
public final class HomeRestore {
    private static final String DATABASE = "mintmark.mv.db";

    private final Home home;
    private final Clock clock;

    public HomeRestore(Home home, Clock clock) {
        this.home = home;
        this.clock = clock;
    }

    /**
     * @param ledger whether the backup's was put in the place of the home's
     * @param kept where the home's own ledger was put, or empty
     */
    public record Restored(boolean ledger, String kept, int keys, int logFiles) {}

    /**
     * @param embedded whether the home's ledger lies in it; one in PostgreSQL is left as it is
     * @throws FaultException if the file is no whole backup: nothing was changed then
     */
    public Restored restore(Path backup, boolean embedded) throws IOException {
        try (ZipFile zip = new ZipFile(backup.toFile())) {
            Map<String, ZipEntry> entries = verified(zip, backup);
            int logFiles = 0;
            int keys = 0;
            boolean log = Files.exists(home.log().resolve("checkpoint"))
                    || Files.isDirectory(home.log().resolve("checkpoints"));
            List<String> checkpoints = new ArrayList<>();
            for (String name : entries.keySet()) {
                if (name.startsWith(BackupZip.KEYS)) {
                    keys += putIfMissing(zip, entries.get(name), home.root().resolve(name), Access.OWNER);
                } else if (name.startsWith(BackupZip.LOG) && !log) {
                    // checkpoints last: what they speak of is there then
                    if (name.startsWith(BackupZip.LOG + "tile/")) {
                        logFiles +=
                                putIfMissing(zip, entries.get(name), home.root().resolve(name), Access.UMASK);
                    } else {
                        checkpoints.add(name);
                    }
                }
            }
            for (String name : checkpoints) {
                logFiles += putIfMissing(zip, entries.get(name), home.root().resolve(name), Access.UMASK);
            }
            ZipEntry ledger = embedded ? entries.get(BackupZip.LEDGER) : null;
            String kept = ledger == null ? "" : ledger(zip, ledger);
            return new Restored(ledger != null, kept, keys, logFiles);
        } catch (ZipException e) {
            throw broken(backup, e.getMessage());
        }
    }

    /** All entries, each as the backup's own list has it. */
    private static Map<String, ZipEntry> verified(ZipFile zip, Path backup) throws IOException {
        Map<String, Bytes> listed = new TreeMap<>();
        ZipEntry list = zip.getEntry(BackupZip.LIST);
        if (list == null) {
            throw broken(backup, "it has no list of hashes");
        }
        try (InputStream in = zip.getInputStream(list)) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.matches("[0-9a-f]{64}  .+"))
                    .forEach(line -> listed.put(line.substring(66), Bytes.fromHex(line.substring(0, 64))));
        }
        Map<String, ZipEntry> entries = new TreeMap<>();
        for (ZipEntry entry : zip.stream().toList()) {
            String name = entry.getName();
            if (name.equals(BackupZip.LIST)) {
                continue;
            }
            if (!BackupZip.isKnown(name) || !sha256(zip, entry).equals(listed.remove(name))) {
                throw broken(backup, "an entry is not as it was written");
            }
            entries.put(name, entry);
        }
        if (!listed.isEmpty()) {
            throw broken(backup, "it has not all that it lists");
        }
        return entries;
    }

    private static Bytes sha256(ZipFile zip, ZipEntry entry) throws IOException {
        MessageDigest digest = Bytes.sha256();
        try (InputStream in = new DigestInputStream(zip.getInputStream(entry), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return Bytes.of(digest.digest());
    }

    private static FaultException broken(Path backup, String why) {
        return new FaultException(
                backup.toString(), "is no whole backup: " + why, "take another that mintmark backup made");
    }

    private static int putIfMissing(ZipFile zip, ZipEntry entry, Path target, Access access) throws IOException {
        if (Files.exists(target)) {
            return 0;
        }
        DurableFiles.createFolders(target.getParent(), access);
        try (InputStream in = zip.getInputStream(entry)) {
            DurableFiles.write(target, in.readAllBytes(), access);
        }
        return 1;
    }

    /** The home's own is copied aside before the backup's is renamed over it: at no moment there is none. */
    private String ledger(ZipFile zip, ZipEntry entry) throws IOException {
        DurableFiles.createFolders(home.ledger(), Access.OWNER);
        Path target = home.ledger().resolve(DATABASE);
        Path part = DurableFiles.unfinished(target);
        try (InputStream in = zip.getInputStream(entry)) {
            write(in, part);
        }
        String kept = "";
        if (Files.exists(target)) {
            Path aside = home.ledger()
                    .resolve("replaced-" + clock.instant().toString().replaceAll("[^0-9TZ]", ""))
                    .resolve(DATABASE);
            DurableFiles.createFolders(aside.getParent(), Access.OWNER);
            Path copying = DurableFiles.unfinished(aside);
            try (InputStream in = Files.newInputStream(target)) {
                write(in, copying);
            }
            DurableFiles.publish(copying, aside);
            kept = aside.toString();
        }
        DurableFiles.publish(part, target);
        return kept;
    }

    private static void write(InputStream content, Path file) throws IOException {
        try (FileChannel channel = DurableFiles.create(file, Access.OWNER)) {
            content.transferTo(Channels.newOutputStream(channel));
            channel.force(true);
        }
    }
}
