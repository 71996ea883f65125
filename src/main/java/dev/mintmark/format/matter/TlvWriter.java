package dev.mintmark.format.matter;

import dev.mintmark.format.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes {@link Tlv} as the Matter SDK does: lengths and numbers in the fewest bytes. */
final class TlvWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    static byte[] write(Tlv element) {
        TlvWriter writer = new TlvWriter();
        writer.element(element);
        return writer.out.toByteArray();
    }

    private void element(Tlv element) {
        if (element instanceof Tlv.Unsigned number) {
            int width = log2OfWidth(number.value());
            start(TlvReader.UNSIGNED_1_BYTE + width, number.tag());
            number(number.value(), 1 << width);
        } else if (element instanceof Tlv.Signed number) {
            int width = log2OfWidth(number.value() < 0 ? ~number.value() << 1 : number.value() << 1);
            start(TlvReader.SIGNED_1_BYTE + width, number.tag());
            number(number.value(), 1 << width);
        } else if (element instanceof Tlv.Text text) {
            string(TlvReader.TEXT_LENGTH_1_BYTE, text.tag(), text.value().getBytes(StandardCharsets.UTF_8));
        } else if (element instanceof Tlv.Octets octets) {
            Bytes value = octets.value();
            string(TlvReader.OCTETS_LENGTH_1_BYTE, octets.tag(), value.toByteArray());
        } else if (element instanceof Tlv.Structure structure) {
            container(TlvReader.STRUCTURE, structure.tag(), structure.members());
        } else if (element instanceof Tlv.Array array) {
            container(TlvReader.ARRAY, array.tag(), array.members());
        }
    }

    private void container(int type, int tag, Iterable<Tlv> members) {
        start(type, tag);
        members.forEach(this::element);
        out.write(TlvReader.END);
    }

    private void string(int typeOfLength1, int tag, byte[] value) {
        int width = log2OfWidth(value.length);
        start(typeOfLength1 + width, tag);
        number(value.length, 1 << width);
        out.writeBytes(value);
    }

    private void start(int type, int tag) {
        if (tag == Tlv.ANONYMOUS) {
            out.write(type);
        } else {
            out.write(TlvReader.CONTEXT_TAG | type);
            out.write(tag);
        }
    }

    private void number(long value, int width) {
        for (int i = 0; i < width; i++) {
            out.write((int) (value >>> 8 * i));
        }
    }

    /** 0, 1, 2, 3 for 1, 2, 4, 8 bytes. */
    private static int log2OfWidth(long unsigned) {
        int bits = Long.SIZE - Long.numberOfLeadingZeros(unsigned);
        return bits <= 8 ? 0 : bits <= 16 ? 1 : bits <= 32 ? 2 : 3;
    }
}
