package dev.mintmark.label;

import dev.mintmark.format.Bytes;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How the labels on a lot's sheets look: the QR code with its quiet zone on the left, lines of text and the maker's logo on the
 * right.
 *
 * @param labelWidth millimetres
 * @param labelHeight millimetres
 * @param module hundredths of a millimetre of one module of the QR code, at least 33
 * @param lines 1 to 6 lines of text
 * @param logo above the lines
 * @param font TrueType; empty for the one that PDFBox brings, which has Latin, Greek and Cyrillic letters
 */
public record SheetDesign(
        SheetPage page,
        int labelWidth,
        int labelHeight,
        int module,
        List<LabelPattern> lines,
        Optional<PngImage> logo,
        Optional<Bytes> font) {
    static final int SMALLEST_MODULE = 33;
    static final int LARGEST_MODULE = 200;
    static final int NARROWEST = 30;
    static final int WIDEST = 180;
    static final int LOWEST = 12;
    static final int HIGHEST = 180;
    static final int MOST_LINES = 6;

    /** Modules a side of version 2 and twice its quiet zone. */
    private static final int SYMBOL = 25 + 2 * 4;
    /** So that a serial number of 32 digits is still 4 points high. */
    private static final double NARROWEST_TEXT = 26;

    public SheetDesign {
        lines = List.copyOf(lines);
        double symbol = SYMBOL * module / 100.0;
        if (symbol > labelHeight) {
            throw new IllegalArgumentException(
                    "a label %d mm high has no room for a QR code of %.1f mm with its quiet zone"
                            .formatted(labelHeight, symbol));
        }
        if (labelWidth - symbol < NARROWEST_TEXT) {
            throw new IllegalArgumentException(
                    "a label %d mm wide has no room for %.0f mm of text beside a QR code of %.1f mm"
                            .formatted(labelWidth, NARROWEST_TEXT, symbol));
        }
        if (lines.isEmpty() || lines.size() > MOST_LINES) {
            throw new IllegalArgumentException("%d lines are not 1 to %d".formatted(lines.size(), MOST_LINES));
        }
    }

    /** In millimetres. */
    double moduleMm() {
        return module / 100.0;
    }

    /** All that decides a sheet's bytes, beside the modules; one line. */
    public String terms() {
        return "%s, %d x %d mm, module 0.01 x %d mm, logo %s, font %s, lines %s"
                .formatted(
                        page.name(),
                        labelWidth,
                        labelHeight,
                        module,
                        logo.map(PngImage::sha256).map(Bytes::hex).orElse("none"),
                        font.map(Bytes::sha256Digest).map(Bytes::hex).orElse("usual"),
                        lines.stream().map(LabelPattern::toString).collect(Collectors.joining(" / ")));
    }
}
