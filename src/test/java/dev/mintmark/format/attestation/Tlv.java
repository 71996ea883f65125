package dev.mintmark.format.attestation;

import dev.mintmark.format.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** DER written by hand, so that tests can write it wrong. */
final class Tlv {
    static final byte[] ECDSA_SHA256 = hex("300a06082a8648ce3d040302");
    static final byte[] ECDSA_SHA256_NULL = hex("300c06082a8648ce3d0403020500");
    static final byte[] ECDSA_SHA1 = hex("300906072a8648ce3d0401");
    static final byte[] ECDSA_SHA384 = hex("300a06082a8648ce3d040303");

    private Tlv() {}

    static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    static byte[] of(int tag, byte[]... parts) {
        byte[] content = join(parts);
        int n = content.length;
        byte[] head = n < 0x80
                ? new byte[] {(byte) tag, (byte) n}
                : n < 0x100
                        ? new byte[] {(byte) tag, (byte) 0x81, (byte) n}
                        : new byte[] {(byte) tag, (byte) 0x82, (byte) (n >> 8), (byte) n};
        return join(head, content);
    }

    static byte[] sequence(byte[]... parts) {
        return of(0x30, parts);
    }

    static byte[] bitString(byte[] octets) {
        return of(0x03, new byte[] {0}, octets);
    }

    static byte[] octetString(byte[] octets) {
        return of(0x04, octets);
    }

    static byte[] oid(String contentHex) {
        return of(0x06, hex(contentHex));
    }

    static byte[] integer(Bytes twosComplement) {
        return of(0x02, twosComplement.toByteArray());
    }

    static byte[] text(int tag, String text) {
        return of(tag, text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
