package dev.mintmark.format.nvs;

import static dev.mintmark.format.nvs.EntryField.ENTRY_SIZE;
import static dev.mintmark.format.nvs.EntryField.NO_CHUNK;
import static dev.mintmark.format.nvs.PageField.SLOTS;

import dev.mintmark.format.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns the written slots of an image, taken in order, into namespaces with their entries. */
final class ItemReader {
    private final byte[] image;
    private final boolean version2;
    private final Map<Integer, OpenNamespace> namespaces = new LinkedHashMap<>();
    private final Set<String> names = new HashSet<>();
    private OpenBlob blob;

    private record OpenNamespace(String name, List<NvsEntry> entries, Set<String> keys) {}

    private static final class OpenBlob {
        final int namespace;
        final String key;
        final ByteArrayOutputStream content = new ByteArrayOutputStream();
        int chunks;

        OpenBlob(int namespace, String key) {
            this.namespace = namespace;
            this.key = key;
        }
    }

    ItemReader(byte[] image, boolean version2) {
        this.image = image;
        this.version2 = version2;
    }

    NvsContents contents(int version) {
        if (blob != null) {
            throw new NvsFormatException("blob \"%s\" has no index".formatted(blob.key));
        }
        return new NvsContents(
                version,
                namespaces.values().stream()
                        .map(open -> new NvsNamespace(open.name, open.entries))
                        .toList());
    }

    /** Reads the item at a written slot and returns how many slots it takes, at least 1. */
    int read(int page, int slot) {
        int at = NvsReader.offset(page, slot);
        if (LittleEndian.getU32(image, at + EntryField.CRC.offset) != NvsCrc.ofEntry(image, at)) {
            throw new NvsFormatException(page, slot, "entry CRC does not match");
        }
        int code = unsigned(at, EntryField.TYPE);
        NvsType type = NvsType.ofCode(code);
        if (type == null || type == (version2 ? NvsType.BLOB_V1 : NvsType.BLOB_CHUNK) || !version2 && isIndex(type)) {
            throw new NvsFormatException(page, slot, "type 0x%02x is unknown".formatted(code));
        }
        Slot here = new Slot(page, slot, at, type, key(page, slot, at));
        int span = span(here);
        boolean chunk = type == NvsType.BLOB_CHUNK;
        if (!chunk && unsigned(at, EntryField.CHUNK) != NO_CHUNK) {
            throw here.refused("has a chunk number, but is no chunk");
        }
        if (blob != null && !chunk && !isIndex(type)) {
            throw here.refused("stands where the rest of blob \"%s\" should".formatted(blob.key));
        }
        int namespace = unsigned(at, EntryField.NAMESPACE);
        if (namespace == 0) {
            name(here);
        } else {
            value(here, namespace);
        }
        return span;
    }

    private record Slot(int page, int slot, int at, NvsType type, String key) {
        NvsFormatException refused(String what) {
            return new NvsFormatException(page, slot, "\"%s\" %s".formatted(key, what));
        }
    }

    private int span(Slot here) {
        int span = unsigned(here.at, EntryField.SPAN);
        boolean single = here.type.isInteger() || isIndex(here.type);
        if (span != (single ? 1 : EntryField.spanOf(length(here)))) {
            throw here.refused("spans %d entries, which is not what its type and length need".formatted(span));
        }
        if (here.slot + span > SLOTS) {
            throw here.refused("reaches beyond its page");
        }
        for (int i = 1; i < span; i++) {
            if (SlotState.read(image, here.page, here.slot + i) != SlotState.WRITTEN) {
                throw new NvsFormatException(
                        here.page, here.slot + i, "data of \"%s\" not written".formatted(here.key));
            }
        }
        if (!single) {
            int crc = NvsCrc.of(image, here.at + ENTRY_SIZE, length(here));
            if (LittleEndian.getU32(image, here.at + EntryField.VALUE_CRC.offset) != crc) {
                throw here.refused("does not match the CRC of its value");
            }
        }
        return span;
    }

    private void name(Slot here) {
        int index = unsigned(here.at, EntryField.DATA);
        if (here.type != NvsType.U8 || index == 0 || index == 0xFF) {
            throw here.refused("names no namespace of 1 to 254");
        }
        OpenNamespace opened = new OpenNamespace(here.key, new ArrayList<>(), new HashSet<>());
        if (!names.add(here.key) || namespaces.put(index, opened) != null) {
            throw here.refused("names a namespace a second time");
        }
    }

    private void value(Slot here, int namespace) {
        OpenNamespace in = namespaces.get(namespace);
        if (in == null) {
            throw here.refused("is in namespace %d, which has no name".formatted(namespace));
        }
        NvsValue value =
                switch (here.type) {
                    case U8, U16, U32, U64, I8, I16, I32, I64 ->
                        new NvsValue.Int(
                                here.type,
                                LittleEndian.get(
                                        image, here.at + EntryField.DATA.offset, here.type.width, here.type.signed));
                    case STRING -> text(here);
                    case BLOB_V1 -> new NvsValue.Blob(Bytes.of(data(here)));
                    case BLOB_CHUNK -> chunk(here, namespace);
                    case BLOB_INDEX -> index(here, namespace);
                };
        if (value == null) {
            return;
        }
        if (!in.keys.add(here.key)) {
            throw here.refused("is written twice in namespace \"%s\"".formatted(in.name));
        }
        in.entries.add(new NvsEntry(here.key, value));
    }

    private NvsValue text(Slot here) {
        int length = length(here);
        int data = here.at + ENTRY_SIZE;
        for (int i = 0; i < length; i++) {
            if (image[data + i] == 0 != (i == length - 1)) {
                throw here.refused("is no string ended by its only NUL");
            }
        }
        if (length == 0) {
            throw here.refused("is a string without NUL");
        }
        try {
            ByteBuffer utf8 = ByteBuffer.wrap(image, data, length - 1);
            return new NvsValue.Text(
                    StandardCharsets.UTF_8.newDecoder().decode(utf8).toString());
        } catch (CharacterCodingException e) {
            throw here.refused("is no UTF-8");
        }
    }

    /** Null: the value is whole only with its index. */
    private NvsValue chunk(Slot here, int namespace) {
        if (blob == null) {
            blob = new OpenBlob(namespace, here.key);
        }
        if (!isOf(blob, here, namespace) || unsigned(here.at, EntryField.CHUNK) != blob.chunks) {
            throw here.refused("is not the chunk that should follow here");
        }
        blob.content.writeBytes(data(here));
        blob.chunks++;
        return null;
    }

    private NvsValue index(Slot here, int namespace) {
        if (blob == null || !isOf(blob, here, namespace)) {
            throw here.refused("is a blob index without its chunks");
        }
        byte[] content = blob.content.toByteArray();
        if (LittleEndian.getU32(image, here.at + EntryField.BLOB_LENGTH.offset) != content.length
                || unsigned(here.at, EntryField.BLOB_CHUNKS) != blob.chunks
                || unsigned(here.at, EntryField.BLOB_FIRST_CHUNK) != 0
                || content.length > EntryField.LONGEST_BLOB) {
            throw here.refused("has chunks that do not add up to its index");
        }
        blob = null;
        return new NvsValue.Blob(Bytes.of(content));
    }

    private static boolean isOf(OpenBlob blob, Slot here, int namespace) {
        return blob.namespace == namespace && blob.key.equals(here.key);
    }

    private static boolean isIndex(NvsType type) {
        return type == NvsType.BLOB_INDEX;
    }

    private String key(int page, int slot, int at) {
        int from = at + EntryField.KEY.offset;
        int length = 0;
        while (length < EntryField.KEY.size && image[from + length] != 0) {
            length++;
        }
        String key = new String(image, from, length, StandardCharsets.ISO_8859_1);
        boolean padded = true;
        for (int i = length; i < EntryField.KEY.size; i++) {
            padded &= image[from + i] == 0;
        }
        if (!EntryField.isKey(key) || !padded) {
            throw new NvsFormatException(page, slot, "key is not 1 to 15 ASCII characters filled up with zeros");
        }
        return key;
    }

    private int length(Slot here) {
        return LittleEndian.getU16(image, here.at + EntryField.LENGTH.offset);
    }

    private byte[] data(Slot here) {
        byte[] data = new byte[length(here)];
        System.arraycopy(image, here.at + ENTRY_SIZE, data, 0, data.length);
        return data;
    }

    private int unsigned(int at, EntryField field) {
        return image[at + field.offset] & 0xFF;
    }
}
