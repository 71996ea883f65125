package dev.mintmark.onboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.SecretBytes;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SealedValuesTest {
    private static final byte[] VALUES = "what a module brought along".getBytes(StandardCharsets.UTF_8);

    private final ModuleSecrets secrets = new ModuleSecrets(SecretBytes.wrap(new byte[32]));

    @Test
    void theSameValuesAreSealedToTheSameBytesAndOpened() {
        SealedValues sealed = SealedValues.seal(secrets.valuesKey(1), VALUES);

        assertThat(SealedValues.seal(secrets.valuesKey(1), VALUES)).isEqualTo(sealed);
        assertThat(sealed.open(secrets.valuesKey(1))).isEqualTo(SecretBytes.copyOf(VALUES));
        assertThat(sealed.content().size()).isEqualTo(VALUES.length + 16);
    }

    @Test
    void noTwoModulesShareAMarkOrAKey() {
        SealedValues one = SealedValues.seal(secrets.valuesKey(1), VALUES);
        SealedValues two = SealedValues.seal(secrets.valuesKey(2), VALUES);

        assertThat(one.mark()).isNotEqualTo(two.mark());
        assertThatThrownBy(() -> one.open(secrets.valuesKey(2))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatWasChangedIsNotOpened() {
        SealedValues sealed = SealedValues.seal(secrets.valuesKey(1), VALUES);
        byte[] content = sealed.content().toByteArray();
        content[3] ^= 1;
        byte[] mark = sealed.mark().toByteArray();
        mark[31] ^= 1;

        assertThatThrownBy(() -> new SealedValues(sealed.mark(), Bytes.of(content)).open(secrets.valuesKey(1)))
                .hasMessageContaining("were changed");
        assertThatThrownBy(() -> new SealedValues(Bytes.of(mark), sealed.content()).open(secrets.valuesKey(1)))
                .hasMessageContaining("were changed");
    }
}
