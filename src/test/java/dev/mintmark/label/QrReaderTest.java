package dev.mintmark.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class QrReaderTest {
    private static final String BASE_38 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-.";

    private static String payload(Random random) {
        StringBuilder payload = new StringBuilder("MT:");
        random.ints(19, 0, BASE_38.length()).forEach(i -> payload.append(BASE_38.charAt(i)));
        return payload.toString();
    }

    @Test
    void everyPayloadIsReadBackWhateverItsMask() {
        Random random = new Random(2);
        for (int i = 0; i < 500; i++) {
            String payload = payload(random);

            assertThat(QrReader.read(QrSymbol.of(payload).modules())).isEqualTo(payload);
        }
    }

    @Test
    void noWrongModuleIsOverlooked() {
        boolean[][] symbol = QrSymbol.of("MT:Y.K9042C00KA0648G00").modules();
        for (int y = 0; y < symbol.length; y++) {
            for (int x = 0; x < symbol.length; x++) {
                symbol[y][x] ^= true;
                assertThatThrownBy(() -> QrReader.read(symbol)).isInstanceOf(IllegalArgumentException.class);
                symbol[y][x] ^= true;
            }
        }
    }
}
