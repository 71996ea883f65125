package dev.mintmark.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mintmark.format.Bytes;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The draw, as {@code printf 'tuesday:0101…' | sha256sum} decides it. */
final class DrawTest {
    private static List<Draw.Drawn<Integer>> draw(int count, int... order) {
        Draw.Urn<Integer> urn = new Draw(count, "tuesday").new Urn<>();
        for (int each : order) {
            urn.put(Bytes.fromHex("%02x".formatted(each).repeat(32)), each);
        }
        return urn.drawn();
    }

    @Test
    void theSmallestHashesOfSeedAndDacAreDrawnInWhateverOrderTheyCome() {
        List<Draw.Drawn<Integer>> drawn = draw(3, 1, 2, 3, 4, 5);

        assertThat(drawn).extracting(Draw.Drawn::row).containsExactly(2, 4, 3);
        assertThat(drawn.get(0).lot().hex())
                .isEqualTo("17935e506918455d7c028e06433945e36cbea54f352646ece5bfd63bb568cd45");
        assertThat(draw(3, 5, 4, 3, 2, 1)).isEqualTo(drawn);
        assertThat(draw(9, 5, 1)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a:b", "$(x)", "a\n", "\u00e4"})
    void aSeedIsAPlainWord(String seed) {
        assertThatThrownBy(() -> new Draw(1, seed)).isInstanceOf(IllegalArgumentException.class);
    }
}
