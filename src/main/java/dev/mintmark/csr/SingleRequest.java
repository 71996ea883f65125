package dev.mintmark.csr;

import dev.mintmark.format.Bytes;
import java.io.IOException;
import java.util.Optional;

/** A submission that is one request: a file named by its module. */
final class SingleRequest implements EntryReader {
    private final NamedFile file;
    private final RawStream raw;
    private final Budget budget;
    private boolean read;

    SingleRequest(String name, RawStream raw, Budget budget) {
        this.file = new NamedFile(name, name);
        this.raw = raw;
        this.budget = budget;
    }

    @Override
    public Optional<SubmissionEntry> next() throws IOException {
        if (read) {
            return Optional.empty();
        }
        read = true;
        return Optional.of(file.entry(budget.read(raw, raw)));
    }

    @Override
    public Bytes sha256() {
        return raw.sha256();
    }

    @Override
    public void close() throws IOException {
        raw.close();
    }
}
