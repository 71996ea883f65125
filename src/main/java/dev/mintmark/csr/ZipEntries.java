package dev.mintmark.csr;

import dev.mintmark.format.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;

/** A zip, read in one pass by its local headers, and compared with the count in its end record. */
final class ZipEntries implements EntryReader {
    /** What may be read ahead to find the end of an entry that was stored without saying its length. */
    private static final int READ_AHEAD = 64 << 10;

    private final String container;
    private final RawStream raw;
    private final MeteredStream metered;
    private final ZipArchiveInputStream zip;
    private final Budget budget;
    private long entries;
    private ZipArchiveEntry previous;
    private Budget.Content previousContent;

    ZipEntries(String container, RawStream raw, Budget budget) {
        this.container = container;
        this.raw = raw;
        this.metered = new MeteredStream(raw, "an entry stored without its length is longer than a request");
        this.zip = new PlainMethods(metered);
        this.budget = budget;
    }

    @Override
    public Optional<SubmissionEntry> next() throws IOException {
        for (ZipArchiveEntry entry = header(); entry != null; entry = header()) {
            budget.entry();
            NamedFile file = new NamedFile(container, entry.getName());
            if (!isReadable(entry)) {
                return Optional.of(unreadable(entry, file));
            }
            previous = entry;
            previousContent = content(entry);
            if (!entry.isDirectory() && !file.isHidden()) {
                return Optional.of(file.entry(previousContent));
            }
        }
        raw.drain();
        ZipEnd.of(raw.tail(), raw.count()).check(entries);
        return Optional.empty();
    }

    /** The next entry's; with it, sizes and CRC that follow the previous entry are known. */
    private ZipArchiveEntry header() throws IOException {
        ZipArchiveEntry entry = zip.getNextEntry();
        if (previous != null) {
            boolean sameCrc = previous.getCrc() == previousContent.crc();
            if (!sameCrc || previous.getSize() != previousContent.size()) {
                throw new IOException("an entry has not the length or the CRC that its header says");
            }
            previous = null;
        }
        if (entry != null) {
            entries++;
        }
        return entry;
    }

    /** An entry whose end is known can be stepped over; behind another there is no way on. */
    private static Refused unreadable(ZipArchiveEntry entry, NamedFile file) throws UnreadableException {
        Refused refused =
                file.refused(RejectCode.ENTRY_UNREADABLE, "\"%s\" is encrypted, or neither stored nor deflated");
        if (entry.getGeneralPurposeBit().usesDataDescriptor()) {
            throw new UnreadableException(RejectCode.SUBMISSION_UNSUPPORTED, refused.reason());
        }
        return refused;
    }

    private boolean isReadable(ZipArchiveEntry entry) {
        int method = entry.getMethod();
        return (method == ZipEntry.STORED || method == ZipEntry.DEFLATED) && zip.canReadEntryData(entry);
    }

    private Budget.Content content(ZipArchiveEntry entry) throws IOException {
        boolean lengthUnknown = entry.getMethod() == ZipEntry.STORED
                && entry.getGeneralPurposeBit().usesDataDescriptor();
        if (lengthUnknown) {
            metered.allow(READ_AHEAD);
        }
        Budget.Content content = budget.read(zip, raw);
        metered.allowAll();
        return content;
    }

    @Override
    public Bytes sha256() {
        return raw.sha256();
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    /** Leaves entries in Zstandard unread: commons-compress would look for a library at their header, and end without it. */
    private static final class PlainMethods extends ZipArchiveInputStream {
        PlainMethods(InputStream in) {
            super(in, StandardCharsets.UTF_8.name(), false, true);
        }

        @Override
        protected InputStream createZstdInputStream(InputStream in) {
            return nullInputStream();
        }
    }
}
