package dev.mintmark.manifest;

import java.io.IOException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Writes rejects.csv: RFC 4180 with CRLF, a header row, then one row per refused request in the order they were found. */
public final class RejectsCsv {
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

    /** What the sender wrote must not become a formula in a spreadsheet (OWASP, CSV injection). */
    private static String inert(String text) {
        return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
