package dev.mintmark.cli;

import dev.mintmark.input.FileSafe;
import dev.mintmark.inspect.Inspection;
import dev.mintmark.inspect.Shown;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;

/** What was found in a file, as lines for a person: long blobs cut, groups of little in one line. */
final class InspectionText {
    private static final int WHOLE_BLOB = 32;
    private static final int CUT_BLOB = 16;
    private static final int LONGEST_LINE = 100;

    private final StringBuilder text = new StringBuilder();

    private InspectionText() {}

    static String of(Path file, Inspection inspection) {
        InspectionText lines = new InspectionText();
        String about = inspection.about().isEmpty() ? "" : ": " + inspection.about();
        lines.line(0, "%s is %s%s".formatted(file, inspection.kind().title(), about));
        lines.fields(1, inspection.content());
        inspection.problems().forEach(problem -> lines.line(0, "problem: " + problem));
        return lines.text.toString();
    }

    private void line(int depth, String line) {
        text.append("  ".repeat(depth)).append(FileSafe.visible(line)).append(System.lineSeparator());
    }

    private void fields(int depth, Shown.Group group) {
        group.fields().forEach((name, value) -> field(depth, name, value));
    }

    private void field(int depth, String name, Shown value) {
        Optional<String> oneLine = inOneLine(value).filter(line -> line.length() <= LONGEST_LINE);
        if (oneLine.isPresent()) {
            line(depth, "%s: %s".formatted(name, oneLine.get()));
        } else if (value instanceof Shown.Group group) {
            line(depth, name + ":");
            fields(depth + 1, group);
        } else if (value instanceof Shown.Many many) {
            line(depth, name + ":");
            int count = 0;
            for (Shown item : many.items()) {
                field(depth + 1, String.valueOf(++count), item);
            }
        } else {
            line(depth, "%s: %s".formatted(name, scalar(value).orElseThrow()));
        }
    }

    /** A value, or a group or list of nothing but values. */
    private static Optional<String> inOneLine(Shown value) {
        if (value instanceof Shown.Group group) {
            boolean flat = group.fields().values().stream()
                    .allMatch(each -> scalar(each).isPresent());
            return flat
                    ? Optional.of(group.fields().entrySet().stream()
                            .map(each -> each.getKey() + " "
                                    + scalar(each.getValue()).orElseThrow())
                            .collect(Collectors.joining(", ")))
                    : Optional.empty();
        }
        if (value instanceof Shown.Many many) {
            boolean flat = many.items().stream().allMatch(each -> scalar(each).isPresent());
            return flat
                    ? Optional.of(
                            many.items().isEmpty()
                                    ? "none"
                                    : many.items().stream()
                                            .map(each -> scalar(each).orElseThrow())
                                            .collect(Collectors.joining(", ")))
                    : Optional.empty();
        }
        return scalar(value);
    }

    private static Optional<String> scalar(Shown value) {
        if (value instanceof Shown.Text plain) {
            return Optional.of(plain.value());
        }
        if (value instanceof Shown.Number number) {
            return Optional.of(number.value().toString());
        }
        if (value instanceof Shown.Flag flag) {
            return Optional.of(flag.value() ? "yes" : "no");
        }
        if (value instanceof Shown.Blob blob) {
            String hex = blob.hex();
            return Optional.of(
                    blob.size() <= WHOLE_BLOB
                            ? hex
                            : "%s… of %d bytes".formatted(hex.substring(0, 2 * CUT_BLOB), blob.size()));
        }
        return Optional.empty();
    }
}
