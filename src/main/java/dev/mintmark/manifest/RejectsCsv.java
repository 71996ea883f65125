package dev.mintmark.manifest;

import java.io.IOException;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Writes rejects.csv: RFC 4180 with CRLF, a header row, then one row per refused request in the order they were found. */
public final class RejectsCsv {
    private static final Pattern FORMULA =
            Pattern.compile("(^|[;\\t|])([\\s\"]*[=+\\-@\\t\\r\uFF1D\uFF0B\uFF0D\uFF20])");

    private final CSVPrinter printer;

    /** Writes the header row. */
    public RejectsCsv(Appendable to) throws IOException {
        printer = new CSVPrinter(to, CSVFormat.RFC4180);
        printer.printRecord("source", "module_id", "code", "reason");
    }

    /**
     * @param source where the request stood, as its sender named it
     */
    public void row(String source, String moduleId, String code, String reason) throws IOException {
        printer.printRecord(inert(source), inert(moduleId), code, inert(reason));
    }

    /**
     * What the sender wrote must not become a formula in a spreadsheet (OWASP, CSV injection), in the wide forms neither, and
     * not in one whose cells end at a semicolon.
     */
    static String inert(String text) {
        return FORMULA.matcher(text).replaceAll("$1'$2");
    }
}
