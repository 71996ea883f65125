package dev.mintmark.label;

import dev.mintmark.order.Product;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDRectangle;

/**
 * {@code labels.pdf}: a lot's labels on sheets to print and cut. The same bytes for the same labels on every machine: it has no
 * date, its id is made of its title, and nothing in it was compressed by Java.
 */
public final class LabelSheet implements AutoCloseable {
    private static final double HEADER = 6;
    private static final double MARGIN = 9;

    private final SheetDesign design;
    private final String title;
    private final int labels;
    private final int columns;
    private final int rows;
    private final PDDocument document = new PDDocument(); // in memory: its pages tell passcodes
    private final SheetFont font;
    private final LabelDrawing drawing;
    private final PDResources resources = new PDResources();
    private PageContent page = new PageContent();
    private int drawn;

    /**
     * @param title stands on every sheet; of letters that the font has
     * @param labels how many there will be
     */
    public LabelSheet(SheetDesign design, String title, int labels) {
        this.design = design;
        this.title = title;
        this.labels = labels;
        this.columns = (int) ((design.page().width() - 2 * MARGIN) / design.labelWidth());
        this.rows = (int) ((design.page().height() - 2 * MARGIN - HEADER) / design.labelHeight());
        try {
            this.font = SheetFont.load(document, design.font());
            this.drawing = LabelDrawing.of(design, document, font, resources);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        document.setDocumentId((long) title.hashCode());
        PDDocumentInformation information = new PDDocumentInformation();
        information.setTitle(title);
        document.setDocumentInformation(information);
    }

    /** What of the product's names the design's font cannot print. */
    static Optional<String> unprintable(SheetDesign design, Product product) {
        try (PDDocument trial = new PDDocument()) {
            SheetFont font = SheetFont.load(trial, design.font());
            String fixed = String.join(
                    "", design.lines().stream().map(LabelPattern::fixed).toList());
            for (String text : new String[] {product.vendorName(), product.productName(), fixed}) {
                if (!font.has(text)) {
                    return Optional.of("the font lacks a letter of \"%s\"".formatted(text));
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("is no TrueType font that may be embedded");
        }
    }

    /** @param symbol of the label's QR code */
    public void add(Label label, QrSymbol symbol) {
        if (!symbol.text().equals(label.qrCode())) {
            throw new IllegalArgumentException("the symbol is not that of the %s".formatted(label));
        }
        int place = drawn % (columns * rows);
        try {
            if (place == 0) {
                turn();
            }
            double left = (design.page().width() - columns * design.labelWidth()) / 2;
            double x = left + place % columns * design.labelWidth();
            double y = design.page().height() - MARGIN - HEADER - (place / columns + 1) * design.labelHeight();
            drawing.draw(page, label, symbol, x, y);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        drawn++;
    }

    /** A new sheet. */
    private void turn() throws IOException {
        endPage();
        int sheets = (labels + columns * rows - 1) / (columns * rows);
        String heading = "%s, sheet %d of %d".formatted(title, drawn / (columns * rows) + 1, sheets);
        drawing.heading(page, heading, MARGIN, design.page().height() - MARGIN - 2);
    }

    private void endPage() throws IOException {
        if (drawn > 0) {
            PDPage sheet =
                    new PDPage(new PDRectangle((float) Points.of(design.page().width()), (float)
                            Points.of(design.page().height())));
            sheet.setResources(resources);
            sheet.setContents(page.toStream(document));
            document.addPage(sheet);
            page = new PageContent();
        }
    }

    /** The whole file. */
    public byte[] toBytes() {
        if (drawn != labels) {
            throw new IllegalStateException("%d labels of %d".formatted(drawn, labels));
        }
        try {
            endPage();
            font.embed();
            ByteArrayOutputStream pdf = new ByteArrayOutputStream();
            document.save(pdf, CompressParameters.NO_COMPRESSION);
            return pdf.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            document.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
