package dev.mintmark.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TermsTest {
    private static Terms terms(Map<String, String> values) {
        return new Terms(new TreeMap<>(values));
    }

    @Test
    void theTextIsReadBack() {
        Terms terms = terms(Map.of("issuer", "acme", "product hardware-version", "", "factory", "Ā–1 \"x\""));

        assertThat(terms.text()).isEqualTo("factory\tĀ–1 \"x\"\nissuer\tacme\nproduct hardware-version\t\n");
        assertThat(Terms.parse(terms.text())).isEqualTo(terms);
        assertThat(Terms.parse("")).isEqualTo(terms(Map.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\tb", "a\nb", "a\rb"})
    void aTermIsOneLine(String value) {
        assertThatThrownBy(() -> terms(Map.of("issuer", value))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> terms(Map.of(value, "acme"))).isInstanceOf(IllegalArgumentException.class);
    }

    /** One that {@link String#lines()} does not take for a line end, but other readers might. */
    @ParameterizedTest
    @ValueSource(strings = {"a\u2028b", "a\u0085b", "a\fb", "a\u000Bb"})
    void oddSeparatorsAreReadBackWhole(String value) {
        Terms terms = terms(Map.of("issuer", value));

        assertThat(Terms.parse(terms.text())).isEqualTo(terms);
    }

    @Test
    void differencesNameWhatChangedCameAndWent() {
        Terms before = terms(Map.of("issuer", "acme", "factory", "one", "gone", "x"));
        Terms now = terms(Map.of("issuer", "acme", "factory", "two", "new", "y"));

        assertThat(before.differences(now))
                .containsExactly(
                        Map.entry("factory", "was \"one\", is \"two\""),
                        Map.entry("gone", "was \"x\", is \"\""),
                        Map.entry("new", "was \"\", is \"y\""));
        assertThat(before.differences(before)).isEmpty();
    }

    @Test
    void whoeverGaveTheValuesCannotChangeThem() {
        TreeMap<String, String> values = new TreeMap<>(Map.of("issuer", "acme"));
        Terms terms = new Terms(values);
        values.put("issuer", "other");

        assertThat(terms.values()).containsEntry("issuer", "acme");
        assertThatThrownBy(() -> terms.values().clear()).isInstanceOf(UnsupportedOperationException.class);
    }
}
