package dev.mintmark.csr;

import dev.mintmark.input.FileSafe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * One hand-over of requests: a zip, a tar, a folder, an index or a single request. Whether it is whole is known only at its
 * end, so it is read twice: first by {@link #survey()}, which also gives the hash it is known by, then, if it is new, by
 * {@link #read}. Memory does not grow with it, but for the names of a folder.
 */
public final class Submission {
    private final Path path;
    private final ReadLimits limits;

    Submission(Path path, ReadLimits limits) {
        this.path = path;
        this.limits = limits;
    }

    public Path path() {
        return path;
    }

    /** The last part of its path, fit to print. */
    public String name() {
        return FileSafe.printable(fileName());
    }

    private String fileName() {
        return path.toAbsolutePath().normalize().getFileName().toString();
    }

    /** Reads all of it and keeps nothing. */
    public SubmissionOutcome survey() {
        return read(entry -> {});
    }

    /**
     * Hands each entry to {@code sink}, in the submission's order: of an archive as stored, of a folder by name, of an index
     * by row. What {@code sink} throws passes through.
     *
     * @throws UncheckedIOException if the file cannot be closed
     */
    public <X extends Exception> SubmissionOutcome read(SubmissionSink<X> sink) throws X {
        try {
            EntryReader reader = translated(this::open);
            try {
                long entries = 0;
                for (var entry = translated(reader::next); entry.isPresent(); entry = translated(reader::next)) {
                    sink.accept(entry.get());
                    entries++;
                }
                return new SubmissionOutcome.Whole(reader.sha256(), entries);
            } finally {
                close(reader);
            }
        } catch (UnreadableException e) {
            return new SubmissionOutcome.Unreadable(e.code(), e.getMessage());
        }
    }

    private static void close(EntryReader reader) {
        try {
            reader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private EntryReader open() throws IOException {
        Budget budget = new Budget(limits);
        if (Files.isSymbolicLink(path)) {
            throw unsupported("\"%s\" is a symbolic link");
        }
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            return new FolderEntries(path, fileName(), budget);
        }
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            throw unsupported("\"%s\" is neither a file nor a folder");
        }
        SubmissionForm form = SubmissionForm.of(fileName())
                .orElseThrow(() ->
                        unsupported("\"%s\" does not end in .zip, .tar, .tar.gz, .tgz, .csv, .pem, .der or .csr"));
        RawStream raw = new RawStream(Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS));
        try {
            return form.open(fileName(), raw, budget);
        } catch (IOException | RuntimeException e) {
            raw.close();
            throw e;
        }
    }

    private UnreadableException unsupported(String reason) {
        return new UnreadableException(RejectCode.SUBMISSION_UNSUPPORTED, reason.formatted(name()));
    }

    private interface Reading<T> {
        T get() throws IOException;
    }

    /** What breaks while a file from outside is parsed is the file's fault, whatever the library throws. */
    private static <T> T translated(Reading<T> reading) throws UnreadableException {
        try {
            return reading.get();
        } catch (IOException | RuntimeException e) {
            Throwable cause = e instanceof UncheckedIOException ? e.getCause() : e;
            throw cause instanceof UnreadableException known ? known : broken(cause);
        }
    }

    private static UnreadableException broken(Throwable cause) {
        String detail = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return new UnreadableException(RejectCode.SUBMISSION_BROKEN, FileSafe.printable(detail));
    }
}
