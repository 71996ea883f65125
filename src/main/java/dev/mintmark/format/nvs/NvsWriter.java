package dev.mintmark.format.nvs;

import static dev.mintmark.format.nvs.EntryField.ENTRY_SIZE;
import static dev.mintmark.format.nvs.EntryField.NO_CHUNK;
import static dev.mintmark.format.nvs.PageField.PAGE_SIZE;
import static dev.mintmark.format.nvs.PageField.SLOTS;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Writes a plain NVS image of version 2, byte for byte as esp-idf-nvs-partition-gen 0.2.0 does of the same values in the same
 * order; refuses what that tool would write although no firmware could read it. {@link NvsCipher} encrypts it.
 *
 * <p>Values go into the namespace named last. All methods but {@link #toImage()} throw {@link IllegalArgumentException} for
 * a value that cannot be written, and name its key, never the value.
 */
public final class NvsWriter {
    /** From this size on a partition can be written to by the firmware, which keeps one page free. */
    public static final int SMALLEST_WRITABLE = 3 * PAGE_SIZE;
    /** Bytes of UTF-8: one NUL more, and the string no longer fits into a page whose last slot stays free. */
    public static final int LONGEST_STRING = (SLOTS - 2) * ENTRY_SIZE - 1;

    public static final int LONGEST_BLOB = EntryField.LONGEST_BLOB;

    private static final int LAST_NAMESPACE = 254;
    private static final byte VERSION_2 = (byte) 0xFE;

    private final int size;
    private final Set<String> namespaces = new HashSet<>();
    private final Set<String> keys = new HashSet<>();
    private byte[] image;
    private int page = -1;
    private int used;
    private String firstLeftOut;

    /**
     * @param size of the partition in bytes, a multiple of 4096; below 0x3000 the image is for a read-only partition and
     *     holds used pages only
     */
    public NvsWriter(int size) {
        if (size < PAGE_SIZE || size % PAGE_SIZE != 0) {
            throw new IllegalArgumentException("partition size 0x%x is no multiple of 0x1000".formatted(size));
        }
        this.size = size;
        this.image = new byte[PAGE_SIZE];
        blank(image, 0);
        startPage("");
    }

    /** Opens a namespace: once each, at most 254, 1 to 15 ASCII characters. */
    public NvsWriter namespace(String name) {
        checkName("namespace", name);
        if (!namespaces.add(name)) {
            throw new IllegalArgumentException("namespace \"%s\" is opened twice".formatted(name));
        }
        if (namespaces.size() > LAST_NAMESPACE) {
            throw new IllegalArgumentException("namespace \"%s\" is one more than 254".formatted(name));
        }
        keys.clear();
        number(0, NvsType.U8, name, namespaces.size());
        return this;
    }

    public NvsWriter u8(String key, int value) {
        return integer(NvsType.U8, key, value);
    }

    public NvsWriter u16(String key, int value) {
        return integer(NvsType.U16, key, value);
    }

    public NvsWriter u32(String key, long value) {
        return integer(NvsType.U32, key, value);
    }

    /** Takes {@code value} as unsigned. */
    public NvsWriter u64(String key, long value) {
        return integer(NvsType.U64, key, value);
    }

    public NvsWriter i8(String key, int value) {
        return integer(NvsType.I8, key, value);
    }

    public NvsWriter i16(String key, int value) {
        return integer(NvsType.I16, key, value);
    }

    public NvsWriter i32(String key, int value) {
        return integer(NvsType.I32, key, value);
    }

    public NvsWriter i64(String key, long value) {
        return integer(NvsType.I64, key, value);
    }

    /** At most 3967 bytes of UTF-8, without a NUL. */
    public NvsWriter string(String key, String value) {
        checkKey(key);
        ByteBuffer utf8 = utf8(key, value);
        int length = utf8.remaining() + 1;
        int span = EntryField.spanOf(length);
        if (used + span >= SLOTS) {
            startPage(key);
        }
        int entry = entry(namespaces.size(), NvsType.STRING, key, span, NO_CHUNK);
        int data = entry + ENTRY_SIZE;
        utf8.get(image, data, length - 1);
        image[data + length - 1] = 0;
        finishWithData(entry, length);
        return this;
    }

    /** At most 508,000 bytes; split over pages where it must be. */
    public NvsWriter blob(String key, byte[] value) {
        checkKey(key);
        if (value.length > LONGEST_BLOB) {
            throw new IllegalArgumentException(
                    "blob \"%s\" has %d bytes, more than %d".formatted(key, value.length, LONGEST_BLOB));
        }
        if (used == SLOTS) {
            startPage(key);
        }
        int chunks = 0;
        int done = 0;
        do {
            if (chunks == EntryField.MOST_CHUNKS) {
                throw new IllegalArgumentException(
                        "blob \"%s\" needs more than %d chunks from here".formatted(key, chunks));
            }
            int length = Math.min(ENTRY_SIZE * (SLOTS - used - 1), value.length - done);
            int span = EntryField.spanOf(length);
            int entry = entry(namespaces.size(), NvsType.BLOB_CHUNK, key, span, chunks);
            System.arraycopy(value, done, image, entry + ENTRY_SIZE, length);
            finishWithData(entry, length);
            chunks++;
            done += length;
            if (done < value.length || used == SLOTS) {
                startPage(key);
            }
        } while (done < value.length);
        int index = entry(namespaces.size(), NvsType.BLOB_INDEX, key, 1, NO_CHUNK);
        LittleEndian.putU32(image, index + EntryField.BLOB_LENGTH.offset, value.length);
        image[index + EntryField.BLOB_CHUNKS.offset] = (byte) chunks;
        image[index + EntryField.BLOB_FIRST_CHUNK.offset] = 0;
        finish(index);
        return this;
    }

    /** Writes what a reader read, or a table says: an integer, a string or a blob by the type of its value. */
    public NvsWriter entry(NvsEntry entry) {
        if (entry.value() instanceof NvsValue.Text text) {
            return string(entry.key(), text.value());
        }
        if (entry.value() instanceof NvsValue.Blob blob) {
            return blob(entry.key(), blob.value().toByteArray());
        }
        NvsValue.Int number = (NvsValue.Int) entry.value();
        return integer(number.type(), entry.key(), number.value());
    }

    /**
     * A copy of the image.
     *
     * @return {@code size} bytes; below 0x3000 only the pages used
     * @throws IllegalStateException if no namespace was opened, or if the values do not fit: with the first key left out and
     *     the size that would do
     */
    public byte[] toImage() {
        if (namespaces.isEmpty()) {
            throw new IllegalStateException("no namespace: firmware would find nothing in this image");
        }
        int pages = page + 1;
        if (firstLeftOut != null) {
            int enough = Math.max(pages * PAGE_SIZE + PAGE_SIZE, SMALLEST_WRITABLE);
            throw new IllegalStateException(
                    "partition of 0x%x bytes is too small: \"%s\" is the first key that does not fit; 0x%x bytes are missing, make it 0x%x"
                            .formatted(size, firstLeftOut, enough - size, enough));
        }
        byte[] whole = Arrays.copyOf(image, size < SMALLEST_WRITABLE ? pages * PAGE_SIZE : size);
        blank(whole, pages * PAGE_SIZE);
        return whole;
    }

    private NvsWriter integer(NvsType type, String key, long value) {
        checkKey(key);
        if (!type.holds(value)) {
            throw new IllegalArgumentException("value of \"%s\" is out of the range of %s".formatted(key, type));
        }
        number(namespaces.size(), type, key, value);
        return this;
    }

    private void number(int namespace, NvsType type, String key, long value) {
        if (used == SLOTS) {
            startPage(key);
        }
        int entry = entry(namespace, type, key, 1, NO_CHUNK);
        LittleEndian.put(image, entry + EntryField.DATA.offset, type.width, value);
        finish(entry);
    }

    /** Takes {@code span} slots, fills in all but data and CRC, and returns the entry's offset in the image. */
    private int entry(int namespace, NvsType type, String key, int span, int chunk) {
        int entry = page * PAGE_SIZE + PageField.ENTRIES.offset + used * ENTRY_SIZE;
        image[entry + EntryField.NAMESPACE.offset] = (byte) namespace;
        image[entry + EntryField.TYPE.offset] = (byte) type.code;
        image[entry + EntryField.SPAN.offset] = (byte) span;
        image[entry + EntryField.CHUNK.offset] = (byte) chunk;
        int name = entry + EntryField.KEY.offset;
        Arrays.fill(image, name, name + EntryField.KEY.size, (byte) 0);
        for (int i = 0; i < key.length(); i++) {
            image[name + i] = (byte) key.charAt(i);
        }
        for (int i = 0; i < span; i++) {
            SlotState.markWritten(image, page, used++);
        }
        return entry;
    }

    private void finishWithData(int entry, int length) {
        LittleEndian.putU16(image, entry + EntryField.LENGTH.offset, length);
        int crc = NvsCrc.of(image, entry + ENTRY_SIZE, length);
        LittleEndian.putU32(image, entry + EntryField.VALUE_CRC.offset, crc);
        finish(entry);
    }

    private void finish(int entry) {
        LittleEndian.putU32(image, entry + EntryField.CRC.offset, NvsCrc.ofEntry(image, entry));
    }

    /** Pages beyond the partition are laid out too, so that the exception can say how large it would have to be. */
    private void startPage(String key) {
        if (page >= 0) {
            LittleEndian.putU32(image, page * PAGE_SIZE + PageField.STATE.offset, PageState.FULL.code);
        }
        page++;
        used = 0;
        int pages = size / PAGE_SIZE;
        int usable = size < SMALLEST_WRITABLE ? pages : pages - 1;
        if (page >= usable && firstLeftOut == null) {
            firstLeftOut = key;
        }
        int at = page * PAGE_SIZE;
        if (at == image.length) {
            byte[] full = image;
            image = Arrays.copyOf(full, at * 2);
            Arrays.fill(full, (byte) 0); // it may hold a key
            blank(image, at);
        }
        LittleEndian.putU32(image, at + PageField.STATE.offset, PageState.ACTIVE.code);
        LittleEndian.putU32(image, at + PageField.SEQUENCE.offset, page);
        image[at + PageField.VERSION.offset] = VERSION_2;
        LittleEndian.putU32(image, at + PageField.HEADER_CRC.offset, NvsCrc.ofHeader(image, at));
    }

    private void checkKey(String key) {
        checkName("key", key);
        if (namespaces.isEmpty()) {
            throw new IllegalArgumentException("key \"%s\" stands before any namespace".formatted(key));
        }
        if (!keys.add(key)) {
            throw new IllegalArgumentException("key \"%s\" is written twice in its namespace".formatted(key));
        }
    }

    private static void checkName(String what, String name) {
        if (!EntryField.isKey(name)) {
            throw new IllegalArgumentException("%s \"%s\" is not 1 to %d printable ASCII characters"
                    .formatted(what, name, EntryField.LONGEST_KEY));
        }
    }

    private static ByteBuffer utf8(String key, String value) {
        ByteBuffer utf8;
        try {
            utf8 = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(value));
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("string \"%s\" holds half a surrogate pair".formatted(key), e);
        }
        if (utf8.remaining() > LONGEST_STRING) {
            throw new IllegalArgumentException("string \"%s\" has %d bytes of UTF-8, more than %d"
                    .formatted(key, utf8.remaining(), LONGEST_STRING));
        }
        if (value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("string \"%s\" holds a NUL, which would end it".formatted(key));
        }
        return utf8;
    }

    private static void blank(byte[] image, int from) {
        Arrays.fill(image, from, image.length, (byte) 0xFF);
    }
}
