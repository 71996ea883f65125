package dev.mintmark.delivery;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.SecretBytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** A lot made again in memory, for who wants to look into it; wiped on close. */
public final class RenderedLot implements LotFiles, AutoCloseable {
    private final LotEntries entries;
    private final Bytes tarSha256;
    private final SecretBytes tar;

    private RenderedLot(LotEntries entries, Bytes tarSha256, SecretBytes tar) {
        this.entries = entries;
        this.tarSha256 = tarSha256;
        this.tar = tar;
    }

    /**
     * @param listed what the lot was when it was sealed
     * @param modules the lot's, all of them, by place
     * @param refused what a field upgrade's lot tells of beside them
     */
    public static RenderedLot make(
            LotContents contents,
            LotHead head,
            Lot lot,
            Bundle.Lot listed,
            List<IssuedModule> modules,
            List<RefusedDevice> refused)
            throws IOException {
        Wiped content = new Wiped();
        try {
            LotTar tar = new LotTar(content, head);
            contents.write(lot, modules, refused, tar::add);
            Bytes sha256 = tar.finish().tarSha256();
            return new RenderedLot(new LotEntries(listed), sha256, SecretBytes.wrap(content.toByteArray()));
        } finally {
            content.wipe();
        }
    }

    /** 32 bytes. */
    public Bytes tarSha256() {
        return tarSha256;
    }

    @Override
    public void read(Each each) throws IOException {
        entries.readTar(new ByteArrayInputStream(tar.expose()), each);
    }

    @Override
    public void close() {
        tar.close();
    }

    private static final class Wiped extends ByteArrayOutputStream {
        void wipe() {
            Arrays.fill(buf, (byte) 0);
        }
    }
}
