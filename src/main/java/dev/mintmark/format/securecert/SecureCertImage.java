package dev.mintmark.format.securecert;

import dev.mintmark.format.Bytes;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * TLVs back to back from the beginning of the partition. Tools differ in what follows the last one, so an image says which.
 *
 * @param tlvs at least one, each type and subtype once; without the one of {@link SecureCertType#INTEGRITY}
 * @param hashed whether a TLV with the SHA-256 of all before it follows
 * @param ended whether 0xFFFF0000 follows: what ends the reading is any other than the magic number
 * @param size bytes altogether, at most 64 KiB, filled up with 0xFF
 */
public record SecureCertImage(List<SecureCertTlv> tlvs, boolean hashed, boolean ended, int size) {
    /** The partition that Espressif's tools fill. */
    public static final int PARTITION = 0x2000;

    /** The firmware counts in 16 bits. */
    static final int LARGEST = 0x10000;

    /** As its bytes are: FF FF 00 00. */
    static final int END_MARKER = 0x0000FFFF;

    static final int HASH = 32;

    public SecureCertImage {
        tlvs = List.copyOf(tlvs);
        if (tlvs.isEmpty()) {
            throw new IllegalArgumentException("an image holds at least one TLV");
        }
        requireOnce(tlvs);
        int used = used(tlvs, hashed, ended);
        if (size < used || size > LARGEST) {
            throw new IllegalArgumentException("%d bytes do not fit %d".formatted(used, Math.min(size, LARGEST)));
        }
    }

    private static void requireOnce(List<SecureCertTlv> tlvs) {
        Set<Integer> seen = new HashSet<>();
        for (SecureCertTlv tlv : tlvs) {
            if (tlv.is(SecureCertType.INTEGRITY)) {
                throw new IllegalArgumentException("the integrity TLV is computed");
            }
            if (!seen.add(tlv.type() << Byte.SIZE | tlv.subtype())) {
                throw new IllegalArgumentException("TLV %d/%d is there twice".formatted(tlv.type(), tlv.subtype()));
            }
        }
    }

    private static int used(List<SecureCertTlv> tlvs, boolean hashed, boolean ended) {
        return tlvs.stream().mapToInt(SecureCertTlv::size).sum()
                + (hashed ? TlvField.HEADER + HASH + TlvField.FOOTER : 0)
                + (ended ? Integer.BYTES : 0);
    }

    /** As esp_secure_cert_mgr's tool writes since 2.6: with hash and end, no longer than that. */
    public static SecureCertImage hashed(List<SecureCertTlv> tlvs) {
        return new SecureCertImage(tlvs, true, true, used(tlvs, true, true));
    }

    /** As esp-matter-mfg-tool writes: with end, without hash, {@link #PARTITION} bytes. */
    public static SecureCertImage filled(List<SecureCertTlv> tlvs) {
        return new SecureCertImage(tlvs, false, true, PARTITION);
    }

    /** TLVs and nothing else, for a device that appends them to those it has. */
    public static SecureCertImage fragments(List<SecureCertTlv> tlvs) {
        return new SecureCertImage(tlvs, false, false, used(tlvs, false, false));
    }

    /** The TLV of this type and subtype 0. */
    public Optional<SecureCertTlv> find(SecureCertType type) {
        return find(type, 0);
    }

    public Optional<SecureCertTlv> find(SecureCertType type, int subtype) {
        return tlvs.stream()
                .filter(tlv -> tlv.is(type) && tlv.subtype() == subtype)
                .findFirst();
    }

    /** The image. May hold a private key: the caller wipes it then. */
    public byte[] toBytes() {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) 0xFF);
        ByteBuffer image = ByteBuffer.wrap(bytes);
        tlvs.forEach(tlv -> tlv.write(image));
        if (hashed) {
            integrity(bytes, image.position()).write(image);
        }
        if (ended) {
            image.putInt(END_MARKER);
        }
        return bytes;
    }

    static SecureCertTlv integrity(byte[] image, int length) {
        byte[] hash = Bytes.sha256Of(Arrays.copyOf(image, length)).toByteArray();
        return SecureCertTlv.of(SecureCertType.INTEGRITY, Bytes.of(hash));
    }
}
