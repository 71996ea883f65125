package dev.mintmark.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mintmark.Commands;
import dev.mintmark.format.Bytes;
import dev.mintmark.format.matter.Discriminator;
import dev.mintmark.format.matter.ProductId;
import dev.mintmark.format.matter.VendorId;
import dev.mintmark.issue.AcceptedModule;
import dev.mintmark.issue.Dac;
import dev.mintmark.issue.KeyKind;
import dev.mintmark.order.KeyOrigin;
import dev.mintmark.order.MacAddress;
import dev.mintmark.order.ModuleId;
import dev.mintmark.order.OrderId;
import dev.mintmark.order.SerialNumber;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipFile;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The manifest opened by LibreOffice with the line of its page. Skipped where there is none: it takes 200 MB. */
final class SpreadsheetTest {
    private static final Instant DAY = Instant.parse("2026-05-04T00:00:00Z");

    @TempDir
    Path folder;

    /** Every cell that a spreadsheet would like to make a number of. */
    private static String tempting() throws IOException {
        StringBuilder text = new StringBuilder();
        ManifestHead head = new ManifestHead(
                new OrderId("0012"),
                "4500012345",
                new VendorId(0x1314),
                new ProductId(0x8E10),
                KeyKind.SOFT,
                KeyOrigin.MODULE);
        ManifestCsv csv = ManifestCsv.ofOrder(head, text);
        csv.row(row(1, "123456789012", "00123456789012345678", "44"));
        csv.row(row(2, "12e456789012", "1.5", "3e"));
        csv.row(row(3, "000000000001", "2026-05-04", "40"));
        return text.toString();
    }

    private static ManifestRow row(int seq, String mac, String serialNumber, String digits) {
        AcceptedModule module = new AcceptedModule(
                seq,
                new ModuleId(mac),
                Optional.of(new MacAddress(mac)),
                new SerialNumber(serialNumber),
                Bytes.of(Arrays.copyOf(new byte[] {4}, 65)),
                Bytes.fromHex(digits.repeat(32)),
                Optional.empty(),
                Bytes.fromHex("11".repeat(32)),
                DAY);
        Dac dac = new Dac(
                seq,
                Bytes.fromHex(digits.repeat(32)),
                Bytes.fromHex("01".repeat(20)),
                Bytes.fromHex("4" + digits.repeat(19) + "4"),
                Bytes.of(new byte[] {1, 2, 3}),
                DAY,
                Instant.parse("9999-12-31T23:59:59Z"),
                DAY);
        return new ManifestRow(
                1,
                1,
                module,
                dac,
                new Discriminator(0),
                Bytes.fromHex("00".repeat(32)),
                Optional.of(Bytes.fromHex(digits.repeat(32))));
    }

    @Test
    void everyCellStaysTheTextThatItIs() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/soffice")), "no LibreOffice here");
        String manifest = tempting();
        Files.writeString(folder.resolve("manifest.csv"), manifest);
        String line = Files.readString(Path.of("docs", "formats", "manifest.md"))
                .lines()
                .filter(code -> code.startsWith("soffice "))
                .findFirst()
                .orElseThrow()
                .replace("soffice ", "soffice -env:UserInstallation=file://" + folder.resolve("profile") + " ");

        Commands.Result converted = Commands.run(folder, "sh", "-c", line);

        assertThat(converted.exit()).as(converted.output()).isZero();
        try (CSVParser expected = CSVFormat.RFC4180.parse(new StringReader(manifest))) {
            assertThat(cells(folder.resolve("manifest.xlsx")))
                    .isEqualTo(expected.stream()
                            .flatMap(row -> row.toList().stream())
                            .toList());
        }
    }

    /** Row by row; only text that is shared text, which is neither number nor formula. */
    private static List<String> cells(Path workbook) throws Exception {
        try (ZipFile zip = new ZipFile(workbook.toFile())) {
            NodeList shared = elements(zip, "xl/sharedStrings.xml", "si");
            NodeList cells = elements(zip, "xl/worksheets/sheet1.xml", "c");
            List<String> found = new ArrayList<>();
            for (int i = 0; i < cells.getLength(); i++) {
                Element cell = (Element) cells.item(i);
                assertThat(cell.getAttribute("t"))
                        .as("cell %s", cell.getAttribute("r"))
                        .isEqualTo("s");
                assertThat(cell.getElementsByTagName("f").getLength()).isZero();
                found.add(shared.item(Integer.parseInt(cell.getTextContent())).getTextContent());
            }
            return found;
        }
    }

    private static NodeList elements(ZipFile zip, String part, String name) throws Exception {
        try (InputStream in = zip.getInputStream(zip.getEntry(part))) {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(in)
                    .getElementsByTagName(name);
        }
    }
}
