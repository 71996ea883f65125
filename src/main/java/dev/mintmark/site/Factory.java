package dev.mintmark.site;

import dev.mintmark.disposition.ReportForm;
import java.nio.file.Path;
import java.util.List;

/**
 * Who gets deliveries: a factory that flashes modules, or the cloud of devices in the field.
 *
 * @param name as orders name it
 * @param recipients certificates that its deliveries are encrypted to, at least one; any of their keys opens a delivery
 * @param reportSigners certificates that its receipts and reports may be signed with; empty if these are the recipients'
 * @param submissionSigners certificates of which one must have signed each submission; empty if none is to be signed
 * @param signedReports whether reports without signature are refused
 * @param reportForm how it writes them
 */
public record Factory(
        String name,
        List<Path> recipients,
        List<Path> reportSigners,
        List<Path> submissionSigners,
        boolean signedReports,
        ReportForm reportForm) {
    public Factory {
        Site.requireName(name);
        recipients = List.copyOf(recipients);
        reportSigners = List.copyOf(reportSigners);
        submissionSigners = List.copyOf(submissionSigners);
        if (recipients.isEmpty()) {
            throw new IllegalArgumentException("factory \"%s\" has no recipient".formatted(name));
        }
    }
}
