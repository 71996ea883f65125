package dev.mintmark.label;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mintmark.format.matter.ProductId;
import dev.mintmark.format.matter.VendorId;
import dev.mintmark.order.MacAddress;
import dev.mintmark.order.ModuleId;
import dev.mintmark.order.SerialNumber;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelsCsvTest {
    private static final ModuleId MODULE = new ModuleId("246f28aabb01");

    private static Label label(Optional<MacAddress> mac, String vendorName, String productName, String manualCode) {
        return new Label(
                mac,
                MODULE,
                new SerialNumber("EX-0001"),
                vendorName,
                productName,
                new VendorId(0xFFF1),
                new ProductId(0x8000),
                "MT:Y.K9042C00KA0648G00",
                manualCode);
    }

    private static String csv(Label... labels) {
        LabelsCsv csv = new LabelsCsv();
        Arrays.stream(labels).forEach(csv::add);
        return new String(csv.toBytes(), StandardCharsets.UTF_8);
    }

    private static List<CSVRecord> rows(String csv) throws IOException {
        try (var parser = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get()
                .parse(new StringReader(csv))) {
            return parser.getRecords();
        }
    }

    @Test
    void aLabelIsOneRowUnderTheHeader() {
        String csv = csv(label(MacAddress.of(MODULE), "Example Corp", "Smart Plug", "3497-011-2332"));

        assertThat(csv)
                .isEqualTo(
                        "mac,module_id,serial_number,vendor_name,product_name,vendor_id,product_id,qrcode,manualcode\r\n"
                                + "24:6F:28:AA:BB:01,246f28aabb01,EX-0001,Example Corp,Smart Plug,0xFFF1,0x8000,"
                                + "MT:Y.K9042C00KA0648G00,3497-011-2332\r\n");
    }

    @Test
    void aCodeOfTwoLinesIsPrintedInOne() throws IOException {
        String csv = csv(label(MacAddress.of(MODULE), "v", "p", "7497-011-2336\n5522-327-69-2"));

        assertThat(csv.lines()).hasSize(2);
        assertThat(rows(csv).get(0).get("manualcode")).isEqualTo("7497-011-2336 5522-327-69-2");
    }

    @Test
    void aModuleWithoutMacHasAnEmptyCell() throws IOException {
        CSVRecord row =
                rows(csv(label(Optional.empty(), "v", "p", "3497-011-2332"))).get(0);

        assertThat(row.get("mac")).isEmpty();
        assertThat(row.get("module_id")).isEqualTo(MODULE.value());
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "=1+1, '=1+1",
                "+49, '+49",
                "-1, '-1",
                "@SUM(A1), '@SUM(A1)",
                "＝1, '＝1",
                "` =1`, '=1",
                "A=1, A=1",
                "Zürich ☃, Zürich ☃",
                "`Plug, \"big\"`, `Plug, \"big\"`",
            })
    void aNameIsNeitherFormulaNorBroken(String name, String cell) throws IOException {
        CSVRecord row = rows(csv(label(MacAddress.of(MODULE), name, name, "3497-011-2332")))
                .get(0);

        assertThat(row.get("vendor_name")).isEqualTo(cell);
        assertThat(row.get("product_name")).isEqualTo(cell);
    }

    @Test
    void noNameMakesACellOfTwoLinesOrAFormula() throws IOException {
        Random random = new Random(4180);
        for (int run = 0; run < 2_000; run++) {
            String name = random.ints(1 + random.nextInt(6), 0, 12)
                    .mapToObj(i -> List.of("\t", "\r", "\n", "=", "-", "\"", ",", " ", "x", "\u2028", "'", "\u0085")
                            .get(i))
                    .reduce("", String::concat);
            String csv = csv(label(MacAddress.of(MODULE), name, "p", "3497-011-2332"));

            assertThat(csv.split("\r\n")).hasSize(2);
            assertThat(csv.replace("\r\n", "")).doesNotContain("\r", "\n");
            for (String cell : rows(csv).get(0)) {
                assertThat(cell).doesNotStartWith("=").doesNotStartWith("-").doesNotStartWith("\t");
            }
        }
    }

    @Test
    void noColumnIsThePasscode() {
        assertThat(csv()).doesNotContainIgnoringCase("passcode").doesNotContainIgnoringCase("pin");
    }
}
