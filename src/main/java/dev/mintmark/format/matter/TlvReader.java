package dev.mintmark.format.matter;

import dev.mintmark.format.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads {@link Tlv} strictly: every byte accounted for, every member of a structure tagged and only once. */
final class TlvReader {
    /** The lower five bits of the control byte (appendix A.7.1). */
    static final int SIGNED_1_BYTE = 0x00;

    static final int UNSIGNED_1_BYTE = 0x04;
    static final int UNSIGNED_8_BYTES = 0x07;
    static final int TEXT_LENGTH_1_BYTE = 0x0C;
    static final int OCTETS_LENGTH_1_BYTE = 0x10;
    static final int OCTETS_LENGTH_8_BYTES = 0x13;
    static final int STRUCTURE = 0x15;
    static final int ARRAY = 0x16;
    static final int END = 0x18;

    /** The upper three bits of the control byte (appendix A.7.2). */
    static final int CONTEXT_TAG = 0x20;

    private static final int ANONYMOUS_TAG = 0x00;
    private static final int DEEPEST = 4;

    private final byte[] input;
    private int at;

    private TlvReader(byte[] input) {
        this.input = input;
    }

    /** One anonymous structure that fills {@code input}. */
    static Tlv.Structure structure(byte[] input) throws TlvException {
        TlvReader reader = new TlvReader(input);
        if (reader.next() != STRUCTURE) {
            throw new TlvException("it does not start with an anonymous structure");
        }
        Tlv.Structure structure = new Tlv.Structure(Tlv.ANONYMOUS, reader.members(true, 1));
        if (reader.at != input.length) {
            throw new TlvException("%d bytes follow the structure".formatted(input.length - reader.at));
        }
        return structure;
    }

    private List<Tlv> members(boolean tagged, int depth) throws TlvException {
        if (depth > DEEPEST) {
            throw new TlvException("more than %d containers lie in one another".formatted(DEEPEST));
        }
        List<Tlv> members = new ArrayList<>();
        Set<Integer> seen = new HashSet<>();
        for (int control = next(); control != END; control = next()) {
            int tagForm = control & 0xE0;
            if (tagForm != (tagged ? CONTEXT_TAG : ANONYMOUS_TAG)) {
                throw new TlvException(
                        "control byte 0x%02X at %d has the wrong form of tag".formatted(control, at - 1));
            }
            int tag = tagged ? next() : Tlv.ANONYMOUS;
            if (tagged && !seen.add(tag)) {
                throw new TlvException("tag %d stands twice".formatted(tag));
            }
            members.add(element(control & 0x1F, tag, depth));
        }
        return members;
    }

    private Tlv element(int type, int tag, int depth) throws TlvException {
        if (type < UNSIGNED_1_BYTE) {
            return new Tlv.Signed(tag, number(1 << (type - SIGNED_1_BYTE), true));
        }
        if (type <= UNSIGNED_8_BYTES) {
            return new Tlv.Unsigned(tag, number(1 << (type - UNSIGNED_1_BYTE), false));
        }
        if (type >= TEXT_LENGTH_1_BYTE && type < OCTETS_LENGTH_1_BYTE) {
            return new Tlv.Text(tag, text(string(type - TEXT_LENGTH_1_BYTE)));
        }
        if (type >= OCTETS_LENGTH_1_BYTE && type <= OCTETS_LENGTH_8_BYTES) {
            return new Tlv.Octets(tag, Bytes.of(string(type - OCTETS_LENGTH_1_BYTE)));
        }
        if (type == STRUCTURE) {
            return new Tlv.Structure(tag, members(true, depth + 1));
        }
        if (type == ARRAY) {
            return new Tlv.Array(tag, members(false, depth + 1));
        }
        throw new TlvException("elements of type 0x%02X have no place here".formatted(type));
    }

    /** Little endian, of 1, 2, 4 or 8 bytes. */
    private long number(int width, boolean signed) throws TlvException {
        byte[] raw = take(width);
        long value = signed && raw[width - 1] < 0 ? -1 : 0;
        for (int i = width - 1; i >= 0; i--) {
            value = value << 8 | raw[i] & 0xFF;
        }
        return value;
    }

    private byte[] string(int logOfLengthWidth) throws TlvException {
        return take(number(1 << logOfLengthWidth, false));
    }

    private static String text(byte[] utf8) throws TlvException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new TlvException("a string is not UTF-8");
        }
    }

    private int next() throws TlvException {
        return take(1)[0] & 0xFF;
    }

    private byte[] take(long length) throws TlvException {
        if (length < 0 || length > input.length - at) {
            throw new TlvException("it ends within an element");
        }
        at += (int) length;
        return Arrays.copyOfRange(input, at - (int) length, at);
    }
}
