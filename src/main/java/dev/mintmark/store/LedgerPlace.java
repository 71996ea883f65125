package dev.mintmark.store;

import dev.mintmark.durable.Access;
import dev.mintmark.durable.DurableFiles;
import dev.mintmark.input.FaultException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.h2.mvstore.MVStore;

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

    boolean hasEmbedded() {
        return Files.exists(folder.resolve(H2_FILE));
    }

    /** Begins anew what a killed process may have left. */
    void copy() throws IOException {
        dropCopy();
        if (hasEmbedded()) {
            Files.copy(folder.resolve(H2_FILE), folder.resolve(COPY_FILE));
        }
    }

    /**
     * As {@link #copy}, but without the space of pages that were written anew since.
     *
     * @throws RuntimeException if the database cannot be read, or there is no room
     */
    void copyDensely() throws IOException {
        dropCopy();
        // absolute, for H2 takes "~" and what stands before a colon for its own
        Path here = folder.toAbsolutePath();
        MVStore.compact(
                here.resolve(H2_FILE).toString(), here.resolve(COPY_FILE).toString(), false, null);
    }

    void dropCopy() throws IOException {
        Files.deleteIfExists(folder.resolve(COPY_FILE));
    }

    void takeCopy() throws IOException {
        try (FileChannel channel = FileChannel.open(folder.resolve(COPY_FILE), StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        DurableFiles.publish(folder.resolve(COPY_FILE), folder.resolve(H2_FILE));
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
                    folder.resolve(H2_FILE).toString(),
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
        DurableFiles.publish(folder.resolve(H2_FILE), aside);
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
