package dev.mintmark.format.nvs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.mintmark.Vectors;
import dev.mintmark.format.Bytes;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against images made by esp-idf-nvs-partition-gen 0.2.0 and esp-matter-mfg-tool 1.0.23. */
class NvsVectorsTest {
    @ParameterizedTest
    @CsvSource({
        "g01_ns_only, v2, 0x3000",
        "g02_prims, v2, 0x3000",
        "g02_prims, ro0x1000, 0x1000",
        "g02_prims, ro0x2000, 0x2000",
        "g03_strings, v2, 0x3000",
        "g04_blobs, v2, 0x3000",
        "g05_matter, v2, 0x6000",
        "g05_matter, v2.0x4000, 0x4000",
        "g06_matter_nokey, v2, 0x6000",
        "g09_blob_split, v2, 0x6000",
        "g12_full_page, v2, 0x3000",
    })
    void theGeneratorsImageIsWrittenByteForByte(String name, String variant, String size) {
        List<CSVRecord> rows = PartitionCsv.rows(Vectors.text("nvs/" + name + ".csv"));

        byte[] image = PartitionCsv.image(rows, Integer.decode(size));

        assertThat(image).isEqualTo(Vectors.bytes("nvs/" + name + "." + variant + ".bin"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "g01-basic",
                "g02-rotating-id",
                "g03-all-optional",
                "g04-extra-csv",
                "g09-dac-securecert",
                "g11-flow-custom",
                "g15-iter1000-salt16"
            })
    void thePeersPartitionIsWrittenByteForByte(String run) {
        List<CSVRecord> rows = PartitionCsv.rows(Vectors.text("mfg-tool/" + run + "/partition.csv"));

        byte[] image = PartitionCsv.image(rows, 0x6000);

        assertThat(image).isEqualTo(Vectors.bytes("mfg-tool/" + run + "/partition.bin"));
    }

    @ParameterizedTest
    @CsvSource({
        "g01_ns_only, v1, 1",
        "g02_prims, v1, 1",
        "g03_strings, v1, 1",
        "g04_blobs, v1, 1",
        "g05_matter, v1, 1",
        "g02_prims, ro0x2000, 2",
        "g03_strings, v2, 2",
        "g04_blobs, v2, 2",
        "g05_matter, v2, 2",
        "g09_blob_split, v2, 2",
        "g12_full_page, v2, 2",
    })
    void theGeneratorsImageIsReadBackAsItsTable(String name, String variant, int version) {
        NvsContents contents = NvsReader.read(Vectors.bytes("nvs/" + name + "." + variant + ".bin"));

        assertThat(contents.version()).isEqualTo(version);
        assertThat(contents.namespaces()).isEqualTo(expected(Vectors.text("nvs/" + name + ".csv")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"g02_prims.enc", "g05_matter.enc", "g05_matter.enchmac", "g09_blob_split.enc"})
    void anEncryptedImageIsRefused(String name) {
        byte[] image = Vectors.bytes("nvs/" + name + ".bin");

        assertThat(catchThrowable(() -> NvsReader.read(image)))
                .isInstanceOf(NvsFormatException.class)
                .hasMessageContaining("page 0 entry 0 (offset 0x40)");
    }

    private static List<NvsNamespace> expected(String csv) {
        List<NvsNamespace> namespaces = new ArrayList<>();
        List<NvsEntry> entries = new ArrayList<>();
        String open = null;
        for (CSVRecord row : PartitionCsv.rows(csv)) {
            if (row.get("type").equals("namespace")) {
                if (open != null) {
                    namespaces.add(new NvsNamespace(open, entries));
                }
                open = row.get("key");
                entries = new ArrayList<>();
            } else {
                entries.add(new NvsEntry(row.get("key"), value(row.get("encoding"), row.get("value"))));
            }
        }
        namespaces.add(new NvsNamespace(open, entries));
        return namespaces;
    }

    private static NvsValue value(String encoding, String value) {
        return switch (encoding) {
            case "string" -> new NvsValue.Text(value);
            case "hex2bin" -> new NvsValue.Blob(Bytes.of(HexFormat.of().parseHex(value)));
            case "base64" -> new NvsValue.Blob(Bytes.of(Base64.getDecoder().decode(value)));
            case "u64" -> new NvsValue.Int(NvsType.U64, Long.parseUnsignedLong(value));
            default -> new NvsValue.Int(NvsType.valueOf(encoding.toUpperCase(Locale.ROOT)), Long.parseLong(value));
        };
    }
}
