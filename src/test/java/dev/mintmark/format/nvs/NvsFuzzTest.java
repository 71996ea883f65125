package dev.mintmark.format.nvs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.mintmark.Effort;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An image is refused by one kind of exception, or holds what our writer writes again. CRCs stand against most mutations, so
 * each input is read a second time with them made right.
 */
class NvsFuzzTest {
    static Stream<byte[]> seeds() {
        byte[] image = new NvsWriter(NvsWriter.SMALLEST_WRITABLE)
                .namespace("chip-factory")
                .u8("u8", 255)
                .u64("u64", -1)
                .i32("i32", -2)
                .string("text", "two words")
                .blob("blob", new byte[40])
                .toImage();
        // one page alone is an image too, for readers
        byte[] oneWithoutEntries = withCrcs(new byte[] {(byte) 0xFE, -1, -1, -1, 0, 0, 0, 0, (byte) 0xFE});
        Arrays.fill(oneWithoutEntries, PageField.ENTRIES.offset, oneWithoutEntries.length, (byte) 0xFF);
        return Stream.of(
                image, Arrays.copyOf(image, PageField.PAGE_SIZE), Arrays.copyOf(image, 512), oneWithoutEntries);
    }

    @MethodSource("seeds")
    @FuzzTest
    void image(byte[] bytes) throws Exception {
        Effort.isBounded(() -> {
            read(bytes);
            read(withCrcs(bytes));
        });
    }

    private static void read(byte[] image) {
        NvsContents contents;
        try {
            contents = NvsReader.read(image);
        } catch (NvsFormatException refused) {
            return;
        }
        NvsWriter writer = new NvsWriter(16 * PageField.PAGE_SIZE);
        for (NvsNamespace namespace : contents.namespaces()) {
            writer.namespace(namespace.name());
            namespace.entries().forEach(writer::entry);
        }
        if (contents.namespaces().isEmpty()) {
            // what a device has before anything is stored is read, and never written
            assertThatThrownBy(writer::toImage).hasMessageStartingWith("no namespace");
            return;
        }
        assertThat(NvsReader.read(writer.toImage()).namespaces()).isEqualTo(contents.namespaces());
    }

    /** One page of the bytes, with the checksums of its header, its entries and their data. */
    private static byte[] withCrcs(byte[] bytes) {
        byte[] image = new byte[PageField.PAGE_SIZE];
        Arrays.fill(image, (byte) 0xFF);
        System.arraycopy(bytes, 0, image, 0, Math.min(bytes.length, image.length));
        put(image, PageField.HEADER_CRC.offset, NvsCrc.ofHeader(image, 0));
        for (int slot = 0; slot < PageField.SLOTS; slot++) {
            int at = NvsReader.offset(0, slot);
            int length = LittleEndian.getU16(image, at + EntryField.LENGTH.offset);
            NvsType type = NvsType.ofCode(image[at + EntryField.TYPE.offset] & 0xFF);
            int data = at + EntryField.ENTRY_SIZE;
            if (type != null && !type.isInteger() && data + length <= image.length) {
                put(image, at + EntryField.VALUE_CRC.offset, NvsCrc.of(image, data, length));
            }
            put(image, at + EntryField.CRC.offset, NvsCrc.ofEntry(image, at));
            int span = Math.max(1, image[at + EntryField.SPAN.offset] & 0xFF);
            slot += type == null ? 0 : span - 1;
        }
        return image;
    }

    private static void put(byte[] image, int at, long value) {
        for (int i = 0; i < 4; i++) {
            image[at + i] = (byte) (value >>> 8 * i);
        }
    }
}
