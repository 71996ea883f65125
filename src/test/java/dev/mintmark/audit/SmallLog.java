package dev.mintmark.audit;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.tlog.Checkpoint;
import dev.mintmark.format.tlog.NoteKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** A log of made-up entries in a folder. */
final class SmallLog {
    static final String ORIGIN = "mintmark.test/log";
    static final NoteKeys SIGNER = NoteKeys.of(ORIGIN);

    /** Entry {@code n} says so. */
    static final LogEntries ENTRIES = SmallLog::entries;

    private SmallLog() {}

    static List<Bytes> entries(long first, int count) {
        return LongStream.range(first, first + count).mapToObj(SmallLog::entry).toList();
    }

    static Bytes entry(long number) {
        return Bytes.of(("{\"entry\":" + number + "}").getBytes(StandardCharsets.UTF_8));
    }

    static LogFolder grown(Path folder, long... sizes) throws IOException {
        LogFolder log = new LogFolder(folder);
        for (long size : sizes) {
            extend(log, size);
        }
        return log;
    }

    static Checkpoint extend(LogFolder log, long size) throws IOException {
        return log.extend(ENTRIES, size, ORIGIN, SIGNER);
    }

    static List<LogFinding> findings(Path folder) throws IOException {
        return new LogCheck(folder, SIGNER.verifierKey()).verify();
    }

    /** Every file by its path below the folder. */
    static Map<String, Bytes> files(Path folder) throws IOException {
        Map<String, Bytes> files = new TreeMap<>();
        try (Stream<Path> tree = Files.walk(folder)) {
            tree.filter(Files::isRegularFile)
                    .forEach(file -> files.put(folder.relativize(file).toString(), read(file)));
        }
        return files;
    }

    private static Bytes read(Path file) {
        try {
            return Bytes.of(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
