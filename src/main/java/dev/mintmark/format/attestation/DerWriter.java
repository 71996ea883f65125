package dev.mintmark.format.attestation;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;

/**
 * DER of what is already checked, by putting encoded parts side by side. Bouncy Castle would read each part into objects first, to
 * write the same bytes: that takes longer than the signature.
 */
final class DerWriter {
    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int SEQUENCE = 0x30;

    private DerWriter() {}

    /** A tag, the shortest length (X.690 10.1) and the parts, one after another. */
    static byte[] element(int tag, byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(length + 6);
        out.write(tag);
        if (length >= 0x80) {
            int octets = (Integer.SIZE - Integer.numberOfLeadingZeros(length) + 7) / 8;
            out.write(0x80 | octets);
            for (int shift = 8 * (octets - 1); shift > 0; shift -= 8) {
                out.write(length >>> shift);
            }
        }
        out.write(length);
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    static byte[] sequence(byte[]... parts) {
        return element(SEQUENCE, parts);
    }

    /** Whole octets, none of them unused at the end. */
    static byte[] bitString(byte[] octets) {
        return element(BIT_STRING, new byte[1], octets);
    }

    /** The shortest form of two's complement (X.690 8.3.2). */
    static byte[] integer(BigInteger value) {
        return element(INTEGER, value.toByteArray());
    }
}
