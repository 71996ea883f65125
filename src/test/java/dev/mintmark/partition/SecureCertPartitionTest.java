package dev.mintmark.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mintmark.Vectors;
import dev.mintmark.format.Bytes;
import dev.mintmark.format.P256KeyPair;
import dev.mintmark.format.SecretBytes;
import dev.mintmark.format.matter.Discriminator;
import dev.mintmark.format.nvs.PartitionCsv.MfgToolInputs;
import dev.mintmark.format.securecert.KeyUse;
import dev.mintmark.format.securecert.SecureCertImage;
import dev.mintmark.format.securecert.SecureCertReader;
import dev.mintmark.format.securecert.SecureCertTlv;
import dev.mintmark.format.securecert.SecureCertType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class SecureCertPartitionTest {
    private static final Random RANDOM = new Random(4);
    private static final Bytes SALT = Sample.bytes(RANDOM, 32);

    /** What esp-matter-mfg-tool makes with {@code --dac-in-secure-cert} of the same DAC, PAI and key. */
    @Test
    void anImageWithAHostMadeKeyIsThePeers() {
        byte[] theirs = Vectors.bytes("mfg-tool/g09-dac-securecert/esp_secure_cert.bin");
        SecureCertData data = new SecureCertData(
                new DeviceAttestation(
                        Bytes.of(MfgToolInputs.fileNamed("DAC_cert.der")),
                        Bytes.of(MfgToolInputs.fileNamed("pai_cert.der")),
                        Optional.of(P256KeyPair.of(SecretBytes.wrap(MfgToolInputs.fileNamed("DAC_private_key.bin"))))),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());

        assertThat(SecureCertPartition.write(data, false)).isEqualTo(theirs);
        assertThat(SecureCertPartition.read(theirs)).isEqualTo(data);
    }

    /** The vector's certificates are random bytes; its TLVs, their order and what closes them are the tool's. */
    @Test
    void anImageOfADerivedKeyIsEspressifs() {
        byte[] theirs = Vectors.bytes("nvs/sc_own_csr_hmac.bin");

        SecureCertData data = SecureCertPartition.read(theirs);

        assertThat(data.keySalt()).isPresent();
        assertThat(data.attestation().key()).isEmpty();
        assertThat(SecureCertPartition.write(data, true)).isEqualTo(theirs);
    }

    /** Its key is random bytes of the right length, so only the other TLVs are compared through our reading. */
    @Test
    void commissionableDataAreEspressifs() {
        SecureCertImage theirs = SecureCertReader.read(Vectors.bytes("nvs/sc_own_matter.bin"));
        SecureCertData data = new SecureCertData(
                new DeviceAttestation(
                        value(theirs, SecureCertType.DEVICE_CERTIFICATE, 0),
                        value(theirs, SecureCertType.CA_CERTIFICATE, 0),
                        Optional.of(Sample.keyPair(RANDOM))),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new SecureCertData.Commissionable(
                        new CommissionableData(
                                new Discriminator(3840),
                                10_000,
                                value(theirs, SecureCertType.MATTER_1, 2),
                                SecretBytes.wrap(value(theirs, SecureCertType.MATTER_1, 1)
                                        .toByteArray())),
                        Optional.of(value(theirs, SecureCertType.MATTER_1, 4)),
                        List.of())));

        SecureCertImage ours = SecureCertReader.read(SecureCertPartition.write(data, true));

        List<SecureCertTlv> withTheirKey = new ArrayList<>(ours.tlvs());
        withTheirKey.set(2, theirs.find(SecureCertType.PRIVATE_KEY).orElseThrow());
        assertThat(SecureCertImage.hashed(withTheirKey).toBytes()).isEqualTo(theirs.toBytes());
    }

    private static Bytes value(SecureCertImage image, SecureCertType type, int subtype) {
        return image.find(type, subtype).orElseThrow().value();
    }

    @Test
    void randomDataAreReadBack() {
        for (int round = 0; round < 300; round++) {
            SecureCertData data = random();

            assertThat(SecureCertPartition.read(SecureCertPartition.write(data, round % 2 == 0)))
                    .isEqualTo(data);
        }
    }

    private static SecureCertData random() {
        int form = RANDOM.nextInt(3);
        DeviceAttestation certificates = Sample.attestation(RANDOM);
        return new SecureCertData(
                new DeviceAttestation(
                        certificates.dac(),
                        certificates.pai(),
                        form == 0 ? Optional.of(Sample.keyPair(RANDOM)) : Optional.empty()),
                form == 1 ? Optional.of(Sample.bytes(RANDOM, 32)) : Optional.empty(),
                form == 2 ? Optional.of(4 + RANDOM.nextInt(6)) : Optional.empty(),
                RANDOM.nextBoolean()
                        ? Optional.of(new SecureCertData.Commissionable(
                                Sample.commissionable(RANDOM),
                                RANDOM.nextBoolean() ? Optional.of(Sample.bytes(RANDOM, 16)) : Optional.empty(),
                                List.of(Sample.bytes(RANDOM, 32), Sample.bytes(RANDOM, 32))))
                        : Optional.empty());
    }

    /** Of the 121 bytes, firmware takes the keys from 7 to 38 and 56 to 120 (ESP32SecureCertDACProvider.cpp). */
    @Test
    void theKeysLieWhereFirmwareReadsThem() {
        P256KeyPair key = Sample.keyPair(RANDOM);

        byte[] sec1 = key.sec1();

        assertThat(sec1).hasSize(121);
        assertThat(Arrays.copyOfRange(sec1, 7, 39)).isEqualTo(key.scalar().expose());
        assertThat(Arrays.copyOfRange(sec1, 56, 121)).isEqualTo(key.point().toByteArray());
        assertThat(P256KeyPair.fromSec1(sec1)).isEqualTo(key);
    }

    @Test
    void fragmentsAreTheCertificatesAndNothingElse() {
        DeviceAttestation certificates =
                new DeviceAttestation(Sample.bytes(RANDOM, 500), Sample.bytes(RANDOM, 460), Optional.empty());

        byte[] fragments = SecureCertPartition.fragments(certificates.dac(), certificates.pai());

        assertThat(SecureCertPartition.readFragments(fragments)).isEqualTo(certificates);
        assertThat(SecureCertReader.read(fragments).tlvs())
                .extracting(SecureCertTlv::type)
                .containsExactly(1, 0);
        assertThatThrownBy(() -> SecureCertPartition.read(fragments)).hasMessage("TLV 2/0 is missing");
        byte[] image = SecureCertPartition.write(derived(certificates), true);
        assertThatThrownBy(() -> SecureCertPartition.readFragments(image)).hasMessageContaining("has no place there");
    }

    private static SecureCertData derived(DeviceAttestation attestation) {
        return new SecureCertData(attestation, Optional.of(SALT), Optional.empty(), Optional.empty());
    }

    /** The peer: {@code --dac-in-secure-cert} without {@code --pai} ends well, and makes no image. */
    @Test
    void anImageWithoutPaiIsNeitherMadeNorRead() {
        Bytes dac = Sample.bytes(RANDOM, 500);
        assertThatThrownBy(() -> new DeviceAttestation(dac, Bytes.of(), Optional.empty()))
                .hasMessage("pai-cert is not within 1 and 600 bytes");
        byte[] image = SecureCertImage.filled(List.of(
                        SecureCertTlv.of(SecureCertType.DEVICE_CERTIFICATE, dac),
                        SecureCertTlv.of(SecureCertType.KEY_SALT, SALT),
                        SecureCertTlv.keyMarker(KeyUse.DERIVED)))
                .toBytes();

        assertThatThrownBy(() -> SecureCertPartition.read(image))
                .isInstanceOf(SecureCertException.class)
                .hasMessage("TLV 0/0 is missing");
    }

    /** In PKCS#8 the keys lie elsewhere, and the firmware would take other bytes for them without a word. */
    static Stream<Arguments> wrongTlvs() {
        byte[] pkcs8 = new byte[138];
        byte[] otherKey = Sample.keyPair(RANDOM).sec1();
        otherKey[20] ^= 1;
        return Stream.of(
                Arguments.of("not its SEC 1 form", SecureCertTlv.of(SecureCertType.PRIVATE_KEY, Bytes.of(pkcs8))),
                Arguments.of(
                        "not that of the public key", SecureCertTlv.of(SecureCertType.PRIVATE_KEY, Bytes.of(otherKey))),
                Arguments.of("flags 0x80", new SecureCertTlv(2, 0, 0x80, SALT)),
                Arguments.of("TLV 5/0 is missing", SecureCertTlv.keyMarker(KeyUse.DERIVED)),
                Arguments.of("TLV 6/0 is missing", SecureCertTlv.keyMarker(KeyUse.PERIPHERAL)));
    }

    @ParameterizedTest
    @MethodSource("wrongTlvs")
    void aKeyThatTheFirmwareWouldNotFindIsRefused(String message, SecureCertTlv key) {
        byte[] image = SecureCertImage.hashed(List.of(
                        SecureCertTlv.of(SecureCertType.DEVICE_CERTIFICATE, SALT),
                        SecureCertTlv.of(SecureCertType.CA_CERTIFICATE, SALT),
                        key))
                .toBytes();

        assertThatThrownBy(() -> SecureCertPartition.read(image))
                .isInstanceOf(SecureCertException.class)
                .hasMessageContaining(message);
    }

    @Test
    void theKeyIsInOnePlaceOnly() {
        DeviceAttestation certificates = new DeviceAttestation(SALT, SALT, Optional.empty());

        assertThatThrownBy(() -> new SecureCertData(certificates, Optional.empty(), Optional.empty(), Optional.empty()))
                .hasMessageContaining("one of them");
        assertThatThrownBy(() -> new SecureCertData(certificates, Optional.of(SALT), Optional.of(4), Optional.empty()))
                .hasMessageContaining("one of them");
        assertThatThrownBy(() -> new SecureCertData(certificates, Optional.empty(), Optional.of(10), Optional.empty()))
                .hasMessageContaining("eFuse block 10 holds no key");
    }

    @Test
    void nothingSecretHasATextForm() {
        assertThat(random().toString()
                        + Sample.keyPair(RANDOM)
                        + Sample.commissionable(RANDOM)
                        + Sample.attestation(RANDOM))
                .doesNotContainPattern("[0-9a-f]{8}");
    }
}
