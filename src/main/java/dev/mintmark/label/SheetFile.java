package dev.mintmark.label;

import static dev.mintmark.input.Key.optional;
import static dev.mintmark.input.Key.required;

import dev.mintmark.format.Bytes;
import dev.mintmark.input.Faults;
import dev.mintmark.input.Fields;
import dev.mintmark.input.FileSafe;
import dev.mintmark.input.Forms;
import dev.mintmark.input.Key;
import dev.mintmark.input.Value.Mapping;
import dev.mintmark.input.YamlFile;
import dev.mintmark.order.Product;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads the design of sheets (docs/formats/labels.md, schemas/label-sheet.schema.json). */
public final class SheetFile {
    static final Key LINES = required("lines", "[\"{product_name}\", \"{manualcode}\"]");
    static final Key PAGE = optional("page", "a4");
    static final Key LABEL_WIDTH = optional("label-width", "60");
    static final Key LABEL_HEIGHT = optional("label-height", "26");
    static final Key MODULE = optional("qr-module", "0.50");
    static final Key LOGO = optional("logo", "logo.png");
    static final Key FONT = optional("font", "NotoSans-Regular.ttf");

    static final List<Key> ALL = List.of(LINES, PAGE, LABEL_WIDTH, LABEL_HEIGHT, MODULE, LOGO, FONT);
    private static final Map<String, SheetPage> PAGES = Forms.words(SheetPage.values());

    private static final int USUAL_WIDTH = 60;
    private static final int USUAL_HEIGHT = 26;
    private static final int USUAL_MODULE = 50;

    private static final int LARGEST_LOGO = 256 * 1024;
    private static final int LARGEST_FONT = 32 * 1024 * 1024;

    private SheetFile() {}

    /**
     * @return empty if anything is wrong with it, which is then among {@code faults}
     */
    public static Optional<SheetDesign> read(Path file, Product product, Faults faults) {
        return YamlFile.read(file, faults).flatMap(mapping -> design(mapping, product, faults));
    }

    private static Optional<SheetDesign> design(Mapping mapping, Product product, Faults faults) {
        Fields fields = new Fields(mapping, ALL, faults);
        var lines = fields.many(LINES, SheetFile::line, "fields: " + String.join(", ", LabelField.titles()));
        var page = fields.one(PAGE, Forms.word(PAGE, PAGES), "");
        var width = fields.one(
                LABEL_WIDTH, Forms.integer(LABEL_WIDTH, SheetDesign.NARROWEST, SheetDesign.WIDEST), "millimetres");
        var height = fields.one(
                LABEL_HEIGHT, Forms.integer(LABEL_HEIGHT, SheetDesign.LOWEST, SheetDesign.HIGHEST), "millimetres");
        var module = fields.one(MODULE, SheetFile::module, "millimetres of one module of the QR code; 0.50 is usual");
        var logo = fields.one(
                LOGO,
                content(fields, LOGO, LARGEST_LOGO).andThen(SheetFile::logo),
                "a PNG of at most 256 KiB, in grey, colours or with a palette, without transparency, not interlaced");
        var font = fields.one(FONT, content(fields, FONT, LARGEST_FONT), "a TrueType font, .ttf");
        if (fields.faulty()) {
            return Optional.empty();
        }
        SheetDesign design;
        try {
            design = new SheetDesign(
                    page.orElse(SheetPage.A4),
                    width.orElse(USUAL_WIDTH),
                    height.orElse(USUAL_HEIGHT),
                    module.orElse(USUAL_MODULE),
                    lines,
                    logo,
                    font);
        } catch (IllegalArgumentException e) {
            fields.fault(LABEL_WIDTH, e.getMessage(), "make the label larger, the module smaller, or fewer lines");
            return Optional.empty();
        }
        LabelSheet.unprintable(design, product)
                .ifPresent(what -> fields.fault(FONT, what, "name a TrueType font that has them"));
        return fields.faulty() ? Optional.empty() : Optional.of(design);
    }

    private static LabelPattern line(String text) {
        LabelPattern pattern = LabelPattern.parse(text);
        if (pattern.fields().anyMatch(LabelField.QRCODE::equals)) {
            throw new IllegalArgumentException(
                    "the line \"%s\" has the field {qrcode}, which stands on every label as a QR code"
                            .formatted(FileSafe.printable(text)));
        }
        return pattern;
    }

    private static int module(String text) {
        if (!text.matches("[0-9](\\.[0-9]{1,2})?")) {
            throw new IllegalArgumentException(
                    "qr-module \"%s\" is not a number of millimetres with at most two decimals"
                            .formatted(FileSafe.printable(text)));
        }
        int hundredths = (int) Math.round(Double.parseDouble(text) * 100);
        if (hundredths < SheetDesign.SMALLEST_MODULE || hundredths > SheetDesign.LARGEST_MODULE) {
            throw new IllegalArgumentException("qr-module \"%s\" is not 0.33 to 2.00".formatted(text));
        }
        return hundredths;
    }

    private static PngImage logo(Bytes file) {
        try {
            return PngImage.parse(file);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("logo " + e.getMessage(), e);
        }
    }

    private static Function<String, Bytes> content(Fields fields, Key key, int largest) {
        return Forms.file(key, fields.file()).andThen(path -> {
            String shown = "%s \"%s\" ".formatted(key.text(), FileSafe.printable(path.toString()));
            try {
                if (Files.size(path) > largest) {
                    throw new IllegalArgumentException(shown + "is larger than %d bytes".formatted(largest));
                }
                return Bytes.of(Files.readAllBytes(path));
            } catch (IOException e) {
                throw new IllegalArgumentException(shown + "cannot be read", e);
            }
        });
    }
}
