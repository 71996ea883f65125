package dev.mintmark.format.securecert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mintmark.Vectors;
import dev.mintmark.format.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SecureCertImageTest {
    /** The salt 00 01 … 1f, a marker of a derived key, the value "DAC"; computed with Python's zlib and hashlib. */
    private static final String KNOWN =
            "11ba5eba0000000005002000000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f3f12668f"
                    + "11ba5eba4000000002000000f58e652c11ba5eba000000000100030044414300000000000000000000000000f5915340"
                    + "11ba5eba0000000009002000b0477785f6019cfc1f5c2df94cd74300f82da87552c9fa94ff7afe42c62422a0293601df"
                    + "ffff0000";

    private static final SecureCertTlv DAC =
            SecureCertTlv.of(SecureCertType.DEVICE_CERTIFICATE, Bytes.of(new byte[500]));
    private static final SecureCertTlv PAI = SecureCertTlv.of(SecureCertType.CA_CERTIFICATE, Bytes.of(new byte[460]));

    @Test
    void anImageIsAsComputedIndependently() {
        byte[] salt = new byte[32];
        for (int i = 0; i < salt.length; i++) {
            salt[i] = (byte) i;
        }
        SecureCertImage image = SecureCertImage.hashed(List.of(
                SecureCertTlv.of(SecureCertType.KEY_SALT, Bytes.of(salt)),
                SecureCertTlv.keyMarker(KeyUse.DERIVED),
                SecureCertTlv.of(SecureCertType.DEVICE_CERTIFICATE, Bytes.fromHex("444143"))));

        assertThat(Bytes.of(image.toBytes()).hex()).isEqualTo(KNOWN);
    }

    @ParameterizedTest
    @CsvSource({
        "nvs/sc_own_csr_hmac.bin, true, 1108, '5/0 2/0 1/0 0/0'",
        "nvs/sc_own_matter.bin, true, 1460, '1/0 0/0 2/0 201/0 201/1 201/2 201/3 201/4'",
        "mfg-tool/g09-dac-securecert/esp_secure_cert.bin, false, 8192, '1/0 0/0 2/0'"
    })
    void espressifsImagesAreReadAndWrittenAgainByteForByte(String file, boolean hashed, int size, String tlvs) {
        byte[] theirs = Vectors.bytes(file);

        SecureCertImage read = SecureCertReader.read(theirs);

        assertThat(read.tlvs())
                .extracting(tlv -> tlv.type() + "/" + tlv.subtype())
                .containsExactly(tlvs.split(" "));
        SecureCertImage ours = hashed ? SecureCertImage.hashed(read.tlvs()) : SecureCertImage.filled(read.tlvs());
        assertThat(ours.toBytes()).isEqualTo(theirs).hasSize(size);
    }

    @Test
    void whatIsWrittenIsRead() {
        Random random = new Random(20261127);
        for (int round = 0; round < 500; round++) {
            SecureCertImage image = randomImage(random);

            byte[] bytes = image.toBytes();

            assertThat(bytes).hasSize(image.size());
            assertThat(SecureCertReader.read(bytes)).isEqualTo(image);
        }
    }

    static SecureCertImage randomImage(Random random) {
        List<SecureCertTlv> tlvs = new ArrayList<>();
        for (int i = random.nextInt(6); i >= 0; i--) {
            byte[] value = new byte[1 + random.nextInt(700)];
            random.nextBytes(value);
            tlvs.add(new SecureCertTlv(100 + i, random.nextInt(254), 0, Bytes.of(value)));
        }
        if (random.nextBoolean()) {
            tlvs.add(SecureCertTlv.keyMarker(random.nextBoolean() ? KeyUse.DERIVED : KeyUse.PERIPHERAL));
        }
        return switch (random.nextInt(3)) {
            case 0 -> SecureCertImage.fragments(tlvs);
            case 1 -> SecureCertImage.hashed(tlvs);
            default -> SecureCertImage.filled(tlvs);
        };
    }

    @Test
    void aFlippedBitAnywhereIsSeen() {
        byte[] image = SecureCertImage.hashed(List.of(DAC, PAI)).toBytes();
        int seen = 0;
        for (int bit = 0; bit < image.length * 8; bit++) {
            byte[] flipped = image.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            try {
                SecureCertReader.read(flipped);
            } catch (SecureCertFormatException e) {
                seen++;
            }
        }

        assertThat(seen).isEqualTo(image.length * 8);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 11, 12, 15, 100, 531})
    void anImageCutOffWithinATlvIsRefused(int length) {
        byte[] cut = Arrays.copyOf(SecureCertImage.fragments(List.of(DAC, PAI)).toBytes(), length);

        assertThatThrownBy(() -> SecureCertReader.read(cut)).isInstanceOf(SecureCertFormatException.class);
    }

    @Test
    void oldDataBehindTheEndIsRefused() {
        byte[] image = SecureCertImage.filled(List.of(DAC)).toBytes();
        image[4096] = 0;

        assertThatThrownBy(() -> SecureCertReader.read(image))
                .isInstanceOf(SecureCertFormatException.class)
                .hasMessage("secure-cert image, offset 0x1000: not blank behind the last TLV");
    }

    @Test
    void whatTheFirmwareWouldNotFindIsNotMade() {
        assertThatThrownBy(() -> SecureCertImage.hashed(List.of(DAC, DAC))).hasMessageContaining("1/0 is there twice");
        assertThatThrownBy(() -> SecureCertImage.hashed(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SecureCertTlv.of(SecureCertType.DEVICE_CERTIFICATE, Bytes.of()))
                .hasMessageContaining("only a private key that is elsewhere is empty");
        assertThatThrownBy(() -> SecureCertTlv.keyMarker(KeyUse.IN_TLV)).isInstanceOf(IllegalArgumentException.class);
        for (int type : new int[] {-1, 50, 254, 255}) {
            assertThatThrownBy(() -> new SecureCertTlv(type, 0, 0, Bytes.of((byte) 1)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        SecureCertTlv large = new SecureCertTlv(51, 0, 0, Bytes.of(new byte[65_530]));
        assertThatThrownBy(() -> SecureCertImage.hashed(List.of(large))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SecureCertImage.filled(List.of(new SecureCertTlv(51, 0, 0, Bytes.of(new byte[9000])))))
                .hasMessageContaining("do not fit 8192");
    }

    @Test
    void aValueIsNeverShown() {
        assertThat(SecureCertTlv.of(SecureCertType.PRIVATE_KEY, Bytes.fromHex("c0ffee")))
                .hasToString("TLV 2/0 of 3 bytes");
    }
}
