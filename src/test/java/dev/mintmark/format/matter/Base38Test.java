package dev.mintmark.format.matter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mintmark.format.Bytes;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Base38Test {
    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "00, 00",
        "0a, A0",
        "ff, R6",
        "ffff, NE71",
        "ffffff, PLS18",
        "88ffa7915040004751dd02, -MOA57ZU02IT2L2BJ00",
    })
    void knownBytesGiveKnownText(String hex, String text) {
        assertThat(Base38.encode(Bytes.fromHex(hex).toByteArray())).isEqualTo(text);
        assertThat(Base38.decode(text)).isEqualTo(Bytes.fromHex(hex).toByteArray());
    }

    @Test
    void everyLengthGoesThereAndBack() {
        Random random = new Random(1);
        for (int length = 0; length < 40; length++) {
            byte[] input = new byte[length];
            random.nextBytes(input);
            assertThat(Base38.decode(Base38.encode(input))).isEqualTo(input);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0", // no byte has one character
                "000", // nor three
                "00000000", // a whole group and three
                "a0", // lower case
                "0 ", // a blank
                "0*", // the separator of a pack
                "0\u0661", // a digit, but not of ASCII
                "S6", // 256 in one byte
                "OE71", // 65536 in two
                "QLS18", // 2^24 in three
                ".....", // the greatest group
            })
    void whatNoBytesGiveIsRefused(String text) {
        assertThatThrownBy(() -> Base38.decode(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
