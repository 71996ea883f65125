package dev.mintmark.delivery;

import dev.mintmark.format.Bytes;
import dev.mintmark.input.FileSafe;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * The files of a lot in the clear. Its tar's hash is checked before its headers are believed, and then nothing passes but the
 * names of a bag: no folder, link or device, no name twice, in whatever case.
 */
final class LotEntries {
    /** Sixteen times the largest sealed lot: partitions compress twelvefold. */
    static final long LARGEST_TAR = 1L << 30;

    static final int LARGEST_FILE = 64 << 20;

    private final Bundle.Lot lot;

    LotEntries(Bundle.Lot lot) {
        this.lot = lot;
    }

    /**
     * @param gzip the decrypted lot
     * @throws DeliveryException if it holds another tar than the bundle names
     */
    void checkTar(byte[] gzip) throws IOException {
        MessageDigest digest = Bytes.sha256();
        long size = 0;
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            byte[] buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
                size += n;
                if (size > LARGEST_TAR) {
                    throw refusal("unpacks to more than %d bytes".formatted(LARGEST_TAR));
                }
            }
        }
        if (!Bytes.of(digest.digest()).equals(lot.tarSha256())) {
            throw refusal("holds another tar than " + DeliveryFile.BUNDLE + " names");
        }
    }

    /** As {@link #readTar}, of a decrypted lot. */
    void read(byte[] gzip, LotFiles.Each each) throws IOException {
        readTar(new GZIPInputStream(new ByteArrayInputStream(gzip)), each);
    }

    /**
     * Passes the files in the tar's order.
     *
     * @param content the lot's tar, checked
     * @throws DeliveryException at the first entry that is no file of a bag
     */
    void readTar(InputStream content, LotFiles.Each each) throws IOException {
        Set<String> folded = new HashSet<>();
        try (TarArchiveInputStream tar = new TarArchiveInputStream(content, "UTF-8")) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                judge(entry, folded);
                each.file(entry.getName(), tar.readAllBytes());
            }
        } catch (IllegalArgumentException e) {
            throw refusal("holds a tar that is not ours: " + e.getMessage());
        }
    }

    private void judge(TarArchiveEntry entry, Set<String> folded) {
        String name = entry.getName();
        if (!BagFile.TAGS.contains(name) && !name.startsWith(BagFile.PAYLOAD)) {
            throw refusal("holds \"%s\", which has no place in it".formatted(FileSafe.printable(name)));
        }
        if (entry.getLinkFlag() != TarConstants.LF_NORMAL || entry.getSize() > LARGEST_FILE) {
            throw refusal("holds \"%s\", which is no plain file or too large".formatted(FileSafe.printable(name)));
        }
        if (!folded.add(name.toLowerCase(Locale.ROOT))) {
            throw refusal("holds \"%s\" twice".formatted(FileSafe.printable(name)));
        }
        if (name.startsWith(BagFile.PAYLOAD)) {
            new PayloadPath(name.substring(BagFile.PAYLOAD.length()));
        }
    }

    private DeliveryException refusal(String what) {
        return new DeliveryException(lot.number().sealedFile(), what, "do not use it; ask the maker");
    }
}
