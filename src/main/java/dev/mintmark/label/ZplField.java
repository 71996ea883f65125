package dev.mintmark.label;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What one field of a label prints, and how.
 *
 * @param origin {@code ^FO} or {@code ^FT}
 * @param qrCode {@code ^BQ}, if the data is printed as one
 * @param indicator what begins a byte in hex in the data: there is one after {@code ^FH}, an underscore unless it names another
 * @param data {@code ^FD} or {@code ^FV}
 */
record ZplField(
        Optional<ZplCommand> origin, Optional<ZplCommand> qrCode, Optional<Character> indicator, ZplCommand data) {
    private static final char USUAL_INDICATOR = '_';
    /** The level of error correction and the way of input, {@code MA,}. */
    private static final int QR_SWITCHES = 3;

    /** All fields, in their order. */
    static List<ZplField> of(List<ZplCommand> commands) {
        List<ZplField> fields = new ArrayList<>();
        Optional<ZplCommand> origin = Optional.empty();
        Optional<ZplCommand> qrCode = Optional.empty();
        Optional<Character> indicator = Optional.empty();
        for (ZplCommand command : commands) {
            switch (command.name()) {
                case "^FO", "^FT" -> origin = Optional.of(command);
                case "^BQ" -> qrCode = Optional.of(command);
                case "^FH" -> {
                    String named = command.parameters().strip();
                    indicator = Optional.of(named.isEmpty() ? USUAL_INDICATOR : named.charAt(0));
                }
                case "^FD", "^FV" -> fields.add(new ZplField(origin, qrCode, indicator, command));
                case "^FS", "^XA", "^XZ" -> {
                    origin = Optional.empty();
                    qrCode = Optional.empty();
                    indicator = Optional.empty();
                }
                default -> {}
            }
        }
        return fields;
    }

    /** What is printed: bytes in hex read as UTF-8, without line ends, which a printer passes over; a QR code's without its switches. */
    String text() {
        String plain = data.parameters().replaceAll("[\\r\\n]", "");
        String decoded = indicator.map(sign -> decoded(plain, sign)).orElse(plain);
        return qrCode.isPresent() ? decoded.substring(Math.min(QR_SWITCHES, decoded.length())) : decoded;
    }

    private static String decoded(String text, char indicator) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int at = 0; at < text.length(); ) {
            int end = text.offsetByCodePoints(at, 1);
            String hex = text.substring(end, Math.min(end + 2, text.length()));
            if (text.charAt(at) == indicator && hex.matches("[0-9A-Fa-f]{2}")) {
                bytes.write(HexFormat.fromHexDigits(hex));
                end += 2;
            } else {
                bytes.writeBytes(text.substring(at, end).getBytes(StandardCharsets.UTF_8));
            }
            at = end;
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /**
     * A value so written that no printer takes any of it for a command: what is not plain ASCII, and the signs of commands,
     * as bytes of UTF-8 in hex.
     */
    static String escaped(String value, char indicator) {
        StringBuilder escaped = new StringBuilder();
        for (byte octet : value.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xFF);
            boolean plain = c >= ' ' && c <= '}' && c != '^' && c != indicator;
            escaped.append(plain ? String.valueOf(c) : indicator + "%02X".formatted((int) c));
        }
        return escaped.toString();
    }
}
