package dev.mintmark.onboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.SecretBytes;
import dev.mintmark.format.matter.Passcode;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The values here were computed by another program, from the description alone. None may ever change: modules in the field
 * have them, and an order begun with one release is finished with the next.
 */
final class ModuleSecretsTest {
    /** The profile {@code fuzz} draws ten million. */
    private static final int DRAWS = Integer.getInteger("mintmark.draws", 200_000);

    private static final int PASSCODES = 99_999_998;

    private final ModuleSecrets secrets = new ModuleSecrets(key(0));

    /** The bytes {@code first}, {@code first + 1} and so on. */
    private static SecretBytes key(int first) {
        byte[] key = new byte[ModuleSecrets.ORDER_KEY_LENGTH];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) (first + i);
        }
        return SecretBytes.wrap(key);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 90291297, 2285, ec3847c9368e48f2b12558ca75a1046a95263638a76aae2d7bf6e22b361a66a7,"
                + " 51b24d265281de43de84c8a727e00d95a9a3eb49, c1c69a92-2875-47b5-857e-614288046e99, 3f8fafc3c5e26f46",
        "2, 58465543, 3206, 96ba820f1161d2e189ae6e31c216257bb3d64a3f8ed53d42d832e4726d72694c,"
                + " 5ffeaf33c631ebeb4a7c63a563992ee3cfb08433, 90bdb22a-3e92-4035-980c-eda1ba0d5ff2, dd30b79cad940932",
        "500, 95204197, 3748, 1575c5f48200b4b457431c86801ffbaacbf47fab1540d46dd09dc31056fad1ee,"
                + " 46b9e835577b70a09a2ad12acb60306eaf270f5b, ced7e4c7-a2e6-4d17-935d-e7e6e04d196b, 256423309117a7cb",
        "2147483647, 96407555, 1311, 8807975b8dd878c87622b56b2dc9342a410ca2c56162a725c89e5ea8fc9a8604,"
                + " 5be87ee8e1f74c3e2e922fafafbcb5fdb4fe332f, f4b7d03b-e5e5-41da-b40b-dc15bb38ec0f, 332ee344757e677b"
    })
    void aPlaceHasTheseValuesForEver(
            int seq, int passcode, int discriminator, String salt, String dacSerial, String uuid, String serialNumber) {
        assertThat(secrets.passcode(seq).value()).isEqualTo(passcode);
        assertThat(secrets.discriminator(seq).value()).isEqualTo(discriminator);
        assertThat(secrets.salt(seq).hex()).isEqualTo(salt);
        assertThat(secrets.dacSerial(seq).hex()).isEqualTo(dacSerial);
        assertThat(secrets.uuid(seq)).hasToString(uuid);
        assertThat(secrets.serialNumber(seq).value()).isEqualTo(serialNumber);
    }

    /** The first place of this key at which none of the eight numbers in HKDF's first block is a passcode. */
    @Test
    void passcodesGoOnInTheNextBlock() {
        assertThat(secrets.passcode(148_186).value()).isEqualTo(4_791_158);
    }

    @Test
    void theKeyIsKnownAgainByItsCheck() {
        assertThat(secrets.keyCheck().hex())
                .isEqualTo("f4719e885a1aface3544a951baed7bff18ca63753dc94038ac7fa9f0117055a2");
        assertThat(new ModuleSecrets(key(1)).keyCheck()).isNotEqualTo(secrets.keyCheck());
    }

    @Test
    void aKeyHas32Bytes() {
        assertThatThrownBy(() -> new ModuleSecrets(SecretBytes.wrap(new byte[31])))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** 100 equal parts of the range; chi-square with 99 degrees of freedom is over 160 once in ten thousand. */
    @Test
    void passcodesAreAllowedAndEven() {
        int[] parts = new int[100];
        BitSet seen = new BitSet(PASSCODES);
        for (int seq = 1; seq <= DRAWS; seq++) {
            int passcode = secrets.passcode(seq).value();
            assertThat(Passcode.isAllowed(passcode)).isTrue();
            parts[(int) ((long) passcode * parts.length / 100_000_000)]++;
            seen.set(passcode);
        }

        assertThat(chiSquare(parts, DRAWS)).isBetween(50.0, 160.0);
        double repeats = DRAWS - PASSCODES * -Math.expm1(-(double) DRAWS / PASSCODES);
        assertThat((double) DRAWS - seen.cardinality())
                .as("repeats; as many as of even draws are to be expected")
                .isCloseTo(repeats, within(6 * Math.sqrt(repeats)));
    }

    /** 4,095 degrees of freedom: mean 4,095, standard deviation 90. */
    @Test
    void discriminatorsAreEvenOverAll4096() {
        int[] counts = new int[4096];
        for (int seq = 1; seq <= DRAWS; seq++) {
            counts[secrets.discriminator(seq).value()]++;
        }

        assertThat(chiSquare(counts, DRAWS)).isBetween(3700.0, 4500.0);
    }

    private static double chiSquare(int[] counts, int draws) {
        double expected = (double) draws / counts.length;
        double sum = 0;
        for (int count : counts) {
            sum += (count - expected) * (count - expected) / expected;
        }
        return sum;
    }

    /** Two labels must not give the same stream, nor two places, nor two keys. */
    @Test
    void labelsPlacesAndKeysAreIndependent() {
        ModuleSecrets other = new ModuleSecrets(key(1));
        List<IntFunction<Bytes>> streams = List.of(
                secrets::salt,
                secrets::dacSerial,
                seq -> Bytes.fromHex(secrets.uuid(seq).toString().replace("-", "")),
                seq -> Bytes.fromHex(secrets.serialNumber(seq).value()),
                seq -> secrets.keyCheck(),
                other::salt,
                other::dacSerial);
        Set<String> ends = new HashSet<>();
        int drawn = 0;
        for (int stream = 0; stream < streams.size(); stream++) {
            for (int seq = 1; seq <= (stream == 4 ? 1 : 1000); seq++) {
                // bytes 2 to 5 are random in each of them
                ends.add(streams.get(stream).apply(seq).hex().substring(4, 12));
                drawn++;
            }
        }

        assertThat(drawn - ends.size()).as("collisions of 32 bits").isLessThan(3);
    }

    @Test
    void dacSerialsArePositiveAndOfOneLength() {
        for (int seq = 1; seq <= 1000; seq++) {
            Bytes serial = secrets.dacSerial(seq);
            assertThat(serial.size()).isEqualTo(20);
            assertThat(serial.toByteArray()[0] & 0xC0).isEqualTo(0x40);
        }
    }

    @Test
    void uuidsAreOfVersion4() {
        for (int seq = 1; seq <= 1000; seq++) {
            assertThat(secrets.uuid(seq).version()).isEqualTo(4);
            assertThat(secrets.uuid(seq).variant()).isEqualTo(2);
        }
    }
}
