package dev.mintmark.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderIdTest {
    @ParameterizedTest
    @ValueSource(strings = {"PO-1001", "4500017731", "a", "SO_4711.10", "keys-2026", "log1"})
    void whatErpsUseIsTaken(String id) {
        assertThat(new OrderId(id)).hasToString(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "../x", "a/b", "-x", "x.", "con", "NUL.txt", "ä", "a b", "a\u202Eb"})
    void whatIsNoPlainNameIsRefused(String id) {
        assertThatThrownBy(() -> new OrderId(id)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"keys", "Keys", "ledger", "log", "lock", "status.json", "test-keys", "test-keys.part"})
    void namesOfTheHomeItselfAreRefused(String id) {
        assertThatThrownBy(() -> new OrderId(id)).hasMessageContaining("uses in the home itself");
    }
}
