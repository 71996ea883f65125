package dev.mintmark.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mintmark.delivery.ModuleFile;
import dev.mintmark.format.nvs.NvsKeys;
import dev.mintmark.partition.ChipFactoryException;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What may lie beside a partition and be no key of it. */
class PartitionKeyTest {
    private static final byte[] IMAGE = new byte[0x3000];

    private static EncryptedPartition.KeyException refused(Map<ModuleFile, byte[]> files) {
        return catchThrowableOfType(
                EncryptedPartition.KeyException.class, () -> new EncryptedPartition(files).read(IMAGE));
    }

    private static byte[] keysPartition() {
        byte[] both = new byte[NvsKeys.LENGTH];
        new Random(3).nextBytes(both);
        try (NvsKeys keys = NvsKeys.of(both)) {
            return keys.toPartition();
        }
    }

    @Test
    void aDamagedKeysPartitionIsNamed() {
        byte[] damaged = keysPartition();
        damaged[5] ^= 1;

        EncryptedPartition.KeyException refused = refused(Map.of(ModuleFile.KEYS_PARTITION, damaged));

        assertThat(refused.file()).isEqualTo(ModuleFile.KEYS_PARTITION);
        assertThat(refused).hasMessage("NVS image: keys partition does not match its CRC");
    }

    @Test
    void anHmacKeyOfAnotherLengthAndOneBesideAKeysPartitionAreNamed() {
        assertThat(refused(Map.of(ModuleFile.HMAC_KEY, new byte[31])))
                .hasMessage("an eFuse key has 32 bytes")
                .extracting(EncryptedPartition.KeyException::file)
                .isEqualTo(ModuleFile.HMAC_KEY);
        assertThat(refused(Map.of(ModuleFile.HMAC_KEY, new byte[32], ModuleFile.KEYS_PARTITION, keysPartition())))
                .hasMessageContaining("lies beside a keys partition");
    }

    @Test
    void aKeyOfAnotherModuleReadsNothing() {
        assertThatThrownBy(() -> new EncryptedPartition(Map.of(ModuleFile.KEYS_PARTITION, keysPartition())).read(IMAGE))
                .isInstanceOf(ChipFactoryException.class);
    }
}
