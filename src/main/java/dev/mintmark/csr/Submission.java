package dev.mintmark.csr;

import dev.mintmark.input.FileSafe;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * One hand-over of requests: a zip, a tar, a folder, an index or a single request. Whether it is whole is known only at its
 * end, so it is read twice: first by {@link #survey()}, which also gives the hash it is known by, then, if it is new, by
 * {@link #read}. Memory does not grow with it, but for the names of a folder.
 */
public final class Submission {
    private final Path path;
    private final ReadLimits limits;
    private final List<X509Certificate> signers;

    /** @param signers of whom one must have signed it; empty if it is not to be signed */
    Submission(Path path, ReadLimits limits, List<X509Certificate> signers) {
        this.path = path;
        this.limits = limits;
        this.signers = List.copyOf(signers);
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

    /** What it says its sequence is, proved by nothing: which of several to try first. The greatest number if it says none. */
    int announcedSequence() {
        if (signers.isEmpty()
                || !SubmissionForm.isSigned(fileName())
                || !Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            return Integer.MAX_VALUE;
        }
        try (InputStream in = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
            return SubmissionHeader.announced(in)
                    .map(SubmissionHeader::sequence)
                    .orElse(Integer.MAX_VALUE);
        } catch (IOException | RuntimeException e) {
            return Integer.MAX_VALUE;
        }
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
                return new SubmissionOutcome.Whole(reader.sha256(), entries, reader.signed());
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
        boolean signed = SubmissionForm.isSigned(fileName());
        if (!signers.isEmpty() && !signed) {
            throw new UnreadableException(
                    RejectCode.SUBMISSION_UNSIGNED,
                    "\"%s\" is not signed: its name does not end in .p7m".formatted(name()));
        }
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            return new FolderEntries(path, fileName(), budget);
        }
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            throw unsupported("\"%s\" is neither a file nor a folder");
        }
        if (signed && signers.isEmpty()) {
            throw unsupported("\"%s\" is signed, and the site names no submission-signers for who sends it");
        }
        String inner = signed ? SubmissionForm.unsigned(fileName()) : fileName();
        SubmissionForm form = SubmissionForm.of(inner)
                .orElseThrow(() -> unsupported("\"%s\" does not end in " + SubmissionForm.endings()));
        RawStream raw = new RawStream(Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS));
        try {
            return signed
                    ? new SignedEntries(raw, signers, content -> form.open(inner, content, budget))
                    : form.open(inner, raw, budget);
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
