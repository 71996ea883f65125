package dev.mintmark.label;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSNumber;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdfparser.PDFStreamParser;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.font.PDFont;

/** Reads the labels off the sheets that {@link LabelSheet} makes, in their order: what is drawn, not what is said of it. */
public final class SheetReader {
    /** Modules a side of version 2, the only one drawn. */
    private static final int SYMBOL = 25;

    private final PDResources resources;
    private final List<PrintedLabel> labels;
    private final List<Object> operands = new ArrayList<>();
    private final List<String> qrCodes = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();
    private boolean inLabel;
    private boolean[][] symbol = new boolean[SYMBOL][SYMBOL];
    private PDFont font;

    private SheetReader(PDResources resources, List<PrintedLabel> labels) {
        this.resources = resources;
        this.labels = labels;
    }

    /** @throws IllegalArgumentException if it is no such file, or a QR code on it cannot be read */
    public static List<PrintedLabel> read(byte[] pdf) {
        List<PrintedLabel> labels = new ArrayList<>();
        try (PDDocument document = Loader.loadPDF(pdf)) {
            for (PDPage page : document.getPages()) {
                SheetReader reader = new SheetReader(page.getResources(), labels);
                PDFStreamParser parser = new PDFStreamParser(page);
                for (Object token = parser.parseNextToken(); token != null; token = parser.parseNextToken()) {
                    reader.token(token);
                }
            }
            return labels;
        } catch (IOException | ClassCastException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("is no sheet of labels in PDF", e);
        }
    }

    private void token(Object token) throws IOException {
        if (!(token instanceof Operator operator)) {
            operands.add(token);
            return;
        }
        switch (operator.getName()) {
            case "BMC" -> inLabel = operands.get(0).equals(LabelDrawing.LABEL);
            case "EMC" -> endLabel();
            case "re" -> rectangle();
            case "S" -> symbol = new boolean[SYMBOL][SYMBOL]; // the cutting line
            case "f" -> qrCodes.add(QrReader.read(symbol));
            case "Tf" -> font = resources.getFont((COSName) operands.get(0));
            case "Tj" -> text((COSString) operands.get(0));
            default -> {}
        }
        operands.clear();
    }

    private void rectangle() {
        int x = coordinate(0);
        int y = SYMBOL - 1 - coordinate(1);
        for (int i = 0; i < coordinate(2); i++) {
            if (x + i >= 0 && x + i < SYMBOL && y >= 0 && y < SYMBOL) {
                symbol[y][x + i] = true;
            }
        }
    }

    private int coordinate(int index) {
        return Math.round(((COSNumber) operands.get(index)).floatValue());
    }

    private void text(COSString codes) throws IOException {
        if (!inLabel) {
            return;
        }
        if (font == null) {
            throw new IOException("text without a font");
        }
        StringBuilder text = new StringBuilder();
        try (InputStream in = new ByteArrayInputStream(codes.getBytes())) {
            while (in.available() > 0) {
                String letter = font.toUnicode(font.readCode(in));
                text.append(letter == null ? "\uFFFD" : letter);
            }
        }
        texts.add(text.toString());
    }

    private void endLabel() {
        labels.add(new PrintedLabel(qrCodes, texts));
        qrCodes.clear();
        texts.clear();
        inLabel = false;
    }
}
