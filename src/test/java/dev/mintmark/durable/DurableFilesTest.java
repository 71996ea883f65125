package dev.mintmark.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableFilesTest {
    private static final byte[] OLD = "old".getBytes(StandardCharsets.UTF_8);
    private static final byte[] NEW = "new".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("file");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(each -> each.getFileName().toString()).sorted().toList();
        }
    }

    private String mode(Path path) throws IOException {
        Assumptions.assumeTrue(
                Files.getFileStore(folder).supportsFileAttributeView("posix"), "no file modes on this file system");
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void itReplacesWhatIsThereAndLeavesNothingElse() throws IOException {
        DurableFiles.write(file, OLD, Access.UMASK);
        DurableFiles.write(file, NEW, Access.UMASK);
        assertThat(file).hasBinaryContent(NEW);
        assertThat(names()).containsExactly("file");
    }

    @Test
    void whatAKilledRunLeftIsOverwrittenWithTheRightMode() throws IOException {
        Path stale = Files.write(DurableFiles.unfinished(file), new byte[1000]);
        assertThat(mode(stale)).isNotEqualTo("rw-------");
        DurableFiles.write(file, NEW, Access.OWNER);
        assertThat(file).hasBinaryContent(NEW);
        assertThat(mode(file)).isEqualTo("rw-------");
        assertThat(names()).containsExactly("file");
    }

    @Test
    void aLinkLeftInTheWayIsNotWrittenThrough() throws IOException {
        Path victim = Files.write(folder.resolve("victim"), OLD);
        Files.createSymbolicLink(DurableFiles.unfinished(file), victim);
        DurableFiles.write(file, NEW, Access.OWNER);
        assertThat(victim).hasBinaryContent(OLD);
    }

    @Test
    void aFailedWriteLeavesTheOldContent() throws IOException {
        DurableFiles.write(file, OLD, Access.UMASK);
        Files.createDirectories(DurableFiles.unfinished(file).resolve("in the way"));
        assertThatThrownBy(() -> DurableFiles.write(file, NEW, Access.UMASK)).isInstanceOf(FileSystemException.class);
        assertThat(file).hasBinaryContent(OLD);
    }

    @Test
    void foldersOfTheOwnerAreClosedToOthers() throws IOException {
        Path deep = folder.resolve("a").resolve("b");
        DurableFiles.createFolders(deep, Access.OWNER);
        assertThat(mode(deep)).isEqualTo("rwx------");
        assertThat(mode(folder.resolve("a"))).isEqualTo("rwx------");
        DurableFiles.createFolders(deep, Access.OWNER);
        assertThatThrownBy(() -> DurableFiles.createFolder(deep, Access.OWNER))
                .isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    void aFolderIsPublishedWholeAndNeverOverAnother() throws IOException {
        Path staged = Files.createDirectory(folder.resolve("staged"));
        Files.write(staged.resolve("x"), NEW);
        DurableFiles.publish(staged, folder.resolve("done"));
        assertThat(folder.resolve("done").resolve("x")).hasBinaryContent(NEW);

        Files.write(Files.createDirectory(staged).resolve("x"), OLD);
        assertThatThrownBy(() -> DurableFiles.publish(staged, folder.resolve("done")))
                .isInstanceOf(FileSystemException.class);
        assertThat(folder.resolve("done").resolve("x")).hasBinaryContent(NEW);
    }

    @Test
    void aTreeIsRemovedWithoutFollowingLinks() throws IOException {
        Path kept = Files.createDirectory(folder.resolve("kept"));
        Files.write(kept.resolve("x"), OLD);
        Path tree = Files.createDirectories(folder.resolve("tree").resolve("deep"));
        Files.createSymbolicLink(tree.resolve("link"), kept);
        DurableFiles.deleteTree(folder.resolve("tree"));
        DurableFiles.deleteTree(folder.resolve("tree"));
        assertThat(names()).containsExactly("kept");
        assertThat(kept.resolve("x")).exists();
    }
}
