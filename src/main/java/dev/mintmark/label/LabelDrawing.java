package dev.mintmark.label;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSInteger;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.graphics.color.PDColorSpace;
import org.apache.pdfbox.pdmodel.graphics.color.PDDeviceGray;
import org.apache.pdfbox.pdmodel.graphics.color.PDDeviceRGB;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;

/** Draws one label after another: cutting line, QR code in vectors, text. What {@link SheetReader} reads. */
final class LabelDrawing {
    /** Around a label, so that a label can be found again. */
    static final COSName LABEL = COSName.getPDFName("Label");

    private static final int QUIET_ZONE = 4; // ISO/IEC 18004 section 6.3.8
    private static final double PADDING = 1.5;
    private static final double CUTTING_LINE = 0.2;
    private static final double GREY = 0.6;
    private static final double BLACK = 0;

    /** The share of a line's height that its letters take. */
    private static final double LETTERS = 0.72;
    /** A line with the manual code is as much higher. */
    private static final double EMPHASIS = 1.5;

    private static final double LARGEST_LETTERS = 4.2; // millimetres
    private static final double LOGO_SHARE = 0.3;

    private static final double HEADING = 7; // points

    private final SheetDesign design;
    private final SheetFont font;
    private final COSName fontName;
    private final Optional<PDImageXObject> logo;
    private final Optional<COSName> logoName;

    private LabelDrawing(SheetDesign design, SheetFont font, Optional<PDImageXObject> logo, PDResources resources) {
        this.design = design;
        this.font = font;
        this.fontName = resources.add(font.pdf());
        this.logo = logo;
        this.logoName = logo.map(resources::add);
    }

    /**
     * @param resources of all pages
     */
    static LabelDrawing of(SheetDesign design, PDDocument document, SheetFont font, PDResources resources)
            throws IOException {
        return new LabelDrawing(
                design,
                font,
                design.logo().isPresent()
                        ? Optional.of(image(document, design.logo().get()))
                        : Optional.empty(),
                resources);
    }

    /** The file's own zlib stream, as it is (ISO 32000-1, 7.4.4.4: predictors of PNG). */
    private static PDImageXObject image(PDDocument document, PngImage logo) throws IOException {
        PDColorSpace colours = logo.colourType() == PngImage.GREY ? PDDeviceGray.INSTANCE : PDDeviceRGB.INSTANCE;
        if (logo.colourType() == PngImage.PALETTE) {
            COSArray indexed = new COSArray();
            indexed.add(COSName.INDEXED);
            indexed.add(COSName.DEVICERGB);
            indexed.add(COSInteger.get(logo.palette().size() / 3 - 1));
            indexed.add(new COSString(logo.palette().toByteArray()));
            colours = PDColorSpace.create(indexed);
        }
        PDImageXObject image = new PDImageXObject(
                document,
                new ByteArrayInputStream(logo.data().toByteArray()),
                COSName.FLATE_DECODE,
                logo.width(),
                logo.height(),
                logo.bitDepth(),
                colours);
        COSDictionary parameters = new COSDictionary();
        parameters.setInt(COSName.PREDICTOR, 15);
        parameters.setInt(COSName.COLORS, logo.colours());
        parameters.setInt(COSName.BITS_PER_COMPONENT, logo.bitDepth());
        parameters.setInt(COSName.COLUMNS, logo.width());
        image.getCOSObject().setItem(COSName.DECODE_PARMS, parameters);
        return image;
    }

    /**
     * @param x millimetres from the sheet's left
     * @param y millimetres from the sheet's bottom
     */
    void draw(PageContent page, Label label, QrSymbol qrSymbol, double x, double y) throws IOException {
        page.add("BMC", LABEL);
        page.add("G", GREY).add("w", CUTTING_LINE);
        page.add("re", Points.of(x), Points.of(y), Points.of(design.labelWidth()), Points.of(design.labelHeight()));
        page.add("S");
        boolean[][] symbol = qrSymbol.modules();
        double side = (symbol.length + 2 * QUIET_ZONE) * design.moduleMm();
        double quiet = QUIET_ZONE * design.moduleMm();
        symbol(page, symbol, x + quiet, y + (design.labelHeight() - side) / 2 + quiet);
        right(page, label, x + side, y + PADDING, design.labelWidth() - side - PADDING);
        page.add("EMC");
    }

    /** A rectangle for each run of dark modules in a row, in units of a module. */
    private void symbol(PageContent page, boolean[][] symbol, double x, double y) throws IOException {
        double unit = Points.of(design.moduleMm());
        page.add("q").add("g", BLACK).add("cm", unit, 0, 0, unit, Points.of(x), Points.of(y));
        for (int row = 0; row < symbol.length; row++) {
            for (int from = 0; from < symbol.length; from++) {
                int to = from;
                while (to < symbol.length && symbol[row][to]) {
                    to++;
                }
                if (to > from) {
                    page.rectangle(from, symbol.length - 1 - row, to - from, 1);
                    from = to;
                }
            }
        }
        page.add("f").add("Q");
    }

    /** Logo above lines of text. */
    private void right(PageContent page, Label label, double x, double y, double width) throws IOException {
        double height = design.labelHeight() - 2 * PADDING;
        if (logo.isPresent()) {
            double share = height * LOGO_SHARE;
            double scale = Math.min(
                    width / logo.get().getWidth(),
                    (share - PADDING / 2) / logo.get().getHeight());
            double high = logo.get().getHeight() * scale;
            double wide = logo.get().getWidth() * scale;
            page.add("q");
            page.add("cm", Points.of(wide), 0, 0, Points.of(high), Points.of(x), Points.of(y + height - high));
            page.add("Do", logoName.orElseThrow()).add("Q");
            height -= share;
        }
        List<LabelPattern> lines = design.lines();
        double unit = height / lines.stream().mapToDouble(LabelDrawing::weight).sum();
        double top = y + height;
        for (LabelPattern line : lines) {
            double high = unit * weight(line);
            top -= high;
            text(page, line.fill(label, UnaryOperator.identity()), x, top, width, high);
        }
    }

    private static double weight(LabelPattern line) {
        return line.fields().anyMatch(LabelField.MANUALCODE::equals) ? EMPHASIS : 1;
    }

    /** What stands above all labels of a page. */
    void heading(PageContent page, String text, double x, double y) throws IOException {
        page.text(fontName, HEADING, Points.of(x), Points.of(y), font.encode(text));
    }

    /** As large as it fits. */
    private void text(PageContent page, String text, double x, double y, double width, double height)
            throws IOException {
        if (text.isBlank()) {
            return;
        }
        double size = Math.min(Math.min(height * LETTERS, LARGEST_LETTERS), width / font.width(text));
        double bottom = y + (height - size * LETTERS) / 2;
        page.text(fontName, Points.of(size), Points.of(x), Points.of(bottom), font.encode(text));
    }
}
