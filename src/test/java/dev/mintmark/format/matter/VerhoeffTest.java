package dev.mintmark.format.matter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerhoeffTest {
    private static final String GOOD = "34970112332";

    @ParameterizedTest
    @CsvSource({"236, 3", "12345, 1", "3497011233, 2", "74970112336552132769, 4"})
    void knownDigitsGiveTheirCheckDigit(String digits, char expected) {
        assertThat(Verhoeff.checkDigit(digits)).isEqualTo(expected);
        assertThat(Verhoeff.isValid(digits + expected)).isTrue();
    }

    @Test
    void everyWrongDigitIsFound() {
        for (int i = 0; i < GOOD.length(); i++) {
            for (char digit = '0'; digit <= '9'; digit++) {
                String changed = GOOD.substring(0, i) + digit + GOOD.substring(i + 1);
                assertThat(Verhoeff.isValid(changed)).isEqualTo(changed.equals(GOOD));
            }
        }
    }

    @Test
    void everySwapOfNeighboursIsFound() {
        for (int i = 1; i < GOOD.length(); i++) {
            String swapped = GOOD.substring(0, i - 1) + GOOD.charAt(i) + GOOD.charAt(i - 1) + GOOD.substring(i + 1);
            assertThat(Verhoeff.isValid(swapped)).isEqualTo(swapped.equals(GOOD));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0"})
    void aCheckDigitAloneChecksNothing(String digits) {
        assertThat(Verhoeff.isValid(digits)).isFalse();
    }
}
