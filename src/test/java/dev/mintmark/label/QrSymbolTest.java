package dev.mintmark.label;

import static org.assertj.core.api.Assertions.assertThat;

import io.nayuki.qrcodegen.QrCode;
import io.nayuki.qrcodegen.QrSegment;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class QrSymbolTest {
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-.";

    @Test
    void theMaskIsTheLibrarysForThousandsOfPayloads() {
        Random random = new Random(25);
        Set<Integer> masks = new HashSet<>();
        for (int run = 0; run < 5_000; run++) {
            masks.add(compare(text(random, "MT:", 19, ALPHABET)));
        }

        assertThat(masks).as("each mask is the best now and then").hasSize(8);
    }

    /** Few letters repeat: long runs, large blocks, finder-like patterns of several widths. */
    @Test
    void theMaskIsTheLibrarysForOddTextsToo() {
        Random random = new Random(26);
        for (int run = 0; run < 1_500; run++) {
            String letters = text(random, "", 1 + random.nextInt(3), ALPHABET);
            compare(text(random, "", 1 + random.nextInt(24), letters));
        }
    }

    @Test
    void largerSymbolsAreTheLibrarysOwn() {
        Random random = new Random(27);
        for (int length = 30; length < 300; length += 45) {
            compare(text(random, "MT:", length, ALPHABET));
        }
    }

    private static int compare(String text) {
        QrCode expected = QrCode.encodeSegments(
                QrSegment.makeSegments(text), QrCode.Ecc.MEDIUM, 2, QrCode.MAX_VERSION, -1, false);
        boolean[][] symbol = QrSymbol.of(text).modules();
        assertThat(symbol.length).isEqualTo(expected.size);
        for (int y = 0; y < symbol.length; y++) {
            for (int x = 0; x < symbol.length; x++) {
                if (symbol[y][x] != expected.getModule(x, y)) {
                    throw new AssertionError(
                            "\"%s\" differs at %d, %d; the library took mask %d".formatted(text, x, y, expected.mask));
                }
            }
        }
        return expected.mask;
    }

    private static String text(Random random, String start, int length, String letters) {
        StringBuilder text = new StringBuilder(start);
        for (int i = 0; i < length; i++) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        return text.toString();
    }
}
