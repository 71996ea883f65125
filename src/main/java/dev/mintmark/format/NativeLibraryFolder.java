package dev.mintmark.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the native library is unpacked while it is loaded: a folder named after the process, so that the next one can remove
 * what a killed one left.
 */
final class NativeLibraryFolder implements AutoCloseable {
    private static final String PREFIX = "mintmark-native-";
    private static final String SETTING = "com.amazon.corretto.crypto.provider.tmpdir";

    private final Path folder;

    private NativeLibraryFolder(Path folder) {
        this.folder = folder;
    }

    static NativeLibraryFolder open() throws IOException {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        for (Path left : leftIn(temporary)) {
            delete(left);
        }
        Path folder = temporary.resolve(PREFIX + ProcessHandle.current().pid());
        // whatever the umask: who could write here could have another library loaded
        if (temporary.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectory(folder);
        }
        System.setProperty(SETTING, folder.toString());
        return new NativeLibraryFolder(folder);
    }

    private static List<Path> leftIn(Path temporary) throws IOException {
        try (Stream<Path> files = Files.list(temporary)) {
            return files.filter(NativeLibraryFolder::isOfADeadProcess).toList();
        }
    }

    private static boolean isOfADeadProcess(Path folder) {
        String name = folder.getFileName().toString();
        if (!name.matches(PREFIX + "[0-9]{1,18}")) {
            return false;
        }
        Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(name.substring(PREFIX.length())));
        return process.isEmpty() || process.get().equals(ProcessHandle.current());
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    @Override
    public void close() throws IOException {
        System.clearProperty(SETTING);
        delete(folder);
    }
}
