package dev.mintmark.csr;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.CRC32;

/** Adds up what a submission asks for and stops it at its {@link ReadLimits}. */
final class Budget {
    private final ReadLimits limits;
    private final byte[] buffer;
    private long entries;
    private long total;

    Budget(ReadLimits limits) {
        this.limits = limits;
        this.buffer = new byte[limits.entryBytes()];
    }

    /** One more file or row. */
    void entry() throws UnreadableException {
        if (++entries > limits.entries()) {
            throw new UnreadableException(
                    RejectCode.SUBMISSION_OVER_LIMIT, "more than %d entries".formatted(limits.entries()));
        }
    }

    /**
     * Reads a file of the submission to its end and keeps no more of it than a request may have.
     *
     * @param raw where {@code content} is decompressed from
     */
    Content read(InputStream content, RawStream raw) throws IOException {
        CRC32 crc = new CRC32();
        byte[] kept = Arrays.copyOf(buffer, content.readNBytes(buffer, 0, buffer.length));
        crc.update(kept);
        decompressed(kept.length, raw.count());
        long size = kept.length;
        for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
            crc.update(buffer, 0, n);
            size += n;
            decompressed(n, raw.count());
        }
        return new Content(kept, size, crc.getValue());
    }

    /** Counts {@code bytes} that came out of the {@code compressed} bytes read so far. */
    void decompressed(long bytes, long compressed) throws UnreadableException {
        total += bytes;
        if (total > limits.totalBytes()) {
            throw new UnreadableException(
                    RejectCode.SUBMISSION_OVER_LIMIT, "more than %d bytes of content".formatted(limits.totalBytes()));
        }
        if (total > limits.freeBytes() && total - limits.freeBytes() > compressed * limits.ratio()) {
            throw new UnreadableException(
                    RejectCode.SUBMISSION_OVER_LIMIT,
                    "more than %d bytes of content for each byte of the file".formatted(limits.ratio()));
        }
    }

    /** A file of the submission, or its beginning if it is longer than a request may be. */
    static final class Content {
        private final byte[] kept;
        private final long size;
        private final long crc;

        private Content(byte[] kept, long size, long crc) {
            this.kept = kept;
            this.size = size;
            this.crc = crc;
        }

        byte[] kept() {
            return kept;
        }

        boolean isWhole() {
            return size == kept.length;
        }

        long size() {
            return size;
        }

        /** CRC-32 of all of it. */
        long crc() {
            return crc;
        }
    }
}
