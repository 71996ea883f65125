package dev.mintmark.format.tlog;

import dev.mintmark.format.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** 1 to 256 entries, each behind its length in two bytes, big-endian (C2SP tlog-tiles, "Log entries"). */
public final class EntryBundle {
    /** Most bytes of one entry. */
    public static final int MAX_ENTRY = 0xFFFF;

    /** Most bytes of a bundle. */
    public static final int MAX_LENGTH = Tile.FULL * (Short.BYTES + MAX_ENTRY);

    private EntryBundle() {}

    public static byte[] write(List<Bytes> entries) {
        if (entries.isEmpty() || entries.size() > Tile.FULL) {
            throw new IllegalArgumentException("a bundle has 1 to 256 entries, not " + entries.size());
        }
        ByteArrayOutputStream bundle = new ByteArrayOutputStream();
        for (Bytes entry : entries) {
            if (entry.size() > MAX_ENTRY) {
                throw new IllegalArgumentException(
                        "an entry has at most %d bytes, not %d".formatted(MAX_ENTRY, entry.size()));
            }
            bundle.write(entry.size() >> Byte.SIZE);
            bundle.write(entry.size());
            bundle.writeBytes(entry.toByteArray());
        }
        return bundle.toByteArray();
    }

    /**
     * @param width entries that must be in it
     * @throws TlogException if there are more or fewer, or bytes left over
     */
    public static List<Bytes> read(byte[] bundle, int width) throws TlogException {
        ByteBuffer rest = ByteBuffer.wrap(bundle);
        List<Bytes> entries = new ArrayList<>(width);
        while (rest.hasRemaining()) {
            if (entries.size() == width) {
                throw new TlogException("has more than %d entries".formatted(width));
            }
            if (rest.remaining() < Short.BYTES) {
                throw new TlogException("is cut within a length, behind %d entries".formatted(entries.size()));
            }
            int length = Short.toUnsignedInt(rest.getShort());
            if (length > rest.remaining()) {
                throw new TlogException("is cut within an entry, behind %d entries".formatted(entries.size()));
            }
            byte[] entry = new byte[length];
            rest.get(entry);
            entries.add(Bytes.of(entry));
        }
        if (entries.size() != width) {
            throw new TlogException("has %d entries, not %d".formatted(entries.size(), width));
        }
        return entries;
    }
}
