package dev.mintmark.inspect;

import dev.mintmark.label.PrintedLabel;
import dev.mintmark.label.QrPng;
import dev.mintmark.label.SheetReader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Shows what is printed: images of QR codes, labels, sheets of them. */
final class PrintView {
    /** Where a PNG has its width and height. */
    private static final int PNG_SIZE_AT = 16;

    private PrintView() {}

    static Inspection png(byte[] image) {
        if (image.length < PNG_SIZE_AT + 2 * Integer.BYTES) {
            return Inspection.damaged(FileKind.QR_IMAGE, "is a PNG that ends too early");
        }
        int width = ByteBuffer.wrap(image).getInt(PNG_SIZE_AT);
        int height = ByteBuffer.wrap(image).getInt(PNG_SIZE_AT + Integer.BYTES);
        String size = "%d by %d pixels".formatted(width, height);
        Listing listing = new Listing().number("width", width).number("height", height);
        String text;
        try {
            text = QrPng.read(image);
        } catch (IllegalArgumentException e) {
            return new Inspection(FileKind.QR_IMAGE, size, listing.shown(), List.of(e.getMessage()));
        }
        listing.text("text", text);
        List<String> problems = new ArrayList<>();
        payload(text, problems).ifPresent(shown -> listing.put("payload", shown));
        return new Inspection(FileKind.QR_IMAGE, size, listing.shown(), problems);
    }

    static Inspection zpl(byte[] zpl) {
        List<String> problems = new ArrayList<>();
        return new Inspection(FileKind.LABEL, "", label(PrintedLabel.ofZpl(zpl), problems), problems);
    }

    static Inspection pdf(byte[] pdf) {
        List<PrintedLabel> labels;
        try {
            labels = SheetReader.read(pdf);
        } catch (IllegalArgumentException e) {
            return Inspection.damaged(FileKind.LABEL_SHEET, e.getMessage());
        }
        List<String> problems = new ArrayList<>();
        List<Shown> shown = new ArrayList<>();
        labels.forEach(label -> shown.add(label(label, problems)));
        return new Inspection(
                FileKind.LABEL_SHEET,
                "%d labels".formatted(labels.size()),
                new Listing().many("labels", shown).shown(),
                problems);
    }

    private static Shown.Group label(PrintedLabel label, List<String> problems) {
        List<Shown> codes = new ArrayList<>();
        for (String text : label.qrCodes()) {
            Listing listing = new Listing().text("text", text);
            payload(text, problems).ifPresent(shown -> listing.put("payload", shown));
            codes.add(listing.shown());
        }
        return new Listing()
                .many("qr_codes", codes)
                .texts("texts", label.texts())
                .shown();
    }

    private static Optional<Shown> payload(String text, List<String> problems) {
        if (!text.startsWith("MT:")) {
            return Optional.empty();
        }
        try {
            return Optional.of(CodeView.payload(text));
        } catch (IllegalArgumentException e) {
            problems.add(e.getMessage());
            return Optional.empty();
        }
    }
}
