package dev.mintmark.format.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;

class FixedZlibTest {
    @Test
    void everythingComesOutOfTheJdksInflater() throws DataFormatException {
        Random random = new Random(1951);
        for (int run = 0; run < 2_000; run++) {
            byte[] plain = new byte[random.nextInt(run % 10 == 0 ? 50_000 : 1_000)];
            int alphabet = 1 + random.nextInt(256);
            int period = 1 + random.nextInt(300);
            for (int i = 0; i < plain.length; i++) {
                boolean repeats = i >= period && random.nextInt(100) > 0;
                plain[i] = repeats ? plain[i - period] : (byte) random.nextInt(alphabet);
            }
            int[] distances = {period, 1 + random.nextInt(32_768), 1 + random.nextInt(4_000), 1, 3, 32_768};

            assertThat(inflate(FixedZlib.compress(plain, distances), plain.length))
                    .as("run %d", run)
                    .isEqualTo(plain);
        }
    }

    private static byte[] inflate(byte[] stream, int size) throws DataFormatException {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(stream);
            byte[] plain = new byte[size];
            int done = 0;
            while (!inflater.finished()) {
                int read = inflater.inflate(plain, done, size - done);
                assertThat(read > 0 || inflater.finished()).isTrue();
                done += read;
            }
            assertThat(done).isEqualTo(size);
            assertThat(inflater.getRemaining()).isZero();
            return plain;
        } finally {
            inflater.end();
        }
    }
}
