package dev.mintmark.label;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mintmark.input.Fault;
import dev.mintmark.input.Faults;
import dev.mintmark.order.Product;
import dev.mintmark.order.ZplSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZplTemplateTest {
    private static final Path DEMO = Path.of("templates/demo-light/label.zpl");

    @TempDir
    private Path folder;

    private final Faults faults = new Faults();

    private Optional<ZplTemplate> template(String text, int dpi, Product product) throws IOException {
        Path file = Files.writeString(folder.resolve("label.zpl"), text);
        return ZplTemplate.read(new ZplSource(file, dpi), product, faults);
    }

    private List<String> faults() {
        return faults.list().stream()
                .map(Fault::text)
                .map(text -> text.substring(text.lastIndexOf("label.zpl:") + "label.zpl:".length()))
                .toList();
    }

    private static String text(byte[] zpl) {
        return new String(zpl, StandardCharsets.UTF_8);
    }

    @Test
    void theDemosTemplateBecomesALabel() {
        Label label = Samples.label(7);
        ZplTemplate template = ZplTemplate.read(new ZplSource(DEMO, 300), Samples.product(), faults)
                .orElseThrow();

        assertThat(text(template.render(label)))
                .contains("^FO30,24^BQN,2,6^FDMA,%s^FS".formatted(label.qrCode()))
                .contains("^FD%s^FS".formatted(label.printedManualCode()))
                .contains("^FH^FDDemo Light 1^FS", "^FDSN SN_0007^FS", "^FDMAC 02:00:00:00:00:07^FS")
                .doesNotContain("{", "20202028");
        PrintedLabel printed = PrintedLabel.ofZpl(template.render(label));
        assertThat(printed.qrCodes()).containsExactly(label.qrCode());
        assertThat(printed.texts())
                .containsExactly("Demo Light 1", label.printedManualCode(), "SN SN_0007", "MAC 02:00:00:00:00:07");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    A^FS^XZ^XA^FDmine | A_5EFS_5EXZ_5EXA_5EFDmine
                    ~JR^XA~DGx        | _7EJR_5EXA_7EDGx
                    under_score       | under_5Fscore
                    Größe             | Gr_C3_B6_C3_9Fe
                    照明              | _E7_85_A7_E6_98_8E
                    {mac}             | {mac}
                    """)
    void noNameIsACommand(String name, String written) throws IOException {
        ZplTemplate template = template(
                        "^XA^CI28^FO40,40^BQN,2,6^FDMA,{qrcode}^FS^FO250,40^FH^FD{product_name}!^FS^XZ",
                        300,
                        Samples.product("Demo Lights", "Größe"))
                .orElseThrow();

        byte[] zpl = template.render(Samples.label(1, "Demo Lights", name));
        assertThat(text(zpl)).contains("^FH^FD" + written + "!^FS^XZ");
        assertThat(PrintedLabel.ofZpl(zpl).texts()).containsExactly(name + "!");
    }

    @Test
    void anotherSignThanTheUnderscoreMayBeginHex() throws IOException {
        ZplTemplate template = template(
                        "^XA^FO40,40^BQN,2,6^FDMA,{qrcode}^FS^FO250,40^FH#^FD#7B {product_name}^FS^XZ",
                        300,
                        Samples.product())
                .orElseThrow();

        byte[] zpl = template.render(Samples.label(1, "", "#1_^"));
        assertThat(text(zpl)).contains("^FD#7B #231_#5E^FS");
        assertThat(PrintedLabel.ofZpl(zpl).texts()).containsExactly("{ #1_^");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ^FO9,9^FD{passcode}^FS                  | 3: there is no field {passcode}
                    ^FO9,9^FD{serial}^FS                    | 3: there is no field {serial}
                    ^FO9,9^FDa } b^FS                       | 3: a brace without its other one
                    ^FO{mac},9^FDx^FS                       | 3: the field {mac} stands in ^FO
                    ^FX {mac}                               | 3: the field {mac} stands in ^FX
                    ^FO9,9^FD{vendor_name}^FS               | 3: the field {vendor_name} stands without ^FH
                    ^CC!                                    | 3: ^CC changes the sign
                    ~CT!                                    | 3: ~CT changes the sign
                    ^MUm                                    | 3: ^MU changes the unit
                    ^PMY                                    | 3: ^PM prints mirrored
                    ^SN001,1,Y                              | 3: ^SN counts by itself
                    ^XZ^XA                                  | 1: is not one label from ^XA to ^XZ
                    ^FO9,9^FDGröße^FS                       | 1: prints letters that are not ASCII
                    ^FO120,90^FDx^FS                        | 4: the field of line 3 begins within the QR code
                    ^LL200                                  | 4: the QR code is nearer to the label's edge
                    ^PW190                                  | 4: the QR code is nearer to the label's edge
                    """)
    void whatWouldPrintSomethingElseIsAFaultWithItsLine(String line, String fault) throws IOException {
        assertThat(template("^XA\n\n" + line + "\n^FO40,40^BQN,2,6^FDMA,{qrcode}^FS\n^XZ\n", 300, Samples.product()))
                .isEmpty();
        assertThat(faults()).singleElement().asString().startsWith(fault);
    }

    @ParameterizedTest(name = "{0} at {1} dpi")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ^FO40,40^BQN,2,2^FDMA,{qrcode}^FS    | 203 | a module of the QR code is 0.25 mm wide: magnification 2 at 203 dpi
                    ^FO40,40^BQN,2,3^FDMA,{qrcode}^FS    | 203 |
                    ^FO40,40^BQN,2,3^FDMA,{qrcode}^FS    | 300 | a module of the QR code is 0.25 mm wide: magnification 3 at 300 dpi
                    ^FO40,40^BQN,2,4^FDMA,{qrcode}^FS    | 300 |
                    ^FO40,40^BQN,2,7^FDMA,{qrcode}^FS    | 600 | a module of the QR code is 0.30 mm wide: magnification 7 at 600 dpi
                    ^FO40,40^BQN,2,8^FDMA,{qrcode}^FS    | 600 |
                    ^FO40,40^BQN,2,11^FDMA,{qrcode}^FS   | 600 | ^BQ has no magnification from 1 to 10
                    ^FO40,40^BQN,2^FDMA,{qrcode}^FS      | 300 | ^BQ has no magnification from 1 to 10
                    ^FO40,40^BQN,1,6^FDMA,{qrcode}^FS    | 300 | ^BQ is not of model 2
                    ^FO40,40^BQN,2,6^FDQA,{qrcode}^FS    | 300 | the QR code's data is not MA,{qrcode}
                    ^FO40,40^BQN,2,6^FDMA,{qrcode}x^FS   | 300 | the QR code's data is not MA,{qrcode}
                    ^FT40,240^BQN,2,6^FDMA,{qrcode}^FS   | 300 | the QR code is not placed by ^FO
                    ^FO23,40^BQN,2,6^FDMA,{qrcode}^FS    | 300 | the QR code is nearer to the label's edge than 4 of its modules, 24 dots
                    ^FO24,14^BQN,2,6^FDMA,{qrcode}^FS    | 300 |
                    ^LH24,20^FO0,0^BQN,2,6^FDMA,{qrcode}^FS | 300 |
                    ^FO40,40^BQN,2,6^FDMA,{serial_number}^FS | 300 | has no QR code of the field {qrcode}
                    ^FO40,40^FD{qrcode}^FS               | 300 | has no QR code of the field {qrcode}
                    """)
    void theQrCodeIsLargeEnoughAndStandsAlone(String field, int dpi, String fault) throws IOException {
        boolean good =
                template("^XA\n" + field + "\n^XZ", dpi, Samples.product()).isPresent();

        assertThat(good).isEqualTo(fault == null);
        assertThat(faults()).hasSize(good ? 0 : 1).allSatisfy(text -> assertThat(text)
                .contains(fault));
    }

    @Test
    void allFaultsAreToldAtOnce() throws IOException {
        template("^XA\n^CC!\n^FD{pin}^FS\n^FD{product_name}^FS\n^XZ", 300, Samples.product());

        assertThat(faults()).hasSize(4);
    }

    @Test
    void theHintNamesTheFieldThatWasMeant() throws IOException {
        template("^XA^FO9,9^FD{serial_numbr}^FS^FO40,40^BQN,2,6^FDMA,{qrcode}^FS^XZ", 300, Samples.product());

        assertThat(faults()).singleElement().asString().contains("serial_number");
    }

    @Test
    void whateverChangesALabelChangesWhatAnOrderIsBoundTo() throws IOException {
        String label = "^XA^FO40,40^BQN,2,6^FDMA,{qrcode}^FS^XZ";
        ZplTemplate one = template(label, 300, Samples.product()).orElseThrow();
        ZplTemplate other = template(label + "\n", 300, Samples.product()).orElseThrow();

        assertThat(new LabelDesigns(Optional.of(one), Optional.empty()).terms())
                .isNotEqualTo(new LabelDesigns(Optional.of(other), Optional.empty()).terms())
                .isNotEqualTo(new LabelDesigns(Optional.empty(), Optional.empty()).terms())
                .isNotEqualTo(new LabelDesigns(Optional.of(one), Optional.of(Samples.demoSheet())).terms());
    }

    @Test
    void aGraphicBeforeAndInTheLabelIsLeftAsItIs() throws IOException {
        String logo =
                "~DGR:LOGO.GRF,8,1,FF00FF00FF00FF00\n^XA^FO9,200^XGR:LOGO.GRF,1,1^FS^FO9,220^GFA,4,4,1,FF00FF00^FS";
        ZplTemplate template = template(logo + "^FO40,40^BQN,2,6^FDMA,{qrcode}^FS^XZ", 300, Samples.product())
                .orElseThrow();

        assertThat(text(template.render(Samples.label(1)))).startsWith(logo);
    }
}
