package dev.mintmark.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SerialNumberPatternTest {
    private static final OrderId ORDER = new OrderId("PO-7");

    @ParameterizedTest
    @CsvSource({
        "DL1-{order}-{seq:6}, 42, DL1-PO-7-000042",
        "{seq}, 0, 0",
        "{seq}x{seq:3}, 12, 12x012",
        "{seq:3}, 123456, 123456",
        "X.{seq:20}_, 1, X.00000000000000000001_",
    })
    void placeholdersAreFilledIn(String pattern, int seq, String expected) {
        assertThat(new SerialNumberPattern(pattern).of(ORDER, seq)).isEqualTo(new SerialNumber(expected));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DL1-{order}                         | has no {seq}",
                "DL1                                 | has no {seq}",
                "{seq:0}                             | has a placeholder other than",
                "{seq:x}                             | has a placeholder other than",
                "{vid}{seq}                          | has a placeholder other than",
                "{seq                                | has a placeholder other than",
                "-{seq}                              | makes no legal serial number",
                "a b{seq}                            | makes no legal serial number",
                "{seq:33}                            | makes no legal serial number",
                "1234567890123456789012345{seq}      | makes no legal serial number",
            })
    void whatCannotMakeLegalAndDifferentNumbersIsRefused(String pattern, String reason) {
        assertThatThrownBy(() -> new SerialNumberPattern(pattern))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("serial-number-pattern \"" + pattern + "\" " + reason);
    }

    @Test
    void anOrdersIdMayBeTooLongForIt() {
        SerialNumberPattern pattern = new SerialNumberPattern("{order}-{seq}");

        assertThat(pattern.fits(new OrderId("A".repeat(23)), 99_999_999)).isTrue();
        assertThat(pattern.fits(new OrderId("A".repeat(24)), 99_999_999)).isFalse();
        assertThat(pattern.fits(new OrderId("A".repeat(24)), 9_999_999)).isTrue();
    }
}
