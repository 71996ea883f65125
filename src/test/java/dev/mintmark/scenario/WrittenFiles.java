package dev.mintmark.scenario;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** Looks at the files of a process while it runs: its temporary folder's, and those it has open to write. */
final class WrittenFiles {
    private static final int ACCESS_MODE = 3;

    private final Path descriptors;
    private final Path root;
    private final Map<Path, String> seen = new HashMap<>();
    private final Set<Path> elsewhere = new TreeSet<>();
    private int samples;

    /**
     * @param root where all that it writes should be; with its folder {@code tmp}
     */
    WrittenFiles(long process, Path root) {
        this.descriptors = Path.of("/proc", String.valueOf(process), "fd");
        this.root = root;
    }

    int samples() {
        return samples;
    }

    /** What it had open to write that does not lie below the root. */
    Set<Path> elsewhere() {
        return elsewhere;
    }

    /** Gives each file that is new or was changed since, but sealed lots, a byte a character. */
    void sample(BiConsumer<Path, String> look) throws IOException {
        samples++;
        Set<Path> files = new TreeSet<>(open());
        files.addAll(list(root.resolve("tmp")));
        for (Path file : files) {
            if (!file.startsWith(root)) {
                elsewhere.add(file);
            } else if (!file.toString().contains(".p7m") && Files.isRegularFile(file)) {
                lookAt(file, look);
            }
        }
    }

    private void lookAt(Path file, BiConsumer<Path, String> look) {
        try {
            String state = Files.size(file) + " " + Files.getLastModifiedTime(file);
            if (!state.equals(seen.put(file, state))) {
                look.accept(file, Files.readString(file, ISO_8859_1));
            }
        } catch (IOException e) {
            seen.remove(file); // renamed or gone meanwhile
        }
    }

    /** Empty where there is no /proc, and once the process has ended. */
    private Set<Path> open() {
        Set<Path> open = new TreeSet<>();
        for (Path descriptor : list(descriptors)) {
            try {
                Path file = Files.readSymbolicLink(descriptor);
                Path info = descriptors.resolveSibling("fdinfo").resolve(descriptor.getFileName());
                int flags = Integer.parseInt(
                        Files.readAllLines(info, US_ASCII).get(1).replaceAll("\\D", ""), 8);
                if (file.isAbsolute() && !file.startsWith("/dev") && (flags & ACCESS_MODE) != 0) {
                    open.add(Path.of(file.toString().replace(" (deleted)", "")));
                }
            } catch (IOException | IndexOutOfBoundsException e) {
                seen.remove(descriptor); // closed meanwhile
            }
        }
        return open;
    }

    /** Deep, links neither followed nor left out. */
    private static Set<Path> list(Path folder) {
        Set<Path> files = new TreeSet<>();
        try (Stream<Path> all = Files.walk(folder)) {
            all.filter(file -> !Files.isDirectory(file, java.nio.file.LinkOption.NOFOLLOW_LINKS))
                    .forEach(files::add);
        } catch (IOException | UncheckedIOException e) {
            return files; // not there, or gone while it was listed
        }
        return files;
    }
}
