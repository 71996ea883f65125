package dev.mintmark.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mintmark.Schemas;
import dev.mintmark.format.matter.CommissioningFlow;
import dev.mintmark.format.matter.DiscoveryCapability;
import dev.mintmark.format.matter.ProductId;
import dev.mintmark.format.matter.VendorId;
import dev.mintmark.input.FaultException;
import dev.mintmark.input.Faults;
import dev.mintmark.site.Site;
import dev.mintmark.site.SiteFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderSchemaTest {
    private static final Site SITE = Site.empty(Path.of("site.yaml"));

    @TempDir
    private Path folder;

    @Test
    void schemasAndParserKnowTheSameKeys() {
        assertThat(Schemas.differences(Schemas.part("order", ""), OrderKeys.ALL))
                .isEmpty();
        assertThat(Schemas.differences(Schemas.part("product", ""), ProductKeys.ALL))
                .isEmpty();
    }

    @Test
    void everyFieldIsDocumentedInSchemaAndPage() throws IOException {
        for (String name : List.of("order", "product")) {
            assertThat(Schemas.undocumented(Schemas.part(name, ""))).isEmpty();
            assertThat(Schemas.missingFrom(Path.of("docs/formats", name + ".md"), Schemas.part(name, "")))
                    .isEmpty();
        }
    }

    @Test
    void theDemoOrderIsFineByBoth() throws IOException {
        Path file = Path.of("jobs/demo/order.yaml");
        assertThat(Schemas.complaints("order", Files.readString(file))).isEmpty();

        ProductionOrder order = OrderFiles.read(List.of(file), SiteFile.read(Path.of("jobs/site.yaml")))
                .all()
                .get(0);

        Path productFile = Path.of("templates/demo-light/product.yaml");
        assertThat(Schemas.complaints("product", Files.readString(productFile))).isEmpty();
        Product product = new Product(
                productFile,
                new VendorId(0xFFF1),
                new ProductId(0x8001),
                "Demo Lights",
                "Demo Light 1",
                new CertificationDeclarationSource.Test(),
                10_000,
                Optional.of(1),
                Optional.of("rev-a"),
                CommissioningFlow.STANDARD,
                Set.of(DiscoveryCapability.BLE),
                DacSubject.UUID,
                Optional.of(new SerialNumberPattern("DL1-{order}-{seq:6}")),
                0x6000,
                DacPlacement.NVS,
                Optional.empty(),
                NvsEncryption.NONE,
                Optional.empty(),
                RotatingId.NONE,
                Optional.empty(),
                DeviceDetails.NONE,
                new ProductLabels(
                        Optional.of(new ZplSource(Path.of("templates/demo-light/label.zpl"), 300)),
                        Optional.of(Path.of("templates/demo-light/sheet.yaml"))));
        assertThat(order)
                .isEqualTo(new ProductionOrder(
                        new OrderId("DEMO-1000"),
                        file,
                        "jobs/demo/order.yaml:4",
                        product,
                        1000,
                        0,
                        Optional.of(Path.of("jobs/demo/submission.zip")),
                        "test",
                        "test",
                        "SO-4711/10",
                        Optional.of(Instant.parse("2026-12-01T00:00:00Z")),
                        Optional.empty(),
                        500,
                        Set.of(),
                        OrderKind.MANUFACTURE,
                        Optional.empty(),
                        KeyOrigin.MODULE));
    }

    @Test
    void theErpsOrdersAreFine() {
        assertThat(OrderFiles.read(List.of(Path.of("jobs/erp")), SITE).all())
                .extracting(order -> order.id().value())
                .containsExactly("ERP-2001", "ERP-2002", "ERP-2003");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    nothing wrong               | order: PO-1                                        | true
                    an order of digits          | order: 4711                                        | true
                    an order that looks octal   | order: 0017                                        | true
                    an order with a slash       | order: a/b                                         | false
                    an order ending in a dot    | order: a.                                          | false
                    an order of 64              | order: A234567890123456789012345678901234567890123456789012345678901234 | true
                    an order of 65              | order: A2345678901234567890123456789012345678901234567890123456789012345 | false
                    no product                  | product: ""                                        | false
                    quantity 0                  | quantity: 0                                        | false
                    quantity 10000000           | quantity: 10000000                                 | true
                    quantity 10000001           | quantity: 10000001                                 | false
                    quantity in words           | quantity: many                                     | false
                    quantity in quotes and dots | quantity: "1.000"                                  | false
                    negative spares             | spares: -1                                         | false
                    no submission               | submission:                                        | false
                    a list of submissions       | submission: [a, b]                                 | false
                    a reference of the ERP      | reference: SO 4711/10                              | true
                    a formula as reference      | reference: "=1+1"                                  | false
                    a reference ending in space | reference: "a "                                    | false
                    due on a day                | due: 2026-12-01                                    | true
                    due at a moment             | due: 2026-12-01T18:00:00+08:00                     | true
                    due at a local time         | due: 2026-12-01T18:00:00                           | false
                    due in another form         | due: 1.12.2026                                     | false
                    not before a word           | not-before: tomorrow                               | false
                    lots of 2000                | lot-size: 2000                                     | true
                    lots of 2001                | lot-size: 2001                                     | false
                    lots of none                | lot-size: 0                                        | false
                    a list of modules           | modules: [246f28000001, "24:6F:28:00:00:02"]       | true
                    an empty list of modules    | modules: []                                        | false
                    a module with a slash       | modules: [a/b, c]                                  | false
                    manufacture                 | kind: manufacture                                  | true
                    field upgrade of anything   | kind: field-upgrade                                | false
                    another kind                | kind: repair                                       | false
                    an unknown key              | quantitiy: 3                                       | false
                    """)
    void schemaAndParserAgreeOnOrders(String name, String line, boolean fine) throws IOException {
        Files.writeString(folder.resolve("product.yaml"), product(""));
        String key = line.substring(0, line.indexOf(':'));
        String yaml =
                "order: PO-1\nproduct: .\nquantity: 2\nsubmission: s\nissuer: test\nfactory: test\nlot-size: 2000\n"
                                .replaceAll("(?m)^" + key + ":.*\n", "")
                        + line;
        Path file = Files.writeString(folder.resolve("order.yaml"), yaml);

        assertThat(Schemas.complaints("order", yaml).isEmpty()).as("schema").isEqualTo(fine);
        if (!fine) {
            assertThatThrownBy(() -> OrderFiles.read(List.of(file), SITE).all()).isInstanceOf(FaultException.class);
        } else {
            assertThat(OrderFiles.read(List.of(file), SITE).all()).hasSize(1);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    a vendor as a number         | vendor-id: 0xFFF1                                 | true
                    a vendor in quotes           | vendor-id: "fff1"                                 | true
                    a vendor of five digits      | vendor-id: 0FFF1                                  | false
                    a vendor beyond the last     | vendor-id: 0xFFF5                                 | false
                    vendor zero                  | vendor-id: 0x0000                                 | false
                    a product of digits          | product-id: 8001                                  | true
                    a product of three digits    | product-id: 80X                                   | false
                    a product of five digits     | product-id: 100001                                | false
                    product zero                 | product-id: 0x0000                                | false
                    a name of 32                 | product-name: "12345678901234567890123456789012"  | true
                    a name of 33                 | product-name: "123456789012345678901234567890123" | false
                    an empty name                | vendor-name: ""                                   | false
                    a formula as name            | vendor-name: "=HYPERLINK()"                       | false
                    a formula in wide letters    | vendor-name: "＝1"                                | false
                    a command for printers       | product-name: "a^XA"                              | false
                    another one                  | product-name: "a~JA"                              | false
                    a name beginning with minus  | vendor-name: "-x"                                 | false
                    a name beginning with space  | vendor-name: " x"                                 | false
                    1000 iterations              | iteration-count: 1000                             | true
                    999 iterations               | iteration-count: 999                              | false
                    100000 iterations            | iteration-count: 100000                           | true
                    100001 iterations            | iteration-count: 100001                           | false
                    hardware version 0           | hardware-version: 0                               | true
                    hardware version 65536       | hardware-version: 65536                           | false
                    flow user-intent             | commissioning-flow: user-intent                   | true
                    flow by number               | commissioning-flow: 0                             | false
                    all capabilities             | discovery-capabilities: [ble, on-network, soft-ap, wifi-paf, nfc, thread] | true
                    no capability                | discovery-capabilities: []                        | false
                    a capability twice           | discovery-capabilities: [ble, ble]                | false
                    an unknown capability        | discovery-capabilities: [wlan]                    | false
                    the serial number as subject | dac-subject: serial-number                        | true
                    another subject              | dac-subject: mac                                  | false
                    a pattern                    | serial-number-pattern: "{order}.{seq:08}"         | false
                    a pattern with width         | serial-number-pattern: "{order}.{seq:8}"          | true
                    a pattern with a space       | serial-number-pattern: "A {seq}"                  | false
                    an unknown placeholder       | serial-number-pattern: "{mac}{seq}"               | false
                    partition of 0x3000          | partition-size: 0x3000                            | true
                    partition in decimal         | partition-size: 24576                             | true
                    partition of 0x2000          | partition-size: 0x2000                            | false
                    partition of 0x6001          | partition-size: 0x6001                            | false
                    partition of 2 MiB           | partition-size: 0x200000                          | false
                    encrypted                    | nvs-encryption: hmac                              | true
                    encrypted in another way     | nvs-encryption: aes                               | false
                    a derived rotating id        | rotating-id: derived                              | true
                    a rotating id per module     | rotating-id: per-module                           | true
                    a day per module             | manufacturing-date: per-module                    | true
                    one rotating id for all      | rotating-id: d2f351f57bb9387445a5f92a601d1c14     | false
                    a day                        | manufacturing-date: 2026-11-28                    | true
                    a day in digits              | manufacturing-date: 20261128                      | true
                    a day and more               | manufacturing-date: 2026-11-28LINE-002            | true
                    a day and too much           | manufacturing-date: 2026-11-28LINE-0023           | false
                    a 13th month                 | manufacturing-date: "20261399"                    | false
                    a day as the peer's help has | manufacturing-date: 2026-11-28 +8                 | false
                    satin                        | product-finish: satin                             | true
                    a finish by number           | product-finish: 2                                 | false
                    gold                         | product-color: gold                               | true
                    beige                        | product-color: beige                              | false
                    a part number                | part-number: DL-1                                 | true
                    a part number of 33          | part-number: "123456789012345678901234567890123"  | false
                    a page                       | product-url: https://example.com/~a?b=%20         | true
                    a page with a space          | product-url: "https://example.com/a b"            | false
                    no page                      | product-url: example.com                          | false
                    a label                      | product-label: Zürich ☃                           | true
                    a label for printers         | product-label: "a^XA"                             | false
                    calendars                    | calendar-types: [gregorian, taiwanese]            | true
                    an unknown calendar          | calendar-types: [julian]                          | false
                    locales                      | locales: [en-US, zh-Hant-TW]                      | true
                    a locale twice               | locales: [en, en]                                 | false
                    a locale with underscore     | locales: [en_US]                                  | false
                    a fixed label                | fixed-labels: [{endpoint: 0x1, label: a, value: b}] | true
                    a label at endpoint a        | fixed-labels: [{endpoint: a, label: a, value: b}] | false
                    a label of 17                | fixed-labels: [{endpoint: 1, label: a2345678901234567, value: b}] | false
                    a label without value        | fixed-labels: [{endpoint: 1, label: a}]           | false
                    labels in the peer's form    | fixed-labels: [0/orientation/up]                  | false
                    a mode                       | supported-modes: [{endpoint: 1, label: a, mode: 0}] | true
                    a mode with tags             | supported-modes: [{endpoint: 1, label: a, mode: 0, tags: [{value: 1, manufacturer: 0x8000}]}] | true
                    a mode of 256                | supported-modes: [{endpoint: 1, label: a, mode: 256}] | false
                    no modes                     | supported-modes: []                               | false
                    both locations               | location-capability: indoor-outdoor               | true
                    a location by number         | location-capability: 3                            | false
                    a device type                | device-type: 0x0100                               | true
                    a device type of 33 bits     | device-type: 4294967296                           | false
                    a salt                       | salt: AAAA                                        | false
                    a passcode                   | passcode: 20202021                                | false
                    """)
    void schemaAndParserAgreeOnProducts(String name, String line, boolean fine) throws IOException {
        String yaml = product(line);
        Faults faults = new Faults();

        Optional<Product> product = ProductFile.read(Files.writeString(folder.resolve("product.yaml"), yaml), faults);

        assertThat(Schemas.complaints("product", yaml).isEmpty()).as("schema").isEqualTo(fine);
        assertThat(product.isPresent()).as("parser").isEqualTo(fine);
        assertThat(faults.isEmpty()).isEqualTo(fine);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    a day that is none          | manufacturing-date: 2026-02-29                     | no day of the calendar
                    a label twice               | fixed-labels: [{endpoint: 1, label: a, value: b}, {endpoint: 1, label: a, value: c}] | endpoint 1 has a label twice
                    a mode twice                | supported-modes: [{endpoint: 1, label: a, mode: 1}, {endpoint: 1, label: b, mode: 1}] | endpoint 1 has a mode twice
                    an endpoint too high        | supported-modes: [{endpoint: 65534, label: a, mode: 1}] | the NVS key sm-st-sz/fffe/0 would have more than 14 characters
                    a tag at a high endpoint    | supported-modes: [{endpoint: 4096, label: a, mode: 1, tags: [{value: 1}]}] | more than 14 characters
                    """)
    void whatASchemaCannotSayIsAFaultOfTheProductStill(String name, String line, String fault) throws IOException {
        Faults faults = new Faults();

        ProductFile.read(Files.writeString(folder.resolve("product.yaml"), product(line)), faults);

        assertThat(faults.list()).singleElement().satisfies(one -> assertThat(one.what())
                .contains(fault));
    }

    /** A good product, but for this line. */
    static String product(String line) {
        String key = line.isEmpty() ? "none" : line.substring(0, line.indexOf(':'));
        return """
                vendor-id: FFF1
                product-id: 8001
                vendor-name: Demo Lights
                product-name: Demo Light 1
                certification-declaration: test
                iteration-count: 10000
                """
                        .replaceAll("(?m)^" + key + ":.*\n", "")
                + line;
    }
}
