package dev.mintmark.durable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Who may read what is written. */
public enum Access {
    /** Files 0600, folders 0700, whatever the umask says: keys, and whatever holds passcodes in the clear. */
    OWNER("rw-------", "rwx------"),
    /** Files 0666 and folders 0777 less the umask, as other programs make them. */
    UMASK("rw-rw-rw-", "rwxrwxrwx");

    private final Set<PosixFilePermission> file;
    private final Set<PosixFilePermission> folder;

    Access(String file, String folder) {
        this.file = PosixFilePermissions.fromString(file);
        this.folder = PosixFilePermissions.fromString(folder);
    }

    FileAttribute<?>[] ofFile(Path near) throws IOException {
        return attributes(near, file);
    }

    FileAttribute<?>[] ofFolder(Path near) throws IOException {
        return attributes(near, folder);
    }

    /** None where the file system has no such modes (Windows): there the folder's own access list is inherited. */
    private static FileAttribute<?>[] attributes(Path near, Set<PosixFilePermission> mode) throws IOException {
        return Files.getFileStore(near).supportsFileAttributeView("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(mode)}
                : new FileAttribute<?>[0];
    }
}
