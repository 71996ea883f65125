package dev.mintmark.label;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;

/**
 * {@code labels.csv}: a header and one row a label, for BarTender, NiceLabel and spreadsheets. RFC 4180: UTF-8 without mark,
 * CR LF, quotes only where needed; every cell is one line.
 */
public final class LabelsCsv {
    private static final CSVFormat FORMAT = CSVFormat.RFC4180;
    /** With these a spreadsheet begins a formula, in the wide forms too (OWASP, "CSV Injection"). */
    private static final String FORMULA_STARTS = "=+-@\uFF1D\uFF0B\uFF0D\uFF20";

    private static final Pattern NOT_IN_A_LINE = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}]");

    private final StringBuilder text = new StringBuilder();

    /** What the file's first row says. */
    public static List<String> titles() {
        return LabelField.titles();
    }

    /** One label's row. */
    public static List<String> cells(Label label) {
        return Arrays.stream(LabelField.values())
                .map(field -> field.isFreeText() ? freeText(field.text(label)) : field.text(label))
                .toList();
    }

    public LabelsCsv() {
        row(titles());
    }

    public void add(Label label) {
        row(cells(label));
    }

    /** The file so far. */
    public byte[] toBytes() {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void row(List<String> cells) {
        text.append(FORMAT.format(cells.toArray())).append("\r\n");
    }

    /** An apostrophe before a formula, a space for each control character: the name is for reading. */
    private static String freeText(String name) {
        String line = NOT_IN_A_LINE.matcher(name).replaceAll(" ").strip();
        return !line.isEmpty() && FORMULA_STARTS.indexOf(line.charAt(0)) >= 0 ? "'" + line : line;
    }
}
