package dev.mintmark.format.nvs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mintmark.format.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random value sets, {@code -Dmintmark.value-sets=100000} for more: written and read back, plain and encrypted. */
class NvsRoundTripTest {
    private static final int SETS = Integer.getInteger("mintmark.value-sets", 2_000);

    private static final NvsType[] INTEGERS = {
        NvsType.U8, NvsType.U16, NvsType.U32, NvsType.U64, NvsType.I8, NvsType.I16, NvsType.I32, NvsType.I64
    };

    @Test
    void whatIsWrittenIsReadBackEqual() {
        Random random = new Random(20_261_128);
        for (int i = 0; i < SETS; i++) {
            List<NvsNamespace> written = namespaces(random);
            NvsWriter writer = new NvsWriter(0x20000);
            for (NvsNamespace namespace : written) {
                writer.namespace(namespace.name());
                namespace.entries().forEach(writer::entry);
            }
            byte[] image = writer.toImage();
            byte[] both = new byte[NvsKeys.LENGTH];
            random.nextBytes(both);

            assertThat(NvsReader.read(image).namespaces()).as("set %d", i).isEqualTo(written);
            try (NvsKeys keys = NvsKeys.of(both)) {
                byte[] encrypted = NvsCipher.encrypt(image, keys);
                assertThat(NvsReader.read(encrypted, keys).namespaces())
                        .as("set %d, encrypted", i)
                        .isEqualTo(written);
            }
        }
    }

    private static List<NvsNamespace> namespaces(Random random) {
        List<NvsNamespace> namespaces = new ArrayList<>();
        for (int n = 1 + random.nextInt(3); n > 0; n--) {
            List<NvsEntry> entries = new ArrayList<>();
            for (int k = random.nextInt(12); k > 0; k--) {
                entries.add(new NvsEntry("key-" + k + "x".repeat(random.nextInt(10)), value(random)));
            }
            namespaces.add(new NvsNamespace("space-" + n, entries));
        }
        return namespaces;
    }

    private static NvsValue value(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> new NvsValue.Text("é☃x".repeat(random.nextInt(random.nextInt(8) == 0 ? 600 : 12)));
            case 1 -> new NvsValue.Blob(bytes(random, random.nextInt(random.nextInt(8) == 0 ? 9_000 : 70)));
            default -> {
                NvsType type = INTEGERS[random.nextInt(INTEGERS.length)];
                int unused = Long.SIZE - 8 * type.width;
                long bits = random.nextLong() << unused;
                yield new NvsValue.Int(type, type.signed ? bits >> unused : bits >>> unused);
            }
        };
    }

    private static Bytes bytes(Random random, int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return Bytes.of(bytes);
    }
}
