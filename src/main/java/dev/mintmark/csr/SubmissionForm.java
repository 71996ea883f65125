package dev.mintmark.csr;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** The forms of a submission that is a file, told by how its name ends. */
enum SubmissionForm {
    ZIP(".zip") {
        @Override
        EntryReader open(String name, RawStream raw, Budget budget) {
            return new ZipEntries(name, raw, budget);
        }
    },
    TAR(".tar") {
        @Override
        EntryReader open(String name, RawStream raw, Budget budget) {
            return new TarEntries(name, raw, raw, budget);
        }
    },
    TAR_GZ(".tar.gz", ".tgz") {
        @Override
        EntryReader open(String name, RawStream raw, Budget budget) throws IOException {
            return new TarEntries(name, raw, new BufferedInputStream(new GZIPInputStream(raw, 8192), 8192), budget);
        }
    },
    INDEX(".csv") {
        @Override
        EntryReader open(String name, RawStream raw, Budget budget) throws IOException {
            return new IndexRows(name, raw, budget);
        }
    },
    REQUEST(".pem", ".der", ".csr") {
        @Override
        EntryReader open(String name, RawStream raw, Budget budget) {
            return new SingleRequest(name, raw, budget);
        }
    };

    private final List<String> endings;

    SubmissionForm(String... endings) {
        this.endings = List.of(endings);
    }

    /** Takes {@code raw} over: closing the reader closes it. */
    abstract EntryReader open(String name, RawStream raw, Budget budget) throws IOException;

    static Optional<SubmissionForm> of(String fileName) {
        String folded = fileName.toLowerCase(Locale.ROOT);
        return Stream.of(values())
                .filter(form -> form.endings.stream().anyMatch(folded::endsWith))
                .findFirst();
    }

    static boolean isRequest(String fileName) {
        return of(fileName).filter(REQUEST::equals).isPresent();
    }
}
