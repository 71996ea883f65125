package dev.mintmark.order;

import dev.mintmark.input.FileSafe;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a product's serial numbers are made: fixed text with {@code {seq}}, the module's place in the order, {@code {seq:6}}, the
 * same with zeros in front to at least 6 digits, and {@code {order}}, the order's id.
 *
 * @param text contains {@code seq}; legal as a {@link SerialNumber} for some order
 */
public record SerialNumberPattern(String text) {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(?:seq(?::([1-9][0-9]?))?|order)}");
    private static final String SHORTEST_ORDER = "A";

    public SerialNumberPattern {
        String what = "serial-number-pattern \"%s\" ".formatted(FileSafe.printable(text));
        if (text.replaceAll(PLACEHOLDER.pattern(), "").matches(".*[{}].*")) {
            throw new IllegalArgumentException(what + "has a placeholder other than {seq}, {seq:6} and {order}");
        }
        if (!text.matches(".*\\{seq[}:].*")) {
            throw new IllegalArgumentException(what + "has no {seq}: all modules would have the same serial number");
        }
        try {
            fill(text, SHORTEST_ORDER, ProductionOrder.MOST);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(what + "makes no legal serial number: " + e.getMessage(), e);
        }
    }

    /**
     * @param seq the module's place in the order, not negative
     * @throws IllegalArgumentException if the order's id makes it longer than 32 characters: see {@link #fits}
     */
    public SerialNumber of(OrderId order, int seq) {
        return fill(text, order.value(), seq);
    }

    /** Whether every module of such an order gets a legal serial number. */
    public boolean fits(OrderId order, int greatestSeq) {
        try {
            of(order, greatestSeq);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static SerialNumber fill(String pattern, String order, int seq) {
        Matcher matcher = PLACEHOLDER.matcher(pattern);
        return new SerialNumber(matcher.replaceAll(found -> {
            if (found.group().equals("{order}")) {
                return order;
            }
            String width = found.group(1);
            return width == null ? String.valueOf(seq) : ("%0" + width + "d").formatted(seq);
        }));
    }

    @Override
    public String toString() {
        return text;
    }
}
