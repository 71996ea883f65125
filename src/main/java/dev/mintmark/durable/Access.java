package dev.mintmark.durable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Who may read what is written. Nobody but the owner may ever change it. */
public enum Access {
    /** Files 0600, folders 0700, whatever the umask says: keys, the ledger, and whatever holds passcodes in the clear. */
    OWNER("rw-------", "rwx------"),
    /** Files 0644 and folders 0755 less the umask: what is handed over or looked at. */
    UMASK("rw-r--r--", "rwxr-xr-x");

    private final Set<PosixFilePermission> file;
    private final Set<PosixFilePermission> folder;

    Access(String file, String folder) {
        this.file = PosixFilePermissions.fromString(file);
        this.folder = PosixFilePermissions.fromString(folder);
    }

    /** Gives a file or folder that another library made the mode it would have got here. */
    void impose(Path path) throws IOException {
        if (Files.getFileStore(path).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(path, Files.isDirectory(path) ? folder : file);
        }
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
