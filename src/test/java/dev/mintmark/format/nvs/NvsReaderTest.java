package dev.mintmark.format.nvs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mintmark.format.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NvsReaderTest {
    /** Two namespaces, every type, a blob over two pages: two pages used of three, in a partition of 0x4000. */
    private static byte[] sample() {
        return new NvsWriter(0x4000)
                .namespace("one")
                .u8("u8", 255)
                .u16("u16", 65535)
                .u32("u32", 4_294_967_295L)
                .u64("u64", -1)
                .i8("i8", -128)
                .i16("i16", -32768)
                .i32("i32", -2)
                .i64("i64", Long.MIN_VALUE)
                .string("text", "Zürich ☃")
                .blob("empty", new byte[0])
                .namespace("two")
                .blob("u8", new byte[5000])
                .string("last", "")
                .toImage();
    }

    @Test
    void everyTypeIsReadBack() {
        List<NvsNamespace> namespaces = NvsReader.read(sample()).namespaces();

        assertThat(namespaces).extracting(NvsNamespace::name).containsExactly("one", "two");
        assertThat(namespaces.get(0).entries())
                .extracting(e -> e.key() + " " + e.value().describe())
                .containsExactly(
                        "u8 u8 255",
                        "u16 u16 65535",
                        "u32 u32 4294967295",
                        "u64 u64 18446744073709551615",
                        "i8 i8 -128",
                        "i16 i16 -32768",
                        "i32 i32 -2",
                        "i64 i64 -9223372036854775808",
                        "text string of 8 characters",
                        "empty blob of 0 bytes");
        assertThat(namespaces.get(1).entries())
                .containsExactly(
                        new NvsEntry("u8", new NvsValue.Blob(Bytes.of(new byte[5000]))),
                        new NvsEntry("last", new NvsValue.Text("")));
    }

    static Stream<Arguments> damages() {
        int entry1 = NvsReader.offset(0, 1);
        return Stream.of(
                damage("header bit", "page 0 (offset 0x0): header CRC", i -> i[5] ^= 1),
                damage("unknown state", "page 1 (offset 0x1000): unknown page state", i -> i[0x1000] = 0x7f),
                damage("page being freed", "page 0 (offset 0x0): being freed", i -> i[0] = (byte) 0xf8),
                damage("corrupt page", "page 0 (offset 0x0): marked corrupt", i -> i[0] = (byte) 0xf0),
                damage("two active pages", "page 1 (offset 0x1000): used, but", i -> i[0] = (byte) 0xfe),
                damage(
                        "first page blank",
                        "page 1 (offset 0x1000): used, but",
                        i -> Arrays.fill(i, 0, 4096, (byte) -1)),
                damage("unused page written", "page 3 (offset 0x3000): marked unused", i -> i[0x3fff] = 0),
                damage("newer version", "version byte 0xfd", i -> {
                    i[8] = (byte) 0xfd;
                    sealHeader(i, 0);
                }),
                damage("two versions", "page 1 (offset 0x1000): version is not", i -> {
                    i[0x1008] = (byte) 0xff;
                    sealHeader(i, 0x1000);
                }),
                damage("sequence gap", "page 1 (offset 0x1000): sequence number", i -> {
                    i[0x1004] = 2;
                    sealHeader(i, 0x1000);
                }),
                damage("127th entry", "more than 126", i -> i[63] = (byte) 0x2a),
                damage("entry bit", "page 0 entry 1 (offset 0x60): entry CRC", i -> i[entry1 + 24] ^= 1),
                damage("erased entry", "page 0 entry 1 (offset 0x60): erased", i -> i[32] &= (byte) 0xf3),
                damage("illegal state", "page 0 entry 1 (offset 0x60): illegal", i -> i[32] ^= 0x0c),
                damage("unknown type", "type 0x24 is unknown", i -> reseal(i, entry1, 1, 0x24)),
                damage("blob of version 1", "type 0x41 is unknown", i -> reseal(i, entry1, 1, 0x41)),
                damage("span 2 of an integer", "spans 2 entries", i -> reseal(i, entry1, 2, 2)),
                damage("span 0", "spans 0 entries", i -> reseal(i, entry1, 2, 0)),
                damage("chunk number of an integer", "has a chunk number", i -> reseal(i, entry1, 3, 0)),
                damage("unknown namespace", "namespace 9, which has no name", i -> reseal(i, entry1, 0, 9)),
                damage("namespace index twice", "a second time", i -> reseal(i, NvsReader.offset(0, 13), 24, 1)),
                damage("namespace 0", "names no namespace", i -> reseal(i, NvsReader.offset(0, 0), 24, 0)),
                damage("key twice", "\"u8\" is written twice in namespace \"one\"", i -> {
                    i[NvsReader.offset(0, 2) + 9] = '8';
                    reseal(i, NvsReader.offset(0, 2), 10, 0);
                }),
                damage("key beyond its NUL", "filled up with zeros", i -> reseal(i, entry1, 15, 'x')),
                damage("key not ASCII", "ASCII", i -> reseal(i, entry1, 8, 0xe9)),
                damage("value of a string", "\"text\" does not match the CRC", i -> i[NvsReader.offset(0, 10)] ^= 1),
                damage("chunk out of turn", "is not the chunk", i -> reseal(i, NvsReader.offset(1, 0), 3, 2)),
                damage("index of other length", "do not add up", i -> reseal(i, index(i), 24, 0)),
                damage("index of other count", "do not add up", i -> reseal(i, index(i), 28, 3)),
                damage("index of other blob", "without its chunks", i -> reseal(i, index(i), 8, 'x')));
    }

    private static Arguments damage(String name, String message, Consumer<byte[]> act) {
        return Arguments.of(name, message, act);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("damages")
    void aDamagedImageIsRefusedWithItsPlace(String name, String message, Consumer<byte[]> damage) {
        byte[] image = sample();
        damage.accept(image);

        assertThatThrownBy(() -> NvsReader.read(image))
                .isInstanceOf(NvsFormatException.class)
                .hasMessageContaining(message);
    }

    @Test
    void anImageOfNoOrBrokenPagesIsRefused() {
        for (int size : new int[] {0, 1, 4095, 4097}) {
            assertThatThrownBy(() -> NvsReader.read(new byte[size])).isInstanceOf(NvsFormatException.class);
        }
        byte[] blank = new byte[0x3000];
        Arrays.fill(blank, (byte) 0xFF);
        assertThatThrownBy(() -> NvsReader.read(blank)).hasMessageContaining("no page is used");
    }

    @Test
    void anImageWithoutAFreePageIsRefused() {
        byte[] full =
                new NvsWriter(0x4000).namespace("a").blob("b", new byte[9000]).toImage();
        byte[] cut = Arrays.copyOf(full, 0x3000);

        assertThatThrownBy(() -> NvsReader.read(cut)).hasMessageContaining("no page is free");
    }

    @Test
    void aBlobCutOffBeforeItsIndexIsRefused() {
        byte[] image =
                new NvsWriter(0x1000).namespace("a").blob("b", new byte[1]).toImage();
        Arrays.fill(image, NvsReader.offset(0, 3), NvsReader.offset(0, 4), (byte) 0xFF);
        image[32] |= (byte) 0xC0;

        assertThatThrownBy(() -> NvsReader.read(image)).hasMessageContaining("blob \"b\" has no index");
    }

    @Test
    void randomImagesAreReadBackAsWritten() {
        Random random = new Random(20_261_122);
        for (int run = 0; run < 2_000; run++) {
            NvsWriter writer = new NvsWriter(0x10000);
            List<NvsNamespace> written = new ArrayList<>();
            for (int n = 1 + random.nextInt(3); n > 0; n--) {
                List<NvsEntry> entries = new ArrayList<>();
                writer.namespace("ns" + n);
                for (int k = random.nextInt(40); k > 0; k--) {
                    entries.add(new NvsEntry("key-" + k, put(writer, "key-" + k, random)));
                }
                written.add(new NvsNamespace("ns" + n, entries));
            }

            assertThat(NvsReader.read(writer.toImage()).namespaces())
                    .as("run %d", run)
                    .isEqualTo(written);
        }
    }

    @Test
    void aChangedByteIsHarmlessOrRefused() {
        byte[] image = sample();
        NvsContents contents = NvsReader.read(image);
        Random random = new Random(4096);
        int refused = 0;
        for (int run = 0; run < 20_000; run++) {
            int at = random.nextInt(image.length);
            byte before = image[at];
            image[at] = (byte) (before ^ 1 + random.nextInt(255));
            try {
                assertThat(NvsReader.read(image)).as("byte 0x%x", at).isEqualTo(contents);
            } catch (NvsFormatException e) {
                refused++;
            }
            image[at] = before;
        }

        assertThat(refused).isGreaterThan(19_000);
    }

    @Test
    void garbageBehindGoodHeadersIsRefusedAndNothingElse() {
        Random random = new Random(7);
        for (int run = 0; run < 5_000; run++) {
            byte[] image = sample();
            int entry = NvsReader.offset(0, random.nextInt(14));
            for (int i = 0; i < 4; i++) {
                reseal(
                        image,
                        entry,
                        random.nextInt(2) == 0 ? random.nextInt(4) : 8 + random.nextInt(24),
                        random.nextInt());
            }
            assertThatCode(() -> {
                        try {
                            NvsReader.read(image);
                        } catch (NvsFormatException expected) {
                            assertThat(expected).hasMessageStartingWith("NVS ");
                        }
                    })
                    .doesNotThrowAnyException();
        }
    }

    private static NvsValue put(NvsWriter writer, String key, Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> {
                int value = random.nextInt(256);
                writer.u8(key, value);
                yield new NvsValue.Int(NvsType.U8, value);
            }
            case 1 -> {
                long value = random.nextLong();
                writer.i64(key, value);
                yield new NvsValue.Int(NvsType.I64, value);
            }
            case 2 -> {
                int value = (short) random.nextInt();
                writer.i16(key, value);
                yield new NvsValue.Int(NvsType.I16, value);
            }
            case 3 -> {
                String value = "aé☃".repeat(random.nextInt(50));
                writer.string(key, value);
                yield new NvsValue.Text(value);
            }
            default -> {
                byte[] value = new byte[random.nextInt(random.nextInt(20) == 0 ? 5000 : 100)];
                random.nextBytes(value);
                writer.blob(key, value);
                yield new NvsValue.Blob(Bytes.of(value));
            }
        };
    }

    /** Sets a byte of an entry and puts its CRC right, as an attacker would. */
    private static void reseal(byte[] image, int entry, int field, int value) {
        image[entry + field] = (byte) value;
        LittleEndian.putU32(image, entry + 4, NvsCrc.ofEntry(image, entry));
    }

    private static void sealHeader(byte[] image, int page) {
        LittleEndian.putU32(image, page + 28, NvsCrc.ofHeader(image, page));
    }

    /** The index of the blob on page 1, behind its chunk. */
    private static int index(byte[] image) {
        int span = image[NvsReader.offset(1, 0) + 2] & 0xFF;
        return NvsReader.offset(1, span);
    }
}
