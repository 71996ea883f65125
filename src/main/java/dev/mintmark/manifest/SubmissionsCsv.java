package dev.mintmark.manifest;

import dev.mintmark.format.Bytes;
import java.io.IOException;
import java.time.Instant;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Writes submissions.csv: what was taken in for an order, one row per submission, RFC 4180 with CRLF. */
public final class SubmissionsCsv {
    private final CSVPrinter printer;

    /** Writes the header row. */
    public SubmissionsCsv(Appendable to) throws IOException {
        printer = new CSVPrinter(to, CSVFormat.RFC4180);
        printer.printRecord("number", "name", "sha256", "taken_at", "accepted", "repeated", "rejected");
    }

    /**
     * @param name of the file or folder, as it came
     * @param sha256 32 bytes
     */
    public void row(int number, String name, Bytes sha256, Instant takenAt, int accepted, int repeated, int rejected)
            throws IOException {
        printer.printRecord(number, RejectsCsv.inert(name), sha256.hex(), takenAt, accepted, repeated, rejected);
    }
}
