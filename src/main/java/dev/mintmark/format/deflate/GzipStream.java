package dev.mintmark.format.deflate;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * A gzip file (RFC 1952) as it comes, without name and time. The same content gives the same bytes for ever, however it is cut into calls. Repeats
 * are looked for where the same four bytes were last, and one byte before: what repeats in a lot is the module before, and bytes that were never
 * programmed.
 */
public final class GzipStream extends FilterOutputStream {
    /** Section 2.3: deflate, no flags, no time, and no system named. */
    private static final byte[] HEADER = {0x1F, (byte) 0x8B, 8, 0, 0, 0, 0, 0, 0, (byte) 0xFF};

    /** Of it as much as a match may reach back stays; the rest is a block. */
    private static final int BUFFER = 8 * BlockCodes.FARTHEST;

    /** Small: the JDK compiles AES-GCM after so many calls, however long each is, and 64 KiB would keep it slow. */
    private static final int PIECE = 4 << 10;

    /** As many places are remembered as the processor's nearest memory holds. */
    private static final int HASH_BITS = 13;

    /** 2^32 over the golden ratio, odd: D. E. Knuth, TAOCP 6.4. */
    private static final int HASH = 0x9E3779B1;

    /** After so many places without a match each second one is tried, then each third. */
    private static final int PATIENCE = 7;

    /** Of so many places within a repeat one is remembered. */
    private static final int MARK = 8;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] buffer = new byte[BUFFER];
    private final int[] lastAt = new int[1 << HASH_BITS];
    private final DynamicBlock block = new DynamicBlock();
    private final DeflateBits bits = new DeflateBits(1 << 15);
    private final CRC32 crc = new CRC32();

    /** How much is in the buffer, and of that in blocks. */
    private int size;

    private int done;

    /** Place of the buffer's first byte in the whole, and the whole's size: modulo 2^32, which is enough to tell distances below 2^15. */
    private int first;

    private boolean closed;

    /** Writes the header. */
    public GzipStream(OutputStream out) throws IOException {
        super(out);
        out.write(HEADER);
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
        if (closed) {
            throw new IOException("is closed");
        }
        crc.update(from, offset, length);
        int written = 0;
        while (written < length) {
            if (size == BUFFER) {
                block(false);
                System.arraycopy(buffer, BUFFER - BlockCodes.FARTHEST, buffer, 0, BlockCodes.FARTHEST);
                first += BUFFER - BlockCodes.FARTHEST;
                size = BlockCodes.FARTHEST;
                done = size;
            }
            int piece = Math.min(length - written, BUFFER - size);
            System.arraycopy(from, offset + written, buffer, size, piece);
            size += piece;
            written += piece;
        }
    }

    /** What is in the buffer stays there, so that calls to it change no byte of what comes out. */
    @Override
    public void flush() throws IOException {
        out.flush();
    }

    private void block(boolean isFinal) throws IOException {
        int literals = done;
        int at = done;
        int misses = 0;
        while (at <= size - Integer.BYTES) {
            int distance = repeat(at);
            if (distance == 0) {
                at += 1 + (misses++ >>> PATIENCE);
                continue;
            }
            misses = 0;
            int end = endOfRepeat(at, distance);
            remember(at, end);
            while (at > literals && at > distance && buffer[at - 1] == buffer[at - 1 - distance]) {
                at--;
            }
            while (end - at >= BlockCodes.SHORTEST_MATCH) {
                int length = Math.min(end - at, BlockCodes.LONGEST_MATCH);
                block.add(buffer, literals, at, length, isOneByte(at, length) ? 1 : distance);
                at += length;
                literals = at;
            }
        }
        block.addLast(buffer, literals, size);
        block.writeTo(bits, buffer, isFinal);
        bits.drainTo(out, PIECE);
    }

    /** How far back the next four bytes stand too; 0 if not where they are looked for. */
    private int repeat(int at) {
        int four = (int) INT.get(buffer, at);
        int hash = hash(four);
        int distance = first + at - lastAt[hash];
        lastAt[hash] = first + at;
        if (at > 0 && four == (int) INT.get(buffer, at - 1)) {
            return 1;
        }
        // the table may be of what is long gone, or of nothing: it only says where to look
        boolean within = distance > 0 && distance <= Math.min(at, BlockCodes.FARTHEST);
        return within && four == (int) INT.get(buffer, at - distance) ? distance : 0;
    }

    /** Places within a repeat, so that the next one finds its way back into it; from there it is followed to both sides. */
    private void remember(int from, int to) {
        for (int at = from + MARK; at < to - Integer.BYTES; at += MARK) {
            lastAt[hash((int) INT.get(buffer, at))] = first + at;
        }
    }

    private static int hash(int four) {
        return four * HASH >>> Integer.SIZE - HASH_BITS;
    }

    private int endOfRepeat(int at, int distance) {
        int from = at + Integer.BYTES;
        int same = Arrays.mismatch(buffer, from, size, buffer, from - distance, size - distance);
        return same < 0 ? size : from + same;
    }

    /** Whether it is the byte before again and again: then the least distance, whose code is the shortest, does. */
    private boolean isOneByte(int at, int length) {
        return buffer[at] == buffer[at - 1]
                && Arrays.mismatch(buffer, at, at + length, buffer, at - 1, at + length - 1) < 0;
    }

    /** Ends the file, closes what it is written to, and wipes. */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try (OutputStream ending = out) {
            block(true);
            bits.align();
            bits.reserve(2 * Long.SIZE);
            bits.add(crc.getValue(), Integer.SIZE);
            bits.add(first + size & 0xFFFFFFFFL, Integer.SIZE);
            bits.drainTo(ending, PIECE);
        } finally {
            wipe();
        }
    }

    /** Forgets what was compressed; nothing can be written any more. */
    public void wipe() {
        closed = true;
        Arrays.fill(buffer, (byte) 0);
        // where some four bytes were tells nearly what they are
        Arrays.fill(lastAt, 0);
        block.wipe();
        bits.wipe();
    }
}
