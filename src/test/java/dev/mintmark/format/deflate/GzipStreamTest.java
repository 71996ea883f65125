package dev.mintmark.format.deflate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mintmark.Commands;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes out, read by the JDK's zlib and by gzip. */
class GzipStreamTest {
    private static final int WINDOW = 1 << 15;
    private static final int BUFFER = 8 * WINDOW;

    private static byte[] compressed(byte[] plain, int piece) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GzipStream gzip = new GzipStream(out)) {
            for (int from = 0; from < plain.length; from += piece) {
                gzip.write(plain, from, Math.min(piece, plain.length - from));
            }
        }
        return out.toByteArray();
    }

    private static byte[] read(byte[] gzip) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            return in.readAllBytes();
        }
    }

    private static void comesBack(byte[] plain) throws IOException {
        assertThat(read(compressed(plain, Math.max(1, plain.length)))).isEqualTo(plain);
    }

    private static byte[] random(Random random, int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Repeats of all distances, letters of all numbers, stretches of one byte. */
    private static byte[] any(Random random) {
        byte[] plain = new byte[random.nextInt(random.nextInt(8) == 0 ? 3 * BUFFER : 20_000)];
        int at = 0;
        while (at < plain.length) {
            int end = Math.min(plain.length, at + 1 + random.nextInt(600));
            switch (random.nextInt(3)) {
                case 0 -> Arrays.fill(plain, at, end, (byte) random.nextInt());
                case 1 -> {
                    int alphabet = 1 + random.nextInt(256);
                    for (int i = at; i < end; i++) {
                        plain[i] = (byte) random.nextInt(alphabet);
                    }
                }
                default -> {
                    int distance = 1 + random.nextInt(Math.max(1, Math.min(at, WINDOW + 10)));
                    for (int i = at; i < end; i++) {
                        plain[i] = i < distance ? 0 : plain[i - distance];
                    }
                }
            }
            at = end;
        }
        return plain;
    }

    @Test
    void everythingComesBack() throws IOException {
        Random random = new Random(1952);
        for (int run = 0; run < 1_000; run++) {
            byte[] plain = any(random);

            assertThat(read(compressed(plain, Math.max(1, plain.length))))
                    .as("run %d", run)
                    .isEqualTo(plain);
        }
    }

    @ParameterizedTest
    @ValueSource(
            ints = {0, 1, 2, 3, 4, 5, 257, 258, 259, 260, 261, 262, 516, 517, WINDOW, BUFFER - 1, BUFFER, BUFFER + 1})
    void atEverySize(int size) throws IOException {
        comesBack(new byte[size]);
        comesBack(random(new Random(size), size));
    }

    /** The farthest match there is, and one that is a byte too far. */
    @Test
    void whatRepeatsAtTheWindowsEndComesBack() throws IOException {
        for (int distance = WINDOW - 2; distance <= WINDOW + 2; distance++) {
            byte[] plain = random(new Random(distance), 2 * BUFFER);
            for (int at = distance; at < plain.length; at++) {
                plain[at] = plain[at - distance];
            }
            comesBack(plain);
            assertThat(compressed(plain, plain.length).length < plain.length / 2)
                    .as("found at %d", distance)
                    .isEqualTo(distance <= WINDOW);
        }
    }

    /** Each letter as often as the two rarer ones together: without a limit codes would be of up to 24 bits. */
    @Test
    void codesAreNoLongerThanTheyMayBe() throws IOException {
        ByteArrayOutputStream letters = new ByteArrayOutputStream();
        int rarer = 1;
        int rare = 1;
        for (int letter = 0; letters.size() + rare < BUFFER; letter++) {
            for (int i = 0; i < rare; i++) {
                letters.write(letter);
            }
            int next = rarer + rare;
            rarer = rare;
            rare = next;
        }
        byte[] plain = letters.toByteArray();
        Random random = new Random(15);
        for (int i = plain.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            byte kept = plain[i];
            plain[i] = plain[other];
            plain[other] = kept;
        }

        comesBack(plain);
        int[] counts = IntStream.iterate(1, count -> 2 * count).limit(30).toArray();
        for (int longest : new int[] {5, 7, 15}) {
            HuffmanCode code = HuffmanCode.of(counts, longest);
            int[] lengths = IntStream.range(0, counts.length).map(code::length).toArray();
            assertThat(Arrays.stream(lengths).max()).hasValue(longest);
            assertThat(Arrays.stream(lengths)
                            .map(length -> 1 << longest - length)
                            .sum())
                    .as("nothing is left out")
                    .isEqualTo(1 << longest);
        }
    }

    @Test
    void theSameContentIsTheSameBytesHoweverItIsCut() throws IOException {
        byte[] plain = any(new Random(7));
        byte[] whole = compressed(plain, plain.length);

        for (int piece : new int[] {1, 100, 4096, 1 << 16}) {
            assertThat(compressed(plain, piece)).isEqualTo(whole);
        }
    }

    @Test
    void modulesThatAreAlikeTakeWhatTheyDifferIn(@TempDir Path folder) throws Exception {
        Random random = new Random(9);
        byte[] image = new byte[24_576];
        Arrays.fill(image, (byte) 0xFF);
        System.arraycopy(random(random, 3_000), 0, image, 0, 3_000);
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        for (int module = 0; module < 500; module++) {
            System.arraycopy(random(random, 200), 0, image, 1_000, 200);
            plain.write(image);
        }
        byte[] gzip = compressed(plain.toByteArray(), 1 << 16);

        assertThat(read(gzip)).isEqualTo(plain.toByteArray());
        assertThat(gzip.length / 500).isBetween(200, 280);
        Path file = Files.write(folder.resolve("lot.gz"), gzip);
        assertThat(Commands.run(folder, "gzip", "--test", file.toString()).output())
                .isEmpty();
    }

    @Test
    void nothingOfTheContentIsKeptOnceItIsClosed() throws Exception {
        GzipStream gzip = new GzipStream(new ByteArrayOutputStream());
        gzip.write(random(new Random(1), 100_000));
        gzip.close();
        gzip.close();

        assertThat((byte[]) kept(gzip, "buffer")).containsOnly(0);
        assertThat((int[]) kept(gzip, "lastAt")).containsOnly(0);
        assertThat((byte[]) kept(kept(gzip, "bits"), "out")).containsOnly(0);
        assertThat((int[]) kept(kept(gzip, "block"), "sequences")).containsOnly(0);
        assertThat((int[]) kept(kept(gzip, "block"), "literals")).containsOnly(0);
    }

    private static Object kept(Object in, String name) throws ReflectiveOperationException {
        Field field = in.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field.get(in);
    }

    @Test
    void nothingIsWrittenOnceItIsClosed() throws IOException {
        GzipStream gzip = new GzipStream(new ByteArrayOutputStream());
        gzip.close();

        assertThatThrownBy(() -> gzip.write(1)).isInstanceOf(IOException.class);
    }
}
