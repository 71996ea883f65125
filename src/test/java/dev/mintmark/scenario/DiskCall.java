package dev.mintmark.scenario;

import java.nio.file.Path;
import java.util.List;

/**
 * A call that changed the disk, or had it written through, as strace told of it.
 *
 * @param thread who made it
 * @param name the system call's
 * @param paths of a rename or link both names, else the one of the file or folder
 * @param length bytes written, 0 of other calls
 * @param offset where the ledger was written, 0 of other calls
 */
record DiskCall(int thread, String name, List<Path> paths, long length, long offset) {
    DiskCall {
        paths = List.copyOf(paths);
    }

    Path path() {
        return paths.get(0);
    }

    /** The last of its names: what it is called once the call is done. */
    Path target() {
        return paths.get(paths.size() - 1);
    }

    /** Whether what had one name has another by it. */
    boolean isRename() {
        return name.startsWith("rename") || name.startsWith("link");
    }

    boolean isSync() {
        return name.equals("fsync") || name.equals("fdatasync");
    }

    boolean isWrite() {
        return name.contains("write");
    }

    @Override
    public String toString() {
        return name + " " + target();
    }
}
