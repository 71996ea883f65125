package dev.mintmark.durable;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The one way results reach the disk: written under another name, synced, renamed, and the folder synced, so that a name
 * that can be seen stands for whole content. What a killed run leaves ends in {@value #UNFINISHED}.
 */
public final class DurableFiles {
    /** Ending of what is being written. */
    public static final String UNFINISHED = ".part";

    private static final boolean WINDOWS =
            System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");

    private DurableFiles() {}

    /** Where {@code target} is written until it is whole: beside it. */
    public static Path unfinished(Path target) {
        return target.resolveSibling(target.getFileName() + UNFINISHED);
    }

    /** Replaces or makes {@code target}. The folder must be there. */
    public static void write(Path target, byte[] content, Access access) throws IOException {
        writeUnlisted(target, content, access);
        syncFolder(folderOf(target));
    }

    /** As {@link #write}, for the first of many files of a folder: the caller syncs it once, behind the last. */
    public static void writeUnlisted(Path target, byte[] content, Access access) throws IOException {
        Path part = unfinished(target);
        try (FileChannel file = create(part, access);
                OutputStream out = Channels.newOutputStream(file)) {
            out.write(content);
            file.force(true);
        }
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Opens a new file to write; what a killed run left under its name is removed first, links and modes and all.
     */
    public static FileChannel create(Path file, Access access) throws IOException {
        Files.deleteIfExists(file);
        return FileChannel.open(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), access.ofFile(folderOf(file)));
    }

    /** Opens a file to read and to write, and makes it first if it is missing. */
    public static FileChannel open(Path file, Access access) throws IOException {
        return FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                access.ofFile(folderOf(file)));
    }

    /** Takes a folder, and the files in it, which other code writes, from everybody but the owner. */
    public static void keepForOwner(Path folder) throws IOException {
        Access.OWNER.impose(folder);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Access.OWNER.impose(file);
            }
        }
    }

    /** Makes a folder that must not be there yet, and syncs the one it lies in. */
    public static void createFolder(Path folder, Access access) throws IOException {
        Files.createDirectory(folder, access.ofFolder(folderOf(folder)));
        syncFolder(folderOf(folder));
    }

    /** Makes a folder and those above it, as far as they are missing. */
    public static void createFolders(Path folder, Access access) throws IOException {
        if (!Files.isDirectory(folder)) {
            createFolders(folderOf(folder), access);
            createFolder(folder, access);
        }
    }

    /**
     * Renames a file or a folder, whose content is synced already, atomically into its place, and syncs the folders. A file
     * replaces a file; a folder replaces at most an empty folder.
     */
    public static void publish(Path unfinished, Path target) throws IOException {
        Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
        syncFolder(folderOf(target));
        if (!folderOf(unfinished).equals(folderOf(target))) {
            syncFolder(folderOf(unfinished));
        }
    }

    /** Syncs a folder's entries. Nothing on Windows, where a folder cannot be opened and renames are journalled. */
    public static void syncFolder(Path folder) throws IOException {
        if (WINDOWS) {
            return;
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /**
     * Syncs all files and folders of a tree that was written otherwise, so that it may be published. After the last write
     * rather than after each: the first sync then carries most of them.
     */
    public static void syncTree(Path root) throws IOException {
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.force(true);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                syncFolder(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Removes a folder and all in it, or a file, if it is there; follows no link. */
    public static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static Path folderOf(Path path) throws NoSuchFileException {
        Path folder = path.toAbsolutePath().getParent();
        if (folder == null) {
            throw new NoSuchFileException(path.toString(), null, "it lies in no folder");
        }
        return folder;
    }
}
