package dev.mintmark.site;

import dev.mintmark.disposition.ReportForm;
import java.nio.file.Path;
import java.util.List;

/**
 * Who flashes modules.
 *
 * @param name as orders name it
 * @param recipients certificates that its deliveries are encrypted to, at least one; any of their keys opens a delivery
 * @param reportSigners certificates that its receipts and reports may be signed with; empty if these are the recipients'
 * @param signedReports whether reports without signature are refused
 * @param reportForm how it writes them
 */
public record Factory(
        String name, List<Path> recipients, List<Path> reportSigners, boolean signedReports, ReportForm reportForm) {
    public Factory {
        Site.requireName(name);
        recipients = List.copyOf(recipients);
        reportSigners = List.copyOf(reportSigners);
        if (recipients.isEmpty()) {
            throw new IllegalArgumentException("factory \"%s\" has no recipient".formatted(name));
        }
    }
}
