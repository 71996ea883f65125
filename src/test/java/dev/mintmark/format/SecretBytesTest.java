package dev.mintmark.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SecretBytesTest {
    private static final byte[] CANARY = "canary".getBytes(StandardCharsets.US_ASCII);

    @Test
    void itHasNoTextForm() {
        SecretBytes secret = SecretBytes.copyOf(CANARY);

        assertThat(secret).hasToString("secret");
        assertThat("%s %s".formatted(secret, java.util.List.of(secret))).isEqualTo("secret [secret]");
        assertThat(Arrays.stream(SecretBytes.class.getMethods())
                        .filter(method -> CharSequence.class.isAssignableFrom(method.getReturnType()))
                        .map(Method::getName))
                .containsExactly("toString");
        assertThat(secret).isNotInstanceOf(java.io.Serializable.class);
    }

    /** A hash of the content would let guesses be tried. */
    @Test
    void itsHashTellsNothing() {
        assertThat(SecretBytes.copyOf(CANARY)).hasSameHashCodeAs(SecretBytes.copyOf(new byte[0]));
    }

    @Test
    void onceClosedItIsWipedAndGivesNothing() {
        byte[] owned = CANARY.clone();
        SecretBytes secret = SecretBytes.wrap(owned);

        secret.close();

        assertThat(owned).containsOnly(0);
        assertThatThrownBy(secret::expose).isInstanceOf(IllegalStateException.class);
        assertThat(secret).isNotEqualTo(SecretBytes.copyOf(owned));
    }

    @Test
    void aCopyIsItsOwn() {
        byte[] given = CANARY.clone();
        SecretBytes secret = SecretBytes.copyOf(given);
        Arrays.fill(given, (byte) 0);

        assertThat(secret).isEqualTo(SecretBytes.copyOf(CANARY));
    }
}
