package dev.mintmark.format.nvs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mintmark.Vectors;
import dev.mintmark.format.SecretBytes;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against images that esp-idf-nvs-partition-gen 0.2.0 encrypted, and against images that nobody else wrote. */
class NvsCipherTest {
    @ParameterizedTest
    @CsvSource({
        "g02_prims, enc, keys_fixed",
        "g05_matter, enc, keys_fixed",
        "g09_blob_split, enc, keys_fixed",
        "g05_matter, enchmac, keys_from_hmac",
    })
    void theGeneratorsEncryptedImageIsWrittenByteForByteAndReadBack(String name, String variant, String keys) {
        byte[] plain = PartitionCsv.image(PartitionCsv.rows(Vectors.text("nvs/" + name + ".csv")), 0x6000);
        byte[] expected = Vectors.bytes("nvs/" + name + "." + variant + ".bin");
        try (NvsKeys read = NvsKeys.readPartition(Vectors.bytes("nvs/" + keys + ".bin"))) {
            assertThat(NvsCipher.encrypt(plain, read)).isEqualTo(expected);
            assertThat(NvsCipher.decrypt(expected, read)).isEqualTo(plain);
            assertThat(NvsReader.read(expected, read)).isEqualTo(NvsReader.read(plain));
        }
    }

    @Test
    void theKeysOfAnEfuseKeyAreThoseThatTheGeneratorDerives() {
        try (SecretBytes efuse = SecretBytes.wrap(Vectors.bytes("nvs/hmac_key.bin"));
                NvsKeys keys = NvsKeys.ofHmacKey(efuse)) {
            assertThat(keys.toPartition()).isEqualTo(Vectors.bytes("nvs/keys_from_hmac.bin"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"keys_fixed", "keys_from_hmac"})
    void aKeysPartitionIsWrittenAsItWasRead(String name) {
        byte[] partition = Vectors.bytes("nvs/" + name + ".bin");

        try (NvsKeys keys = NvsKeys.readPartition(partition)) {
            assertThat(keys.toPartition()).isEqualTo(partition);
        }
    }

    @Test
    void otherKeysOpenNothingAndTheMessageTellsNoByte() {
        byte[] image = NvsCipher.encrypt(sample(), keys(1));

        assertThatThrownBy(() -> NvsReader.read(image, keys(2)))
                .isInstanceOf(NvsFormatException.class)
                .hasMessage("NVS page 0 entry 0 (offset 0x40): entry CRC does not match");
        assertThatThrownBy(() -> NvsReader.read(sample(), keys(1))).isInstanceOf(NvsFormatException.class);
        assertThatThrownBy(() -> NvsReader.read(new byte[100], keys(1))).isInstanceOf(NvsFormatException.class);
    }

    @Test
    void aFlippedBitOfAnEncryptedEntryIsRefused() {
        byte[] image = NvsCipher.encrypt(sample(), keys(1));
        Random random = new Random(5);

        for (int i = 0; i < 200; i++) {
            byte[] flipped = image.clone();
            flipped[64 + random.nextInt(3 * 32)] ^= (byte) (1 << random.nextInt(8));
            assertThatThrownBy(() -> NvsReader.read(flipped, keys(1))).isInstanceOf(NvsFormatException.class);
        }
    }

    @Test
    void theSameEntryLooksDifferentInEachPlaceAndWhatIsBlankStaysBlank() {
        byte[] plain = new NvsWriter(NvsWriter.SMALLEST_WRITABLE)
                .namespace("one")
                .blob("a", new byte[96])
                .toImage();
        byte[] image = NvsCipher.encrypt(plain, keys(1));

        byte[] second = Arrays.copyOfRange(image, NvsReader.offset(0, 2), NvsReader.offset(0, 3));
        byte[] third = Arrays.copyOfRange(image, NvsReader.offset(0, 3), NvsReader.offset(0, 4));
        assertThat(second).isNotEqualTo(third);
        assertThat(Arrays.copyOf(image, 64)).isEqualTo(Arrays.copyOf(plain, 64));
        assertThat(Arrays.copyOfRange(image, NvsReader.offset(0, 6), image.length))
                .containsOnly(0xFF);
    }

    @Test
    void aKeysPartitionThatIsNoneIsRefused() {
        byte[] good = keys(1).toPartition();

        assertThatThrownBy(() -> NvsKeys.readPartition(Arrays.copyOf(good, 64)))
                .hasMessageContaining("has 4096 bytes, not 64");
        assertThatThrownBy(() -> NvsKeys.readPartition(changed(good, 3))).hasMessageContaining("CRC");
        assertThatThrownBy(() -> NvsKeys.readPartition(changed(good, 66))).hasMessageContaining("CRC");
        assertThatThrownBy(() -> NvsKeys.readPartition(changed(good, 4000))).hasMessageContaining("not blank");
    }

    @Test
    void twoKeysThatAreTheSameAreRefusedAsFirmwareDoes() {
        byte[] same = new byte[NvsKeys.LENGTH];
        Arrays.fill(same, (byte) 7);

        assertThatThrownBy(() -> NvsKeys.of(same)).hasMessageContaining("the same");
        assertThatThrownBy(() -> NvsKeys.of(new byte[32])).hasMessageContaining("64 bytes");
        try (SecretBytes shortKey = SecretBytes.wrap(new byte[31])) {
            assertThatThrownBy(() -> NvsKeys.ofHmacKey(shortKey)).hasMessageContaining("32 bytes");
        }
    }

    private static byte[] changed(byte[] bytes, int at) {
        byte[] changed = bytes.clone();
        changed[at] ^= 1;
        return changed;
    }

    private static byte[] sample() {
        return new NvsWriter(NvsWriter.SMALLEST_WRITABLE)
                .namespace("chip-factory")
                .u32("discriminator", 3840)
                .string("serial-num", "SN-1")
                .toImage();
    }

    private static NvsKeys keys(int seed) {
        byte[] both = new byte[NvsKeys.LENGTH];
        new Random(seed).nextBytes(both);
        return NvsKeys.of(both);
    }
}
