package dev.mintmark.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The published schema, and that writer, reader and page mean the same by it. */
final class ManifestSchemaTest {
    private static final Path PUBLISHED = Path.of("schemas", "manifest.csv-metadata.json");
    private static final Path PUBLISHED_LOT = Path.of("schemas", "lot-manifest.csv-metadata.json");

    /** One legal cell for each column. */
    private static final List<String> CELLS = List.of(
            "PO-1",
            "SO 1/10",
            "0001",
            "9999",
            "7",
            "7cdfa1000001",
            "7C:DF:A1:00:00:01",
            "SN-7",
            "FFF1",
            "8E10",
            "4095",
            "cc".repeat(20),
            "4d".repeat(20),
            "aa".repeat(32),
            "aa".repeat(32),
            "2026-05-04T00:00:00Z",
            "9999-12-31T23:59:59Z",
            "2026-05-04T10:20:30Z",
            "bb".repeat(32),
            "ee".repeat(32),
            "soft",
            "dd".repeat(32),
            "host-made",
            "MT:Y.K9042C00KA0648G00",
            "3497-011-2332");

    private static JsonNode columns(String schema) {
        return JsonMapper.builder().build().readTree(schema).at("/tableSchema/columns");
    }

    private static boolean takes(JsonNode column, String cell) {
        return cell.isEmpty()
                ? !column.path("required").asBoolean()
                : Pattern.compile(column.at("/datatype/format").asString())
                        .matcher(cell)
                        .matches();
    }

    /** With {@code -Dmintmark.write-docs=true} the schemas are written anew instead. */
    @Test
    void thePublishedSchemasAreOfThisVersion() throws IOException {
        if (Boolean.getBoolean("mintmark.write-docs")) {
            Files.writeString(PUBLISHED, ManifestSchema.ofOrder());
            Files.writeString(PUBLISHED_LOT, ManifestSchema.ofLot());
        }
        assertThat(Files.readString(PUBLISHED)).isEqualTo(ManifestSchema.ofOrder());
        assertThat(Files.readString(PUBLISHED_LOT)).isEqualTo(ManifestSchema.ofLot());
        assertThat(Files.readString(Path.of("docs", "formats", "manifest.md")))
                .contains("Version " + ManifestSchema.VERSION);
    }

    @Test
    void itsColumnsAreTheFirstRowOfTheFile() {
        List<String> names = new ArrayList<>();
        columns(ManifestSchema.ofLot())
                .forEach(column -> names.add(column.path("name").asString()));

        assertThat(names).isEqualTo(ManifestCsv.lotTitles());
    }

    @Test
    void whatTheReaderTakesTheSchemaTakes() {
        assertThat(ListedModule.of(CELLS).moduleId()).hasToString("7cdfa1000001");
        JsonNode columns = columns(ManifestSchema.ofLot());
        for (int i = 0; i < CELLS.size(); i++) {
            assertThat(takes(columns.get(i), CELLS.get(i)))
                    .as(columns.get(i).path("name").asString())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(ManifestColumn.class)
    void whatTheSchemaRefusesTheReaderRefuses(ManifestColumn column) {
        JsonNode described = columns(ManifestSchema.ofOrder()).get(column.ordinal());
        String good = CELLS.get(column.ordinal());
        Stream<String> formulas =
                Stream.of("=", "+", "-", "@", "\t", "\r", "\n", "'", "\"", ",").map(c -> c + good);
        for (String bad : Stream.concat(formulas, Stream.of(good + "\n", good + " =1", " ", "\u0660", "x\"y"))
                .toList()) {
            assertThat(takes(described, bad)).as(bad).isFalse();
            List<String> cells = new ArrayList<>(CELLS);
            cells.set(column.ordinal(), bad);
            assertThatThrownBy(() -> ListedModule.of(cells))
                    .hasMessage("column %s is not in its form".formatted(column.title()));
        }
        assertThat(takes(described, ""))
                .isEqualTo(Set.of(ManifestColumn.REFERENCE, ManifestColumn.MAC, ManifestColumn.SECURE_CERT_SHA256)
                        .contains(column));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0000", "1", "00001", "-001"})
    void aNumberOfADeliveryHasFourDigitsAndIsNotZero(String number) {
        assertThat(takes(columns(ManifestSchema.ofOrder()).get(ManifestColumn.DELIVERY.ordinal()), number))
                .isFalse();
    }
}
