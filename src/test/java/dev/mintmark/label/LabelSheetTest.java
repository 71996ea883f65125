package dev.mintmark.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mintmark.Schemas;
import dev.mintmark.format.Bytes;
import dev.mintmark.input.Fault;
import dev.mintmark.input.Faults;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelSheetTest {
    @TempDir
    private Path folder;

    private static byte[] pdf(SheetDesign design, int labels) {
        try (LabelSheet sheet = new LabelSheet(design, "PO-1, delivery 0001, lot 0001", labels)) {
            IntStream.rangeClosed(1, labels)
                    .mapToObj(Samples::label)
                    .forEach(label -> sheet.add(label, QrSymbol.of(label.qrCode())));
            return sheet.toBytes();
        }
    }

    @Test
    void aLabelIsNotDrawnWithTheSymbolOfAnother() throws Exception {
        try (LabelSheet sheet = new LabelSheet(design("lines: [a]\n"), "PO-1", 1)) {
            assertThatThrownBy(() -> sheet.add(
                            Samples.label(1), QrSymbol.of(Samples.label(2).qrCode())))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the symbol is not that of the label of "
                            + Samples.label(1).moduleId());
        }
    }

    private SheetDesign design(String yaml) throws IOException {
        return Samples.sheet(Files.writeString(folder.resolve("sheet.yaml"), yaml));
    }

    private List<String> faults(String yaml) throws IOException {
        Faults faults = new Faults();
        Path file = Files.writeString(folder.resolve("sheet.yaml"), yaml);
        assertThat(SheetFile.read(file, Samples.product(), faults)).isEmpty();
        return faults.list().stream().map(Fault::text).toList();
    }

    private static BufferedImage picture(byte[] pdf, int page) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFRenderer(document).renderImageWithDPI(page, 200, ImageType.GRAY);
        }
    }

    @Test
    void theSameLabelsAreAlwaysTheSameFile() {
        assertThat(Bytes.sha256Of(pdf(Samples.demoSheet(), 40)).hex())
                .as("lots made earlier must be made again byte for byte")
                .isEqualTo("c6167f5a98a2dbf90955b0fa96456208aa63b8efb3874bc5d3519d093c9cd9c9");
    }

    @Test
    void whatIsDrawnIsReadBackInItsOrder() {
        List<PrintedLabel> read = SheetReader.read(pdf(Samples.demoSheet(), 40));

        assertThat(read).hasSize(40);
        for (int n = 1; n <= 40; n++) {
            Label label = Samples.label(n);
            assertThat(read.get(n - 1))
                    .isEqualTo(new PrintedLabel(
                            List.of(label.qrCode()),
                            List.of(
                                    "Demo Light 1",
                                    label.printedManualCode(),
                                    "SN " + label.serialNumber(),
                                    "MAC " + label.mac().orElseThrow().withColons())));
        }
    }

    @Test
    void aPhoneReadsEveryLabelOfASheet() throws Exception {
        byte[] pdf = pdf(Samples.demoSheet(), 40);

        assertThat(Samples.decode(picture(pdf, 0)))
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 33)
                        .mapToObj(n -> Samples.label(n).qrCode())
                        .toList());
        assertThat(Samples.decode(picture(pdf, 1)))
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(34, 40)
                        .mapToObj(n -> Samples.label(n).qrCode())
                        .toList());
    }

    /** Java's own compression gives other bytes with another zlib. */
    @Test
    void nothingInItIsCompressedByJava() {
        assertThat(new String(pdf(Samples.demoSheet(), 2), StandardCharsets.ISO_8859_1))
                .doesNotContain("FlateDecode", "CreationDate", "ModDate");
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                BufferedImage.TYPE_BYTE_BINARY,
                BufferedImage.TYPE_BYTE_GRAY,
                BufferedImage.TYPE_BYTE_INDEXED,
                BufferedImage.TYPE_INT_RGB
            })
    void theMakersLogoStandsOnEveryLabel(int kind) throws Exception {
        BufferedImage logo = new BufferedImage(90, 30, kind);
        Graphics2D canvas = logo.createGraphics();
        canvas.setColor(Color.WHITE);
        canvas.fillRect(0, 0, 90, 30);
        canvas.setColor(Color.BLACK);
        canvas.fillRect(0, 0, 45, 30);
        canvas.dispose();
        ImageIO.write(logo, "png", folder.resolve("logo.png").toFile());
        byte[] pdf = pdf(design("lines: [\"{manualcode}\"]\nlogo: logo.png\n"), 1);

        BufferedImage sheet = picture(pdf, 0);
        // left half black, right half white; the label's top is 15 mm below the sheet's
        double dot = 200 / 25.4;
        int y = (int) ((15 + 1.5 + 2) * dot);
        int left = (int) ((15 + 16.5) * dot);
        assertThat(sheet.getRGB(left + (int) (2 * dot), y) & 0xFF).isLessThan(40);
        assertThat(sheet.getRGB(left + (int) (13 * dot), y) & 0xFF).isGreaterThan(215);
        assertThat(Samples.decode(sheet)).containsExactly(Samples.label(1).qrCode());
        assertThat(SheetReader.read(pdf)).hasSize(1);
    }

    @Test
    void aLogoThatPaperHasNoPlaceForIsAFault() throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(9, 9, BufferedImage.TYPE_INT_ARGB), "png", png);
        Files.write(folder.resolve("logo.png"), png.toByteArray());
        assertThat(faults("lines: [a]\nlogo: logo.png\n"))
                .singleElement()
                .asString()
                .contains("sheet.yaml:2: logo has transparency");

        Files.write(folder.resolve("logo.png"), QrPng.write("MT:Y.K9042C00KA0648G00"));
        assertThat(design("lines: [a]\nlogo: logo.png\n").logo()).isPresent();
        byte[] whole = QrPng.write("MT:Y.K9042C00KA0648G00");
        Random random = new Random(1);
        for (int i = 0; i < 200; i++) {
            byte[] damaged = whole.clone();
            damaged[8 + random.nextInt(whole.length - 8)] ^= (byte) (1 + random.nextInt(255));
            Bytes content = Bytes.of(damaged);
            try {
                PngImage.parse(content);
            } catch (IllegalArgumentException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    lines: ["{passcode}"]                            | sheet.yaml:1: there is no field {passcode}
                    lines: ["{qrcode}"]                              | sheet.yaml:1: the line "{qrcode}" has the field {qrcode}
                    lines: [a, b, c, d, e, f, g]                     | 7 lines are not 1 to 6
                    lines: [照明]                                    | the font lacks a letter of "照明"
                    {lines: [a], qr-module: 0.32}                    | qr-module "0.32" is not 0.33 to 2.00
                    {lines: [a], label-height: 16}                   | a label 16 mm high has no room for a QR code of 16.5 mm
                    {lines: [a], label-width: 42}                    | a label 42 mm wide has no room for 26 mm of text
                    {lines: [a], page: a3}                           | page "a3" is not one of a4, letter
                    {lines: [a], font: sheet.yaml}                   | is no TrueType font
                    {lines: [a], logo: sheet.yaml}                   | logo is no PNG
                    {lines: [a], pages: a4}                          | unknown key "pages"
                    page: a4                                         | "lines" is missing
                    """)
    void aDesignThatCannotBePrintedIsAFault(String yaml, String fault) throws IOException {
        assertThat(faults(yaml)).singleElement().asString().contains(fault);
    }

    @Test
    void schemaParserAndPageKnowTheSameKeys() throws IOException {
        assertThat(Schemas.differences(Schemas.part("label-sheet", ""), SheetFile.ALL))
                .isEmpty();
        assertThat(Schemas.undocumented(Schemas.part("label-sheet", ""))).isEmpty();
        assertThat(Schemas.missingFrom(Path.of("docs/formats/labels.md"), Schemas.part("label-sheet", "")))
                .isEmpty();
        assertThat(Schemas.complaints("label-sheet", Files.readString(Path.of("templates/demo-light/sheet.yaml"))))
                .isEmpty();
    }

    @Test
    void whatIsNoSheetIsRefused() {
        byte[] pdf = pdf(Samples.demoSheet(), 2);
        String text = new String(pdf, StandardCharsets.ISO_8859_1);
        int modules = text.indexOf(" 7 1 re");

        for (String other : List.of(
                "", "no pdf", "%PDF-1.4\n", text.substring(0, modules) + " 6 1 re" + text.substring(modules + 7))) {
            assertThatThrownBy(() -> SheetReader.read(other.getBytes(StandardCharsets.ISO_8859_1)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
