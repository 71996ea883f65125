package dev.mintmark.partition;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.P256KeyPair;
import dev.mintmark.format.SecretBytes;
import dev.mintmark.format.matter.Discriminator;
import dev.mintmark.format.securecert.KeyUse;
import dev.mintmark.format.securecert.SecureCertFormatException;
import dev.mintmark.format.securecert.SecureCertImage;
import dev.mintmark.format.securecert.SecureCertReader;
import dev.mintmark.format.securecert.SecureCertTlv;
import dev.mintmark.format.securecert.SecureCertType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The TLVs of an image, taken out one by one: what is left at the end has no place there. */
final class SecureCertValues {
    private final List<SecureCertTlv> left;

    private SecureCertValues(SecureCertImage image) {
        this.left = new ArrayList<>(image.tlvs());
    }

    static SecureCertValues of(byte[] image) {
        try {
            return new SecureCertValues(SecureCertReader.read(image));
        } catch (SecureCertFormatException e) {
            throw new SecureCertException(e.getMessage(), e);
        }
    }

    DeviceAttestation toCertificates() {
        return legal(() -> {
            DeviceAttestation certificates = new DeviceAttestation(
                    required(SecureCertType.DEVICE_CERTIFICATE.code()),
                    required(SecureCertType.CA_CERTIFICATE.code()),
                    Optional.empty());
            requireNothingLeft();
            return certificates;
        });
    }

    SecureCertData toData() {
        return legal(() -> {
            Bytes dac = required(SecureCertType.DEVICE_CERTIFICATE.code());
            Bytes pai = required(SecureCertType.CA_CERTIFICATE.code());
            SecureCertTlv key = take(SecureCertType.PRIVATE_KEY.code(), 0)
                    .orElseThrow(() -> missing(SecureCertType.PRIVATE_KEY.code()));
            Optional<P256KeyPair> pair = Optional.empty();
            Optional<Bytes> salt = Optional.empty();
            Optional<Integer> block = Optional.empty();
            if (key.flags() == KeyUse.DERIVED.flags()) {
                salt = Optional.of(required(SecureCertType.KEY_SALT.code()));
            } else if (key.flags() == KeyUse.PERIPHERAL.flags()) {
                block = Optional.of(block(required(SecureCertType.SECURITY_CONFIGURATION.code())));
            } else if (key.flags() == KeyUse.IN_TLV.flags()) {
                pair = Optional.of(pair(key));
            } else {
                throw new SecureCertException(
                        "TLV 2/0 has flags 0x%02x, which mintmark does not write".formatted(key.flags()));
            }
            SecureCertData data =
                    new SecureCertData(new DeviceAttestation(dac, pai, pair), salt, block, commissionable());
            requireNothingLeft();
            return data;
        });
    }

    private interface Reading<T> {
        T read();
    }

    private static <T> T legal(Reading<T> reading) {
        try {
            return reading.read();
        } catch (IllegalArgumentException e) {
            throw new SecureCertException(e.getMessage(), e);
        }
    }

    private static P256KeyPair pair(SecureCertTlv key) {
        byte[] der = key.value().toByteArray();
        try {
            return P256KeyPair.fromSec1(der);
        } finally {
            Arrays.fill(der, (byte) 0);
        }
    }

    private static int block(Bytes configuration) {
        byte[] bytes = configuration.toByteArray();
        if (bytes.length != 40 || !Arrays.equals(bytes, 1, bytes.length, new byte[39], 0, 39)) {
            throw new SecureCertException("TLV 6/0 is not an eFuse block and 39 zeros");
        }
        return bytes[0];
    }

    private Optional<SecureCertData.Commissionable> commissionable() {
        if (left.stream().noneMatch(tlv -> tlv.is(SecureCertType.MATTER_1))) {
            return Optional.empty();
        }
        int discriminator = number(MatterSubtype.DISCRIMINATOR, Short.BYTES);
        Bytes verifier = required(MatterSubtype.VERIFIER);
        Bytes salt = required(MatterSubtype.SALT);
        int iterations = number(MatterSubtype.ITERATION_COUNT, Integer.BYTES);
        Optional<Bytes> rotatingId = optional(MatterSubtype.ROTATING_ID);
        List<Bytes> random = new ArrayList<>();
        optional(MatterSubtype.RANDOM_1).ifPresent(random::add);
        optional(MatterSubtype.RANDOM_2).ifPresent(random::add);
        CommissionableData data = new CommissionableData(
                new Discriminator(discriminator), iterations, salt, SecretBytes.wrap(verifier.toByteArray()));
        return Optional.of(new SecureCertData.Commissionable(data, rotatingId, random));
    }

    private int number(MatterSubtype subtype, int size) {
        byte[] bytes = required(subtype).toByteArray();
        if (bytes.length != size) {
            throw new SecureCertException("TLV 201/%d is not %d bytes".formatted(subtype.subtype, size));
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        return size == Short.BYTES ? Short.toUnsignedInt(buffer.getShort()) : buffer.getInt();
    }

    private Bytes required(MatterSubtype subtype) {
        return optional(subtype)
                .orElseThrow(() -> new SecureCertException("TLV 201/%d is missing".formatted(subtype.subtype)));
    }

    private Optional<Bytes> optional(MatterSubtype subtype) {
        return take(SecureCertType.MATTER_1.code(), subtype.subtype).map(SecureCertValues::plain);
    }

    private Bytes required(int type) {
        return plain(take(type, 0).orElseThrow(() -> missing(type)));
    }

    private static SecureCertException missing(int type) {
        return new SecureCertException("TLV %d/0 is missing".formatted(type));
    }

    private static Bytes plain(SecureCertTlv tlv) {
        if (tlv.flags() != 0) {
            throw new SecureCertException(
                    "TLV %d/%d has flags 0x%02x, not 0".formatted(tlv.type(), tlv.subtype(), tlv.flags()));
        }
        return tlv.value();
    }

    private Optional<SecureCertTlv> take(int type, int subtype) {
        Optional<SecureCertTlv> found = left.stream()
                .filter(tlv -> tlv.type() == type && tlv.subtype() == subtype)
                .findFirst();
        found.ifPresent(left::remove);
        return found;
    }

    private void requireNothingLeft() {
        if (!left.isEmpty()) {
            throw new SecureCertException("%s has no place there".formatted(left.get(0)));
        }
    }
}
