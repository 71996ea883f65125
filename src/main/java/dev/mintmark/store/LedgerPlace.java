package dev.mintmark.store;

import dev.mintmark.durable.Access;
import dev.mintmark.durable.DurableFiles;
import dev.mintmark.input.FaultException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Where a home's ledger is. A home that has one begins no second one: whoever forgets a variable in a cron job must not give
 * keys their second certificates from an empty ledger. One in PostgreSQL is known by the number it was made with, whatever the
 * server is called.
 */
final class LedgerPlace {
    /** Name of H2's database; its file has an ending of H2's. */
    static final String DATABASE = "mintmark";

    /** Name of the one that is made to take its place. */
    static final String COPY = "copy";

    private static final String H2_ENDING = ".mv.db";
    private static final String H2_FILE = DATABASE + H2_ENDING;
    private static final String COPY_FILE = COPY + H2_ENDING;
    private static final String MOVED_FILE = "moved.mv.db";

    private final Path folder;

    LedgerPlace(Path folder) {
        this.folder = folder;
    }

    Path folder() {
        return folder;
    }

    private Path elsewhere() {
        return folder.resolve("postgresql");
    }

    /** The file of one of H2's databases. */
    static Path file(Path folder, String database) {
        return folder.resolve(database + H2_ENDING);
    }

    Path file() {
        return folder.resolve(H2_FILE);
    }

    Path copyFile() {
        return folder.resolve(COPY_FILE);
    }

    /**
     * Whether there is a ledger's file. One that cannot be seen is none that is missing: an empty one would take its place.
     *
     * @throws FaultException if what is there is not a file, or nobody can tell
     */
    boolean hasEmbedded() {
        if (Files.isRegularFile(file(), LinkOption.NOFOLLOW_LINKS)) {
            return true;
        }
        if (Files.notExists(file(), LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        throw Files.isSymbolicLink(file())
                ? new FaultException(
                        file().toString(),
                        "is a link, and the ledger's file is replaced by new ones",
                        "move the file itself to this place; a link may stand for the folder that it is in")
                : new FaultException(
                        file().toString(),
                        "is there, and no file that can be read",
                        "see that its disk is mounted and whole: no ledger is begun in its place");
    }

    /** Tells the ledger's file from another that takes its place; null where the file system cannot. */
    Object which() {
        try {
            return Files.readAttributes(file(), BasicFileAttributes.class).fileKey();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void dropCopy() throws IOException {
        Files.deleteIfExists(copyFile());
    }

    void mustBeEmbedded() {
        if (Files.exists(elsewhere())) {
            throw new FaultException(
                    elsewhere().toString(),
                    "this home's ledger is in " + read().split(" ", 2)[1],
                    "set %s, as when it was begun".formatted(PostgresAddress.URL));
        }
    }

    void mustNotBeEmbedded() {
        if (hasEmbedded()) {
            throw new FaultException(
                    file().toString(),
                    "this home has a ledger already",
                    "take it over first: mintmark ledger move; or unset " + PostgresAddress.URL);
        }
    }

    void mustBe(String number, PostgresAddress address) {
        if (Files.exists(elsewhere()) && !read().startsWith(number + " ")) {
            throw new FaultException(
                    address.name(),
                    "is not this home's ledger, which was in " + read().split(" ", 2)[1],
                    "name that one in %s, or restore it from its backup".formatted(PostgresAddress.URL));
        }
    }

    /** From now on this home has its ledger there. */
    void bind(String number, PostgresAddress address) {
        if (Files.exists(elsewhere())) {
            return;
        }
        try {
            DurableFiles.createFolders(folder, Access.OWNER);
            byte[] text = "%s %s%n".formatted(number, address.name()).getBytes(StandardCharsets.UTF_8);
            DurableFiles.write(elsewhere(), text, Access.OWNER);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts H2's file, whose content is elsewhere now, out of the way. */
    Path setAside() throws IOException {
        Path aside = folder.resolve(MOVED_FILE);
        dropCopy();
        DurableFiles.publish(file(), aside);
        return aside;
    }

    private String read() {
        try {
            return Files.readString(elsewhere()).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
