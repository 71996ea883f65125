package dev.mintmark.label;

import dev.mintmark.input.FileSafe;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Text with fields in braces, {@code SN {serial_number}}.
 *
 * @param pieces in order
 */
record LabelPattern(List<Piece> pieces) {
    /** A brace begins or ends a field and is nothing else. */
    private static final Pattern BRACES = Pattern.compile("\\{([^{}]*)}|[{}]");

    LabelPattern {
        pieces = List.copyOf(pieces);
    }

    /** What a pattern is made of. */
    sealed interface Piece {
        /** Text that is the same on every label. */
        record Fixed(String text) implements Piece {}

        /** A value of the module. */
        record Filled(LabelField field) implements Piece {}
    }

    /** @throws IllegalArgumentException naming the field that there is not, or the brace without its other one */
    static LabelPattern parse(String text) {
        List<Piece> pieces = new ArrayList<>();
        int end = 0;
        for (Matcher matcher = BRACES.matcher(text); matcher.find(); end = matcher.end()) {
            if (matcher.start() > end) {
                pieces.add(new Piece.Fixed(text.substring(end, matcher.start())));
            }
            if (matcher.group(1) == null) {
                throw new IllegalArgumentException("a brace without its other one");
            }
            pieces.add(new Piece.Filled(LabelField.of(FileSafe.printable(matcher.group(1)))));
        }
        if (end < text.length()) {
            pieces.add(new Piece.Fixed(text.substring(end)));
        }
        return new LabelPattern(pieces);
    }

    /** The fields in it. */
    Stream<LabelField> fields() {
        return pieces.stream().filter(Piece.Filled.class::isInstance).map(piece -> ((Piece.Filled) piece).field());
    }

    /** The text between the fields. */
    String fixed() {
        return pieces.stream()
                .map(piece -> piece instanceof Piece.Fixed fixed ? fixed.text() : "")
                .collect(Collectors.joining());
    }

    /**
     * @param written how a value, unlike the text around it, is written
     */
    String fill(Label label, UnaryOperator<String> written) {
        StringBuilder filled = new StringBuilder();
        for (Piece piece : pieces) {
            filled.append(
                    piece instanceof Piece.Filled value
                            ? written.apply(value.field().text(label))
                            : ((Piece.Fixed) piece).text());
        }
        return filled.toString();
    }

    /** As it was written. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Piece piece : pieces) {
            text.append(
                    piece instanceof Piece.Filled value
                            ? "{" + value.field().title() + "}"
                            : ((Piece.Fixed) piece).text());
        }
        return text.toString();
    }
}
