package dev.mintmark.onboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mintmark.format.SecretBytes;
import java.util.HexFormat;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;
import org.junit.jupiter.api.Test;

final class HkdfTest {
    private static final HexFormat HEX = HexFormat.of();

    /** RFC 5869, A.3: SHA-256 with zero-length salt and info. */
    @Test
    void theVectorOfTheRfcComesOut() {
        Hkdf hkdf = Hkdf.extract(SecretBytes.copyOf(HEX.parseHex("0b".repeat(22))));

        assertThat(HEX.formatHex(hkdf.expand(new byte[0], 42)))
                .isEqualTo("8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8");
    }

    @Test
    void everyLengthIsWhatBouncyCastleGives() {
        byte[] key = HEX.parseHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
        byte[] info = {1, 2, 3};
        Hkdf hkdf = Hkdf.extract(SecretBytes.copyOf(key));
        for (int length : new int[] {0, 1, 31, 32, 33, 64, 100, 255 * 32}) {
            HKDFBytesGenerator other = new HKDFBytesGenerator(new SHA256Digest());
            other.init(new HKDFParameters(key, null, info));
            byte[] expected = new byte[length];
            other.generateBytes(expected, 0, length);

            assertThat(hkdf.expand(info, length)).isEqualTo(expected);
        }
    }

    @Test
    void moreThan255BlocksAreRefused() {
        Hkdf hkdf = Hkdf.extract(SecretBytes.copyOf(new byte[32]));

        assertThatThrownBy(() -> hkdf.expand(new byte[0], 255 * 32 + 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theInputKeyMayBeWipedAfterwards() {
        SecretBytes key = SecretBytes.copyOf(HEX.parseHex("0b".repeat(22)));
        Hkdf hkdf = Hkdf.extract(key);
        key.close();

        assertThat(HEX.formatHex(hkdf.expand(new byte[0], 4))).isEqualTo("8da4e775");
    }
}
