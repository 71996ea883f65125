package dev.mintmark.format.nvs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mintmark.format.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The hashes are of images laid out by a separate program, written from the format's description alone. */
class NvsWriterTest {
    @Test
    void theCrcStartsAtZero() {
        byte[] check = "123456789".getBytes(StandardCharsets.US_ASCII);

        assertThat(NvsCrc.of(check, 0, check.length)).isEqualTo(0xd202d277);
        assertThat(NvsCrc.of(check, 0, 0)).isEqualTo(0xffffffff);
    }

    @Test
    void aPageWithOneOfEachIsTheKnownImage() {
        byte[] blob = new byte[40];
        for (int i = 0; i < blob.length; i++) {
            blob[i] = (byte) i;
        }

        byte[] image = new NvsWriter(0x3000)
                .namespace("a")
                .u32("n", 1)
                .string("s", "hello")
                .blob("b", blob)
                .toImage();

        assertThat(image).hasSize(0x3000);
        assertSha256(image, "315f8e07599e172b8ef9de5a46f1419464af7eff943d75417ad83194d9021438");
    }

    @Test
    void aReadOnlyImageHoldsUsedPagesOnly() {
        byte[] image = new NvsWriter(0x2000).namespace("a").i32("n", -2).toImage();

        assertThat(image).hasSize(0x1000);
        assertSha256(image, "735fe156a27aaf3112e9f82d7e9b38a0960df609fa6a6d8197a1520359a0bd77");
    }

    @Test
    void aStringLeavesTheLastSlotFreeAndABlobTakesItWithAnEmptyChunk() {
        NvsWriter writer = new NvsWriter(0x6000).namespace("edge");
        for (int i = 0; i < 122; i++) {
            writer.u8("k" + i, i);
        }
        writer.string("moved", "x".repeat(32));
        for (int i = 0; i < 122; i++) {
            writer.u8("m" + i, i);
        }
        byte[] image = writer.blob("late", new byte[] {1, 2, 3}).toImage();

        assertSha256(image, "15732d7f73e4a7e2fc7238b6ccb22ce01d99ece4b9502bd473f6f4350bb0a431");
    }

    @Test
    void theIndexOfABlobThatFillsItsPageAndTheLongestStringStartNewPages() {
        byte[] exact = new byte[124 * 32];
        for (int i = 0; i < exact.length; i++) {
            exact[i] = (byte) (i % 251);
        }

        byte[] image = new NvsWriter(0x6000)
                .namespace("full")
                .blob("exact", exact)
                .string("max", "y".repeat(NvsWriter.LONGEST_STRING))
                .toImage();

        assertSha256(image, "f3a60b0340f4684863f4c527b251740ae70e8915c488965496102f5c1c07c604");
    }

    @Test
    void aTooSmallPartitionIsRefusedWithTheSizeThatWouldDo() {
        NvsWriter writer = new NvsWriter(0x3000)
                .namespace("a")
                .blob("fits", new byte[3000])
                .blob("big", new byte[9000])
                .u8("after", 1);

        assertThatThrownBy(writer::toImage)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("partition of 0x3000 bytes is too small: \"big\" is the first key that does not fit; "
                        + "0x2000 bytes are missing, make it 0x5000");
        byte[] enough = new NvsWriter(0x5000)
                .namespace("a")
                .blob("fits", new byte[3000])
                .blob("big", new byte[9000])
                .u8("after", 1)
                .toImage();
        assertThat(NvsReader.read(enough).namespaces().get(0).entries()).hasSize(3);
    }

    @Test
    void aWriterWithoutNamespaceMakesNoImage() {
        assertThatThrownBy(new NvsWriter(0x3000)::toImage).hasMessageContaining("no namespace");
    }

    static Stream<Arguments> illegal() {
        return Stream.of(
                refused("key before namespace", "before any namespace", w -> new NvsWriter(0x3000).u8("k", 1)),
                refused("key of 16", "\"k123456789012345\" is not 1 to 15", w -> w.u8("k123456789012345", 1)),
                refused("empty key", "is not 1 to 15", w -> w.u8("", 1)),
                refused("key with umlaut", "printable ASCII", w -> w.u8("schlüssel", 1)),
                refused("key with NUL", "printable ASCII", w -> w.u8("a\0b", 1)),
                refused("key twice", "\"k\" is written twice", w -> w.u8("k", 1).string("k", "x")),
                refused("namespace twice", "\"ns\" is opened twice", w -> w.namespace("ns")),
                refused("namespace of 16", "namespace \"n123456789012345\"", w -> w.namespace("n123456789012345")),
                refused("u8 256", "\"k\" is out of the range of U8", w -> w.u8("k", 256)),
                refused("u8 -1", "range of U8", w -> w.u8("k", -1)),
                refused("i8 128", "range of I8", w -> w.i8("k", 128)),
                refused("i8 -129", "range of I8", w -> w.i8("k", -129)),
                refused("u16 65536", "range of U16", w -> w.u16("k", 65536)),
                refused("i16 32768", "range of I16", w -> w.i16("k", 32768)),
                refused("u32 2^32", "range of U32", w -> w.u32("k", 1L << 32)),
                refused("u32 -1", "range of U32", w -> w.u32("k", -1)),
                refused("string of 3968", "3968 bytes of UTF-8, more than 3967", w -> w.string("k", "x".repeat(3968))),
                refused("string of 3968 in UTF-8", "more than 3967", w -> w.string("k", "é".repeat(1984))),
                refused("string with NUL", "holds a NUL", w -> w.string("k", "a\0b")),
                refused("half a surrogate pair", "half a surrogate pair", w -> w.string("k", "\ud800")),
                refused("blob of 508,001", "more than 508000", w -> w.blob("k", new byte[508_001])),
                refused("size 0x1800", "0x1800 is no multiple of 0x1000", w -> new NvsWriter(0x1800)),
                refused("size 0", "0x0 is no multiple", w -> new NvsWriter(0)));
    }

    private static Arguments refused(String name, String message, Consumer<NvsWriter> act) {
        return Arguments.of(name, message, act);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("illegal")
    void whatNoFirmwareCouldReadIsRefused(String name, String message, Consumer<NvsWriter> act) {
        NvsWriter writer = new NvsWriter(0x3000).namespace("ns");

        assertThatThrownBy(() -> act.accept(writer))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void theValueIsInNoMessage() {
        NvsWriter writer = new NvsWriter(0x3000).namespace("ns");

        assertThatThrownBy(() -> writer.string("k", "secret\0")).message().doesNotContain("secret");
        assertThat(new NvsValue.Text("secret").toString()).isEqualTo("string of 6 characters");
        assertThat(new NvsValue.Blob(Bytes.of((byte) 0x5e)).toString()).isEqualTo("blob of 1 bytes");
    }

    @Test
    void theLongestBlobIsReadBack() {
        byte[] longest = new byte[NvsWriter.LONGEST_BLOB - 32]; // the namespace takes a slot of the first page
        longest[longest.length - 1] = 7;

        byte[] image =
                new NvsWriter(0x90000).namespace("a").blob("long", longest).toImage();

        assertThat(NvsReader.read(image).namespaces().get(0).entries())
                .containsExactly(new NvsEntry("long", new NvsValue.Blob(Bytes.of(longest))));
    }

    @Test
    void aBlobNeedingAnIndexBeyond127ChunksIsRefused() {
        NvsWriter writer = new NvsWriter(0x90000).namespace("a").blob("first", new byte[3000]);

        assertThatThrownBy(() -> writer.blob("long", new byte[NvsWriter.LONGEST_BLOB]))
                .hasMessageContaining("more than 127 chunks");
    }

    @Test
    void thereAreAtMost254Namespaces() {
        NvsWriter writer = new NvsWriter(0x6000);
        for (int i = 1; i <= 254; i++) {
            writer.namespace("n" + i).u8("k", 1);
        }

        assertThat(NvsReader.read(writer.toImage()).namespaces()).hasSize(254);
        assertThatThrownBy(() -> writer.namespace("n255")).hasMessageContaining("one more than 254");
    }

    private static void assertSha256(byte[] image, String hex) {
        assertThat(Bytes.sha256Of(image).hex()).isEqualTo(hex);
    }
}
