package dev.mintmark.order;

import dev.mintmark.format.matter.CommissioningFlow;
import dev.mintmark.format.matter.DiscoveryCapability;
import dev.mintmark.format.matter.ProductId;
import dev.mintmark.format.matter.VendorId;
import dev.mintmark.input.Faults;
import dev.mintmark.input.Fields;
import dev.mintmark.input.FileSafe;
import dev.mintmark.input.Forms;
import dev.mintmark.input.Key;
import dev.mintmark.input.Value.Mapping;
import dev.mintmark.input.YamlFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads product.yaml (docs/formats/product.md, schemas/product.schema.json). */
final class ProductFile {
    /** What a product's folder holds. */
    static final String NAME = "product.yaml";

    private static final Map<String, CommissioningFlow> FLOWS = Forms.words(CommissioningFlow.values());
    private static final Map<String, DiscoveryCapability> CAPABILITIES = Forms.words(DiscoveryCapability.values());
    private static final Map<String, DacSubject> SUBJECTS = Forms.words(DacSubject.values());
    private static final Map<String, Integer> RESOLUTIONS = ZplSource.RESOLUTIONS.stream()
            .collect(Collectors.toMap(String::valueOf, Function.identity(), (a, b) -> b, TreeMap::new));
    private static final Map<String, NvsEncryption> ENCRYPTIONS = Forms.words(NvsEncryption.values());
    private static final Map<String, RotatingId> ROTATING_IDS = Forms.words(RotatingId.values());
    private static final Map<String, String> ADVICE = Map.of(
            "salt", "each module's salt is 32 bytes, derived from the order's key: leave it out",
            "passcode", "each module's passcode is derived from the order's key: leave it out",
            "discriminator", "each module's discriminator is derived from the order's key: leave it out");

    private ProductFile() {}

    /**
     * @return empty if anything is wrong with it, which is then among {@code faults}
     */
    static Optional<Product> read(Path file, Faults faults) {
        return YamlFile.read(file, faults).flatMap(mapping -> product(mapping, faults));
    }

    private static Optional<Product> product(Mapping mapping, Faults faults) {
        Fields fields = new Fields(mapping, ProductKeys.ALL, ADVICE, faults);
        var vendorId = fields.one(ProductKeys.VENDOR_ID, VendorId::parse, "four hex digits, as the CSA gave them");
        var productId = fields.one(ProductKeys.PRODUCT_ID, ProductId::parse, "four hex digits, such as 8001");
        var vendorName = fields.one(ProductKeys.VENDOR_NAME, text(ProductKeys.VENDOR_NAME, Product.LONGEST_NAME), "");
        var productName =
                fields.one(ProductKeys.PRODUCT_NAME, text(ProductKeys.PRODUCT_NAME, Product.LONGEST_NAME), "");
        var declaration = fields.one(
                ProductKeys.CERTIFICATION_DECLARATION,
                text -> declaration(text, mapping.file()),
                "name the DER file that the CSA gave, or write test; paths are relative to the folder of the product file");
        var iterations = fields.one(
                ProductKeys.ITERATION_COUNT,
                Forms.integer(ProductKeys.ITERATION_COUNT, Product.FEWEST_ITERATIONS, Product.MOST_ITERATIONS),
                "10000 is usual");
        var hardwareVersion = fields.one(
                ProductKeys.HARDWARE_VERSION,
                Forms.integer(ProductKeys.HARDWARE_VERSION, 0, Product.HIGHEST_HARDWARE_VERSION),
                "");
        var hardwareVersionString = fields.one(
                ProductKeys.HARDWARE_VERSION_STRING,
                text(ProductKeys.HARDWARE_VERSION_STRING, Product.LONGEST_HARDWARE_VERSION_STRING),
                "");
        var flow = fields.one(
                ProductKeys.COMMISSIONING_FLOW, Forms.word(ProductKeys.COMMISSIONING_FLOW, FLOWS), "usually standard");
        List<DiscoveryCapability> capabilities = fields.many(
                ProductKeys.DISCOVERY_CAPABILITIES, Forms.word(ProductKeys.DISCOVERY_CAPABILITIES, CAPABILITIES), "");
        var subject = fields.one(ProductKeys.DAC_SUBJECT, Forms.word(ProductKeys.DAC_SUBJECT, SUBJECTS), "");
        var pattern = fields.one(
                ProductKeys.SERIAL_NUMBER_PATTERN, SerialNumberPattern::new, "for example DL1-{order}-{seq:6}");
        var partitionSize = fields.one(ProductKeys.PARTITION_SIZE, ProductFile::partitionSize, "0x6000 is usual");
        var placement = new PlacementFields(fields).read();
        ProductLabels labels = labels(fields);
        var encryption =
                fields.one(ProductKeys.NVS_ENCRYPTION, Forms.word(ProductKeys.NVS_ENCRYPTION, ENCRYPTIONS), "");
        var template = fields.one(
                ProductKeys.NVS_TEMPLATE,
                Forms.file(ProductKeys.NVS_TEMPLATE, mapping.file()),
                "a CSV in Espressif's form; paths are relative to the folder of the product file");
        var rotatingId = fields.one(ProductKeys.ROTATING_ID, Forms.word(ProductKeys.ROTATING_ID, ROTATING_IDS), "");
        var manufacturingDate = fields.one(
                ProductKeys.MANUFACTURING_DATE,
                ProductFile::manufacturingDate,
                "for example 2026-11-28, or per-module: then the order's nvs-values give it");
        Optional<DeviceDetails> details = new DeviceDetailsReader(fields, faults).read();
        Optional<FlashFields.Flash> flash = placement.flatMap(placed ->
                new FlashFields(fields, faults).read(partitionSize, placed, encryption.orElse(NvsEncryption.NONE)));
        if (fields.faulty() || details.isEmpty() || flash.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Product(
                mapping.file(),
                vendorId.orElseThrow(),
                productId.orElseThrow(),
                vendorName.orElseThrow(),
                productName.orElseThrow(),
                declaration.orElseThrow(),
                iterations.orElseThrow(),
                hardwareVersion,
                hardwareVersionString,
                flow.orElse(CommissioningFlow.STANDARD),
                capabilities.isEmpty() ? Set.of(DiscoveryCapability.BLE) : Set.copyOf(capabilities),
                subject.orElse(DacSubject.UUID),
                pattern,
                flash.get().size().orElse(Product.DEFAULT_PARTITION_SIZE),
                placement.orElseThrow(),
                flash.get().layout(),
                encryption.orElse(NvsEncryption.NONE),
                template,
                rotatingId.orElse(RotatingId.NONE),
                manufacturingDate,
                details.orElseThrow(),
                labels));
    }

    private static ManufacturingDateSource manufacturingDate(String text) {
        return text.equals("per-module")
                ? new ManufacturingDateSource.PerModule()
                : new ManufacturingDateSource.Fixed(new ManufacturingDate(text));
    }

    private static Function<String, String> text(Key key, int longest) {
        return text -> Product.requireText(key.text(), text, longest);
    }

    private static CertificationDeclarationSource declaration(String text, Path namedIn) {
        return text.equals("test")
                ? new CertificationDeclarationSource.Test()
                : new CertificationDeclarationSource.FromFile(Forms.file(ProductKeys.CERTIFICATION_DECLARATION, namedIn)
                        .apply(text));
    }

    private static ProductLabels labels(Fields fields) {
        var template = fields.one(
                ProductKeys.LABEL_TEMPLATE, Forms.file(ProductKeys.LABEL_TEMPLATE, fields.file()), "a label in ZPL");
        var dpi = fields.one(
                ProductKeys.LABEL_PRINTER_DPI,
                Forms.word(ProductKeys.LABEL_PRINTER_DPI, RESOLUTIONS),
                "dots an inch of the label printer");
        if (fields.find(ProductKeys.LABEL_TEMPLATE).isPresent()
                != fields.find(ProductKeys.LABEL_PRINTER_DPI).isPresent()) {
            fields.fault(
                    ProductKeys.LABEL_TEMPLATE,
                    "label-template and label-printer-dpi go together",
                    "the printer's resolution decides how large a QR code becomes");
        }
        var sheet = fields.one(
                ProductKeys.LABEL_SHEET, Forms.file(ProductKeys.LABEL_SHEET, fields.file()), "a design of sheets");
        return new ProductLabels(template.flatMap(file -> dpi.map(dots -> new ZplSource(file, dots))), sheet);
    }

    private static int partitionSize(String text) {
        if (!text.matches("0[xX][0-9a-fA-F]{1,7}|[1-9][0-9]{0,8}")) {
            throw new IllegalArgumentException(
                    "partition-size \"%s\" is not a number of bytes".formatted(FileSafe.printable(text)));
        }
        return Product.requirePartitionSize(Integer.decode(text));
    }
}
