package dev.mintmark.label;

import dev.mintmark.format.Bytes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDStream;

/**
 * A page's drawing (ISO 32000-1, 7.8.2), in ASCII: PDFBox's own writer takes four times as long for the hundred rectangles of a QR
 * code. It tells passcodes.
 */
final class PageContent {
    /** Numbers have at most five digits behind the point. */
    private static final int FRACTION = 100_000;

    private static final int FRACTION_DIGITS = 5;

    private final StringBuilder content = new StringBuilder(256 * 1024);

    /** An operator and its numbers. */
    PageContent add(String operator, double... operands) {
        for (double operand : operands) {
            number(operand);
        }
        content.append(operator).append('\n');
        return this;
    }

    /** An operator and its name. */
    PageContent add(String operator, COSName operand) {
        content.append('/')
                .append(operand.getName())
                .append(' ')
                .append(operator)
                .append('\n');
        return this;
    }

    /** {@code re}, of whole numbers. */
    void rectangle(int x, int y, int width, int height) {
        content.append(x)
                .append(' ')
                .append(y)
                .append(' ')
                .append(width)
                .append(' ')
                .append(height)
                .append(" re\n");
    }

    /**
     * One line of text.
     *
     * @param codes in the font's encoding
     */
    void text(COSName font, double size, double x, double y, Bytes codes) {
        add("BT").content.append('/').append(font.getName()).append(' ');
        add("Tf", size).add("Td", x, y).content.append('<').append(codes.hex()).append("> Tj\n");
        add("ET");
    }

    private void number(double value) {
        long scaled = Math.round(value * FRACTION);
        if (scaled < 0) {
            content.append('-');
        }
        content.append(Math.abs(scaled) / FRACTION);
        String fraction = String.valueOf(Math.abs(scaled) % FRACTION);
        if (!fraction.equals("0")) {
            content.append('.')
                    .append("0".repeat(FRACTION_DIGITS - fraction.length()))
                    .append(fraction);
        }
        content.append(' ');
    }

    PDStream toStream(PDDocument document) throws IOException {
        byte[] bytes = content.toString().getBytes(StandardCharsets.US_ASCII);
        PDStream stream = new PDStream(document);
        // raw: the other writes byte by byte
        try (OutputStream out = stream.getCOSObject().createRawOutputStream()) {
            out.write(bytes);
            return stream;
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }
}
