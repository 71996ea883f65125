package dev.mintmark.partition;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.P256KeyPair;
import dev.mintmark.format.securecert.KeyUse;
import dev.mintmark.format.securecert.SecureCertImage;
import dev.mintmark.format.securecert.SecureCertTlv;
import dev.mintmark.format.securecert.SecureCertType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A module's attestation data as TLVs of the {@code esp_secure_cert} partition. */
public final class SecureCertPartition {
    /** Bytes of the partition that {@link #write} fills. */
    public static final int SIZE = SecureCertImage.PARTITION;

    private static final int SECURITY_CONFIGURATION = 40;

    private SecureCertPartition() {}

    /**
     * Byte for byte what Espressif's tools make of the same values.
     *
     * @param hashed as esp_secure_cert_mgr's tool since 2.6, which ends behind the hash; else as esp-matter-mfg-tool, which fills
     *     the partition
     */
    public static byte[] write(SecureCertData data, boolean hashed) {
        List<SecureCertTlv> tlvs = tlvs(data);
        return (hashed ? SecureCertImage.hashed(tlvs) : SecureCertImage.filled(tlvs)).toBytes();
    }

    /** DAC and PAI alone, for a device that appends them to the TLVs it has. */
    public static byte[] fragments(Bytes dac, Bytes pai) {
        return SecureCertImage.fragments(certificates(new DeviceAttestation(dac, pai, java.util.Optional.empty())))
                .toBytes();
    }

    /** A derived key comes first, as it was there first; in the peer's order the key follows. */
    private static List<SecureCertTlv> tlvs(SecureCertData data) {
        List<SecureCertTlv> tlvs = new ArrayList<>();
        data.keySalt().ifPresent(salt -> {
            tlvs.add(SecureCertTlv.of(SecureCertType.KEY_SALT, salt));
            tlvs.add(SecureCertTlv.keyMarker(KeyUse.DERIVED));
        });
        tlvs.addAll(certificates(data.attestation()));
        data.attestation().key().ifPresent(key -> tlvs.add(privateKey(key)));
        data.keyBlock().ifPresent(block -> {
            byte[] configuration = new byte[SECURITY_CONFIGURATION];
            configuration[0] = block.byteValue();
            tlvs.add(SecureCertTlv.keyMarker(KeyUse.PERIPHERAL));
            tlvs.add(SecureCertTlv.of(SecureCertType.SECURITY_CONFIGURATION, Bytes.of(configuration)));
        });
        data.commissionable().ifPresent(commissionable -> tlvs.addAll(matter(commissionable)));
        return tlvs;
    }

    private static List<SecureCertTlv> certificates(DeviceAttestation attestation) {
        return List.of(
                SecureCertTlv.of(SecureCertType.DEVICE_CERTIFICATE, attestation.dac()),
                SecureCertTlv.of(SecureCertType.CA_CERTIFICATE, attestation.pai()));
    }

    private static SecureCertTlv privateKey(P256KeyPair key) {
        byte[] der = key.sec1();
        try {
            return SecureCertTlv.of(SecureCertType.PRIVATE_KEY, Bytes.of(der));
        } finally {
            Arrays.fill(der, (byte) 0);
        }
    }

    private static List<SecureCertTlv> matter(SecureCertData.Commissionable commissionable) {
        CommissionableData data = commissionable.data();
        List<SecureCertTlv> tlvs = new ArrayList<>();
        tlvs.add(matter(
                MatterSubtype.DISCRIMINATOR,
                little(Short.BYTES)
                        .putShort((short) data.discriminator().value())
                        .array()));
        tlvs.add(matter(MatterSubtype.VERIFIER, data.verifier().expose()));
        tlvs.add(matter(MatterSubtype.SALT, data.salt().toByteArray()));
        tlvs.add(matter(
                MatterSubtype.ITERATION_COUNT,
                little(Integer.BYTES).putInt(data.iterationCount()).array()));
        commissionable.rotatingId().ifPresent(id -> tlvs.add(matter(MatterSubtype.ROTATING_ID, id.toByteArray())));
        for (int i = 0; i < commissionable.random().size(); i++) {
            MatterSubtype subtype = i == 0 ? MatterSubtype.RANDOM_1 : MatterSubtype.RANDOM_2;
            tlvs.add(matter(subtype, commissionable.random().get(i).toByteArray()));
        }
        return tlvs;
    }

    static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static SecureCertTlv matter(MatterSubtype subtype, byte[] value) {
        return SecureCertTlv.of(SecureCertType.MATTER_1, subtype.subtype, Bytes.of(value));
    }

    /**
     * Reads {@link #write} back: exactly the TLVs that firmware for Matter reads, each within its limits.
     *
     * @throws SecureCertException for the first thing that is otherwise
     */
    public static SecureCertData read(byte[] image) {
        return SecureCertValues.of(image).toData();
    }

    /**
     * Reads {@link #fragments} back.
     *
     * @throws SecureCertException if there is anything but DAC and PAI
     */
    public static DeviceAttestation readFragments(byte[] image) {
        return SecureCertValues.of(image).toCertificates();
    }
}
