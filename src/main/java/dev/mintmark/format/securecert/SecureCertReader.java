package dev.mintmark.format.securecert;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.EspCrc;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads an image. Stricter than the firmware, which ends at the first byte that is not the magic number and looks at a TLV's CRC
 * only when it is asked for it: here every CRC and the hash must hold, and behind the end is nothing.
 */
public final class SecureCertReader {
    private static final int BLANK = -1;

    private final byte[] image;
    private final ByteBuffer buffer;
    private final List<SecureCertTlv> tlvs = new ArrayList<>();
    private boolean hashed;

    private SecureCertReader(byte[] image) {
        this.image = image;
        this.buffer = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Whether these bytes begin as an image does. */
    public static boolean isImage(byte[] bytes) {
        return bytes.length >= TlvField.HEADER
                && ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt() == TlvField.MAGIC_NUMBER;
    }

    /**
     * @param image a partition, or as much of it as a tool writes; neither kept nor changed
     * @throws SecureCertFormatException if anything in it is not as it must be
     */
    public static SecureCertImage read(byte[] image) {
        if (image.length > SecureCertImage.LARGEST) {
            throw new SecureCertFormatException(image.length, "more than 64 KiB, which the firmware does not read");
        }
        return new SecureCertReader(image).image();
    }

    private SecureCertImage image() {
        while (buffer.remaining() >= Integer.BYTES && buffer.getInt(buffer.position()) == TlvField.MAGIC_NUMBER) {
            int at = buffer.position();
            if (hashed) {
                throw new SecureCertFormatException(at, "a TLV behind the one with the hash over all");
            }
            tlv(at);
        }
        int end = buffer.position();
        boolean ended = buffer.remaining() >= Integer.BYTES && buffer.getInt(end) == SecureCertImage.END_MARKER;
        requireBlank(ended ? end + Integer.BYTES : end);
        try {
            return new SecureCertImage(tlvs, hashed, ended, image.length);
        } catch (IllegalArgumentException e) {
            throw new SecureCertFormatException(0, e.getMessage());
        }
    }

    private void tlv(int at) {
        if (buffer.remaining() < TlvField.HEADER + TlvField.FOOTER) {
            throw new SecureCertFormatException(at, "the image ends within a TLV");
        }
        int length = Short.toUnsignedInt(buffer.getShort(at + TlvField.LENGTH.offset));
        int covered = TlvField.HEADER + TlvField.padded(length);
        if (buffer.remaining() < covered + TlvField.FOOTER) {
            throw new SecureCertFormatException(at, "the image ends within a TLV");
        }
        if (buffer.getInt(at + covered) != EspCrc.of(image, at, covered)) {
            throw new SecureCertFormatException(at, "CRC does not match");
        }
        int value = at + TlvField.HEADER;
        for (int i = value + length; i < at + covered; i++) {
            if (image[i] != 0) {
                throw new SecureCertFormatException(at, "not zero behind its value");
            }
        }
        SecureCertTlv tlv = tlv(at, Bytes.of(Arrays.copyOfRange(image, value, value + length)));
        if (tlv.is(SecureCertType.INTEGRITY)) {
            if (!tlv.equals(SecureCertImage.integrity(image, at))) {
                throw new SecureCertFormatException(at, "hash does not match what stands before it");
            }
            hashed = true;
        } else {
            tlvs.add(tlv);
        }
        buffer.position(at + covered + TlvField.FOOTER);
    }

    private SecureCertTlv tlv(int at, Bytes value) {
        for (int i = 0; i < TlvField.RESERVED.size; i++) {
            if (image[at + TlvField.RESERVED.offset + i] != 0) {
                throw new SecureCertFormatException(at, "reserved bytes are not zero");
            }
        }
        try {
            return new SecureCertTlv(
                    image[at + TlvField.TYPE.offset] & 0xFF,
                    image[at + TlvField.SUBTYPE.offset] & 0xFF,
                    image[at + TlvField.FLAGS.offset] & 0xFF,
                    value);
        } catch (IllegalArgumentException e) {
            throw new SecureCertFormatException(at, e.getMessage());
        }
    }

    private void requireBlank(int from) {
        for (int i = from; i < image.length; i++) {
            if (image[i] != BLANK) {
                throw new SecureCertFormatException(i, "not blank behind the last TLV");
            }
        }
    }
}
