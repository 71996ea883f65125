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
    NDJSON(".ndjson") {
        @Override
        EntryReader open(String name, RawStream raw, Budget budget) {
            return new NdjsonLines(name, raw, budget);
        }
    },
    REQUEST(".pem", ".der", ".csr") {
        @Override
        EntryReader open(String name, RawStream raw, Budget budget) {
            return new SingleRequest(name, raw, budget);
        }
    };

    /** Of any form within a signature: {@code shift1.zip.p7m}. */
    private static final String SIGNED = ".p7m";

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

    static boolean isSigned(String fileName) {
        return fileName.toLowerCase(Locale.ROOT).endsWith(SIGNED);
    }

    /** What a signed file is called without its signature. */
    static String unsigned(String fileName) {
        return fileName.substring(0, fileName.length() - SIGNED.length());
    }

    /** As a sentence tells them. */
    static String endings() {
        List<String> all =
                Stream.of(values()).flatMap(form -> form.endings.stream()).toList();
        return String.join(", ", all.subList(0, all.size() - 1)) + " or " + all.get(all.size() - 1);
    }

    static boolean isRequest(String fileName) {
        return of(fileName).filter(REQUEST::equals).isPresent();
    }
}
