package dev.mintmark.delivery;

import dev.mintmark.durable.Access;
import dev.mintmark.durable.DurableFiles;
import dev.mintmark.format.Bytes;
import dev.mintmark.format.deflate.GzipStream;
import dev.mintmark.format.seal.Opening;
import dev.mintmark.format.seal.Sealing;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;

/**
 * Makes one sealed lot: tar, gzip, CMS, file, all in one stream, so that nothing of it touches the disk in the clear.
 * {@link #finish} leaves it whole and synced under its unfinished name, so that its hashes can be stored before
 * {@link #publish} gives it its name.
 */
public final class LotFile implements AutoCloseable {
    private final LotHead head;
    private final Path target;
    private final FileChannel channel;
    private final MessageDigest gzipDigest = Bytes.sha256();
    private final MessageDigest sealedDigest = Bytes.sha256();
    private final OutputStream file;
    private final GzipStream gzip;
    private final LotTar tar;

    private LotFile(Path target, FileChannel channel, LotHead head, Sealing sealing) throws IOException {
        this.head = head;
        this.target = target;
        this.channel = channel;
        this.file = new BufferedOutputStream(
                new DigestOutputStream(Channels.newOutputStream(channel), sealedDigest), 1 << 16);
        this.gzip = new GzipStream(new DigestOutputStream(sealing.to(file), gzipDigest));
        this.tar = new LotTar(gzip, head);
    }

    /**
     * Starts a lot.
     *
     * @param folder must be there; gets {@code lot-0001.tar.gz.p7m}
     */
    public static LotFile create(Path folder, LotHead head, Sealing sealing) throws IOException {
        Path target = folder.resolve(head.lot().sealedFile());
        Path part = DurableFiles.unfinished(target);
        FileChannel channel = DurableFiles.create(part, Access.UMASK);
        try {
            return new LotFile(target, channel, head, sealing);
        } catch (IOException | RuntimeException e) {
            channel.close();
            Files.deleteIfExists(part);
            throw e;
        }
    }

    /** As {@link LotTar#add}. */
    public Bytes add(String path, byte[] content) throws IOException {
        return tar.add(path, content);
    }

    /**
     * Ends the file and syncs it, still under its unfinished name.
     *
     * @throws DeliveryException if it became too large for a station to open
     */
    public SealedLot finish() throws IOException {
        LotTar.Rendered rendered = tar.finish();
        gzip.close(); // and with it the seal, whose tag comes last
        file.flush();
        channel.force(true);
        long size = channel.size();
        if (size > Opening.LARGEST) {
            throw new DeliveryException(
                    target.toString(),
                    "%d bytes, more than the %d that a station can open".formatted(size, Opening.LARGEST),
                    "choose fewer modules a lot");
        }
        return new SealedLot(
                head.lot(),
                rendered.modules(),
                rendered.tarSha256(),
                Bytes.of(gzipDigest.digest()),
                Bytes.of(sealedDigest.digest()),
                size);
    }

    /** Renames the finished file into its place, and syncs the folder. */
    public void publish() throws IOException {
        channel.close();
        DurableFiles.publish(DurableFiles.unfinished(target), target);
    }

    /** Removes what was not published. */
    @Override
    public void close() throws IOException {
        gzip.wipe();
        channel.close();
        Files.deleteIfExists(DurableFiles.unfinished(target));
    }
}
