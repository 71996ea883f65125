package dev.mintmark.label;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What can be read off a label.
 *
 * @param qrCodes what its QR codes say
 * @param texts what else is printed, in its order
 */
public record PrintedLabel(List<String> qrCodes, List<String> texts) {
    public PrintedLabel {
        qrCodes = List.copyOf(qrCodes);
        texts = List.copyOf(texts);
    }

    /** Reads a label's file in ZPL, as a printer reads it. */
    public static PrintedLabel ofZpl(byte[] zpl) {
        List<ZplField> fields = ZplField.of(ZplCommand.of(new String(zpl, StandardCharsets.UTF_8)));
        return new PrintedLabel(
                fields.stream()
                        .filter(field -> field.qrCode().isPresent())
                        .map(ZplField::text)
                        .toList(),
                fields.stream()
                        .filter(field -> field.qrCode().isEmpty())
                        .map(ZplField::text)
                        .toList());
    }

    /** How much it says; its codes tell the passcode. */
    @Override
    public String toString() {
        return "label with %d QR codes and %d texts".formatted(qrCodes.size(), texts.size());
    }
}
