package dev.mintmark.csr;

import dev.mintmark.format.SecretBytes;
import dev.mintmark.input.FaultException;
import dev.mintmark.order.ModuleId;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Plays the modules of an order: a submission of their requests, or of the certificates that another CA gave them, and, apart from
 * it, the keys that a chip would keep.
 */
public final class SimulatedModules {
    private static final String SUBMISSION = "submission.zip";
    static final String KEYS = "keys";
    private static final int AT_A_TIME = 512;

    /** The earliest that a zip can say: the same random numbers make the same file. */
    private static final LocalDateTime ENTRY_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private static final long MAC_TAIL = 0xFF_FFFF_FFFFL;

    private final RandomGenerator random;
    private final Optional<SimulatedAuthority> authority;

    /**
     * @param random where ids and keys come from: a SecureRandom, or a seeded one for the same modules again
     */
    public SimulatedModules(RandomGenerator random) {
        this(random, Optional.empty());
    }

    /** @param authority who certifies them; empty if they ask for that */
    public SimulatedModules(RandomGenerator random, Optional<SimulatedAuthority> authority) {
        this.random = random;
        this.authority = authority;
    }

    /** Modules named by MACs in a row, locally administered (IEEE 802-2014, 8.4), as no maker's are. */
    public void write(Path folder, int count) throws IOException {
        int first = random.nextInt(1 << 8) & 0xFC | 0x02;
        long tail = random.nextLong() & MAC_TAIL;
        write(
                folder,
                IntStream.range(0, count)
                        .mapToObj(i -> new ModuleId("%02x%010x".formatted(first, tail + i & MAC_TAIL)))
                        .toList());
    }

    /**
     * Writes {@code submission.zip} with {@code <id>.pem} for each module, in this order, and {@code keys/<id>.pem}, PKCS#8,
     * mode 0600. The submission appears last and whole.
     *
     * @throws FaultException if either is there already
     */
    public void write(Path folder, List<ModuleId> ids) throws IOException {
        whole(folder, List.of(KEYS, SUBMISSION), unfinished -> {
            try (ZipOutputStream zip = new ZipOutputStream(
                    new BufferedOutputStream(Files.newOutputStream(unfinished.resolve(SUBMISSION))))) {
                make(unfinished.resolve(KEYS), ids, output -> {
                    ZipEntry entry = new ZipEntry(output.id() + ".pem");
                    entry.setTimeLocal(ENTRY_TIME);
                    zip.putNextEntry(entry);
                    zip.write(output.sent().toByteArray());
                    zip.closeEntry();
                });
            }
        });
    }

    /** Writes into a folder. */
    interface Writing {
        void to(Path folder) throws IOException;
    }

    /** Gets what one module gives away. */
    interface Sink {
        void module(SimulatedModule.Output output) throws IOException;
    }

    /**
     * Has all results appear in a folder once all are written, one after the other in their order.
     *
     * @param results names, the first of them a folder for keys
     * @throws FaultException if one is there already
     */
    static void whole(Path folder, List<String> results, Writing writing) throws IOException {
        for (String result : results) {
            if (Files.exists(folder.resolve(result))) {
                throw new FaultException(
                        folder.toString(),
                        "\"%s\" is there already".formatted(result),
                        "name another folder, or remove it if its modules were never ordered");
            }
        }
        Files.createDirectories(folder);
        Path unfinished = Files.createTempDirectory(folder, ".simulate-");
        try {
            Files.createDirectory(unfinished.resolve(results.get(0)), mode(folder, "rwx------"));
            writing.to(unfinished);
            for (String result : results) {
                Files.move(unfinished.resolve(result), folder.resolve(result), StandardCopyOption.ATOMIC_MOVE);
            }
        } finally {
            delete(unfinished);
        }
    }

    /** What a row's column is called that holds what a module sends. */
    RequestField column() {
        return authority.isPresent() ? RequestField.DAC : RequestField.CSR;
    }

    /** Makes modules, and writes the key of each. */
    void make(Path keys, List<ModuleId> ids, Sink sink) throws IOException {
        for (int from = 0; from < ids.size(); from += AT_A_TIME) {
            List<SimulatedModule> modules = new ArrayList<>();
            for (ModuleId id : ids.subList(from, Math.min(from + AT_A_TIME, ids.size()))) {
                modules.add(SimulatedModule.make(id, random));
            }
            for (SimulatedModule.Output output : modules.parallelStream()
                    .map(module -> module.output(authority))
                    .toList()) {
                sink.module(output);
                writeKey(keys, output);
            }
            modules.forEach(SimulatedModule::close);
        }
    }

    private static void writeKey(Path keys, SimulatedModule.Output output) throws IOException {
        Set<StandardOpenOption> create = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        Path file = keys.resolve(output.id() + ".pem");
        try (SecretBytes pem = output.privateKey();
                OutputStream out =
                        Channels.newOutputStream(Files.newByteChannel(file, create, mode(keys, "rw-------")))) {
            out.write(pem.expose());
        }
    }

    /** Nothing where the file system has no such modes. */
    private static FileAttribute<?>[] mode(Path place, String permissions) {
        return place.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private static void delete(Path folder) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(folder)) {
            deepestFirst = all.sorted((a, b) -> b.compareTo(a)).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }
}
