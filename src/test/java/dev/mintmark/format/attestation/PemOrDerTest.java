package dev.mintmark.format.attestation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the short way takes, the patterns take too, and for the same. */
class PemOrDerTest {
    private static final Set<String> LABELS = Set.of("CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST");

    /** What a file is spoilt with. */
    private static final String[] PIECES = {
        "",
        "\n",
        "\r",
        "\t",
        " ",
        "-",
        "-----",
        "=",
        "A",
        "AA==",
        ":",
        "NEW ",
        "-----BEGIN CERTIFICATE REQUEST-----\n",
        "-----END CERTIFICATE-----"
    };

    private final Random random = new Random(7468);

    private String armour() {
        byte[] content = new byte[random.nextInt(60)];
        random.nextBytes(content);
        String label = random.nextBoolean() ? "CERTIFICATE REQUEST" : "NEW CERTIFICATE REQUEST";
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(label, Base64.getMimeEncoder(16, new byte[] {'\n'}).encodeToString(content), label);
    }

    private String spoilt(String text) {
        int from = random.nextInt(text.length() + 1);
        int to = Math.min(text.length(), from + random.nextInt(3));
        return text.substring(0, from) + PIECES[random.nextInt(PIECES.length)] + text.substring(to);
    }

    @Test
    void bothWaysReadTheSame() {
        int read = 0;
        for (int i = 0; i < 100_000; i++) {
            String text = armour();
            for (int times = i % 4; times > 0; times--) {
                text = spoilt(text);
            }
            PemOrDer each = PemOrDer.read(text.getBytes(StandardCharsets.US_ASCII), LABELS);
            if (text.charAt(0) != '0') {
                assertThat(each).as(text).isEqualTo(PemOrDer.any(text, LABELS));
            }
            read += each instanceof PemOrDer.Der ? 1 : 0;
        }
        assertThat(read).isBetween(25_000, 75_000);
    }
}
