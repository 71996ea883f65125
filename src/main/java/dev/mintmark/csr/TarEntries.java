package dev.mintmark.csr;

import dev.mintmark.format.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** A tar, plain or compressed: POSIX, GNU or old. */
final class TarEntries implements EntryReader {
    /** Two blocks of zeros end a tar (POSIX pax, ustar interchange format); one is enough to know the end from a cut. */
    private static final int BLOCK = 512;

    private final String container;
    private final RawStream raw;
    private final MeteredStream metered;
    private final TarArchiveInputStream tar;
    private final Budget budget;

    /**
     * @param plain the tar as it comes out of {@code raw}
     */
    TarEntries(String container, RawStream raw, InputStream plain, Budget budget) {
        this.container = container;
        this.raw = raw;
        this.metered = new MeteredStream(plain, "a header is longer than %d bytes".formatted(ReadLimits.RECORD_BYTES));
        this.tar = new TarArchiveInputStream(metered, BLOCK, BLOCK, StandardCharsets.UTF_8.name());
        this.budget = budget;
    }

    @Override
    public Optional<SubmissionEntry> next() throws IOException {
        for (TarArchiveEntry entry = header(); entry != null; entry = header()) {
            budget.entry();
            if (!entry.isCheckSumOK()) {
                throw new IOException("a header's checksum is wrong");
            }
            NamedFile file = new NamedFile(container, entry.getName());
            if (!isPlainFile(entry)) {
                budget.read(tar, raw);
                return Optional.of(file.refused(RejectCode.ENTRY_NOT_A_FILE, "\"%s\" is a link or a device"));
            }
            Budget.Content content = budget.read(tar, raw);
            if (content.size() != entry.getSize()) {
                throw new IOException("the archive ends within a file");
            }
            if (!entry.isDirectory() && !file.isHidden()) {
                return Optional.of(file.entry(content));
            }
        }
        end();
        return Optional.empty();
    }

    private TarArchiveEntry header() throws IOException {
        metered.allow(ReadLimits.RECORD_BYTES);
        TarArchiveEntry entry = tar.getNextEntry();
        metered.allowAll();
        return entry;
    }

    private static boolean isPlainFile(TarArchiveEntry entry) {
        byte kind = entry.getLinkFlag();
        return kind == TarConstants.LF_DIR
                || (kind == TarConstants.LF_NORMAL || kind == TarConstants.LF_OLDNORM) && !entry.isSparse();
    }

    private void end() throws IOException {
        if (metered.trailingZeros() < BLOCK) {
            throw new IOException("the archive is cut off: its end mark is missing");
        }
        long atEnd = metered.count();
        long zeros = metered.trailingZeros();
        byte[] buffer = new byte[8192];
        for (int n = metered.read(buffer); n >= 0; n = metered.read(buffer)) {
            budget.decompressed(n, raw.count());
        }
        if (metered.trailingZeros() - zeros != metered.count() - atEnd) {
            throw new IOException("data follows the archive's end mark");
        }
        raw.drain();
    }

    @Override
    public Bytes sha256() {
        return raw.sha256();
    }

    @Override
    public void close() throws IOException {
        tar.close();
    }
}
