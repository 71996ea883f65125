package dev.mintmark.format.securecert;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.EspCrc;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * One TLV. Its value may be secret, so the text form shows its length only.
 *
 * @param type 0 to 253 and not 50: {@link SecureCertType}, or one that is not known here
 * @param subtype 0 to 253, which of several of a type
 * @param flags one byte; see {@link KeyUse}
 * @param value at most 65,535 bytes; empty only for a private key that is elsewhere
 */
public record SecureCertTlv(int type, int subtype, int flags, Bytes value) {
    public SecureCertTlv {
        requireByte("type", type, SecureCertType.HIGHEST);
        requireByte("subtype", subtype, SecureCertType.HIGHEST);
        requireByte("flags", flags, 0xFF);
        if (type == SecureCertType.END) {
            throw new IllegalArgumentException("type 50 stands for the end");
        }
        if (value.size() > TlvField.LONGEST_VALUE) {
            throw new IllegalArgumentException("a value is longer than 65535 bytes");
        }
        boolean marker = type == SecureCertType.PRIVATE_KEY.code() && flags != 0;
        if (value.size() == 0 && !marker) {
            throw new IllegalArgumentException("only a private key that is elsewhere is empty");
        }
    }

    private static void requireByte(String what, int value, int most) {
        if (value < 0 || value > most) {
            throw new IllegalArgumentException("%s %d is not within 0 and %d".formatted(what, value, most));
        }
    }

    public static SecureCertTlv of(SecureCertType type, int subtype, Bytes value) {
        return new SecureCertTlv(type.code(), subtype, 0, value);
    }

    /** Of subtype 0. */
    public static SecureCertTlv of(SecureCertType type, Bytes value) {
        return of(type, 0, value);
    }

    /** Says where the private key is, without holding it. */
    public static SecureCertTlv keyMarker(KeyUse use) {
        if (!use.isMarker()) {
            throw new IllegalArgumentException("a key that is in its TLV needs no marker");
        }
        return new SecureCertTlv(SecureCertType.PRIVATE_KEY.code(), 0, use.flags(), Bytes.of());
    }

    public boolean is(SecureCertType asked) {
        return type == asked.code();
    }

    public Optional<SecureCertType> known() {
        return SecureCertType.of(type);
    }

    /** Bytes in an image, a multiple of 16. */
    int size() {
        return TlvField.HEADER + TlvField.padded(value.size()) + TlvField.FOOTER;
    }

    void write(ByteBuffer image) {
        int start = image.position();
        image.order(ByteOrder.LITTLE_ENDIAN)
                .putInt(TlvField.MAGIC_NUMBER)
                .put((byte) flags)
                .put(new byte[TlvField.RESERVED.size])
                .put((byte) type)
                .put((byte) subtype)
                .putShort((short) value.size())
                .put(value.toByteArray())
                .put(new byte[TlvField.padded(value.size()) - value.size()]);
        image.putInt(EspCrc.of(image.array(), start, image.position() - start));
    }

    @Override
    public String toString() {
        return "TLV %d/%d of %d bytes".formatted(type, subtype, value.size());
    }
}
