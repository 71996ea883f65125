package dev.mintmark.report;

import dev.mintmark.disposition.Disposition;
import dev.mintmark.reconcile.Dispositions;
import dev.mintmark.reconcile.Figure;
import dev.mintmark.reconcile.Finding;
import dev.mintmark.reconcile.FindingCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The report as one HTML page, for a minute's look first and for the files behind it. Every value is escaped; whoever chose the
 * reference or a file's name can make the page ugly and no more.
 */
public final class OrderReportHtml {
    /** Findings of one code that are told one by one; all of them: mintmark reconcile. */
    private static final int EXAMPLES = 3;

    private final OrderReport report;
    private final HtmlPage page;

    private OrderReportHtml(OrderReport report) {
        this.report = report;
        String order = Markup.text(report.order().value());
        String state = report.state().name().toLowerCase(Locale.ROOT);
        this.page = new HtmlPage(
                "Order report",
                "Order " + order,
                "%s<span class=\"state %s\">%s</span>".formatted(order, state, state));
    }

    /** The page, to be stored as UTF-8. The same report gives the same page. */
    public static String write(OrderReport report) {
        return new OrderReportHtml(report).write();
    }

    private String write() {
        page.add(KeyNotices.of(report));
        page.add("<p class=\"lead\">").add(summary()).add("</p>\n");
        findingsAtAGlance();
        facts();
        page.figure(
                FlowPicture.of(report),
                "Modules and their requests, to scale; a stream too thin to be seen is drawn thicker.");
        findings();
        balance();
        String progress = ProgressPicture.of(report);
        if (!progress.isEmpty()) {
            page.heading("Progress");
            page.figure(
                    progress,
                    "How many modules had come so far, each step when it was taken in, handed over or reported. UTC.");
        }
        refusals();
        deliveries();
        submissions();
        hashes();
        String asOf =
                report.asOf().map(time -> "As of " + Markup.time(time) + ". ").orElse("");
        return page.end(asOf, report.versions());
    }

    private void findingsAtAGlance() {
        if (!report.findings().isEmpty()) {
            page.add("<p class=\"notice findings\"><strong>%s.</strong> Something does not agree; see below.</p>\n"
                    .formatted(Markup.count(report.findings().size(), "finding", "findings")));
        }
    }

    private String summary() {
        long delivered = report.counts().delivered();
        String ordered = Markup.count(report.quantity(), "module", "modules");
        String deliveries = Markup.count(report.deliveries().size(), "delivery", "deliveries");
        StringBuilder text = new StringBuilder("Of ").append(ordered).append(" ordered, ");
        if (delivered == 0) {
            text.append("none is delivered yet");
        } else {
            text.append(delivered > 1 && delivered == report.quantity() ? "all" : Markup.number(delivered))
                    .append(are(delivered))
                    .append(" delivered, in ")
                    .append(deliveries);
        }
        also(text, report.inWork(), "in work");
        also(text, report.open(), "open");
        if (report.isReported()) {
            Dispositions now = report.balance().dispositions();
            also(text, now.count(Disposition.SHIPPED), "shipped");
            also(text, now.count(Disposition.SCRAPPED), "scrapped");
            also(text, now.count(Disposition.DELIVERED), "not reported");
        }
        String refused = report.refused() == 0
                ? ". No request was refused."
                : ". " + Markup.count(report.refused(), "request was", "requests were") + " refused.";
        return text.append(refused).toString();
    }

    private static void also(StringBuilder text, long count, String what) {
        if (count > 0) {
            text.append("; ")
                    .append(Markup.number(count))
                    .append(are(count))
                    .append(' ')
                    .append(what);
        }
    }

    private static String are(long count) {
        return count == 1 ? " is" : " are";
    }

    private void facts() {
        page.add("<dl>\n");
        page.fact(
                "Product",
                report.product().vendorName() + " " + report.product().productName());
        page.fact(
                "Ordered",
                Markup.number(report.quantity())
                        + (report.spares() > 0 ? ", and " + Markup.count(report.spares(), "spare", "spares") : ""));
        page.fact(
                "Vendor and product id",
                report.product().vendor().hex() + ", "
                        + report.product().product().hex());
        page.fact("Factory", report.factory());
        page.fact(
                "Issuer",
                report.issuer().name() + ", " + keyInWords() + ": "
                        + report.issuer().pai());
        page.fact("Keys", KeyNotices.inWords(report.keys()));
        page.fact("Reference", report.reference().isEmpty() ? "none" : report.reference());
        page.add("</dl>\n");
    }

    private String keyInWords() {
        return switch (report.issuer().key()) {
            case TEST -> "test key";
            case SOFT -> "key in a file";
            case HSM -> "key in an HSM";
            case OTHER -> "key with another CA";
        };
    }

    /** By code, so that one cause with a thousand modules is one row. */
    private void findings() {
        if (report.findings().isEmpty()) {
            return;
        }
        Map<FindingCode, List<Finding>> byCode = report.findings().stream()
                .collect(Collectors.groupingBy(Finding::code, TreeMap::new, Collectors.toList()));
        List<List<String>> rows = new ArrayList<>();
        byCode.forEach((code, all) -> rows.add(List.of(
                code(code.name()),
                Markup.number(all.size()),
                Markup.text(code.meaning()) + examples(all) + "<p class=\"todo\">" + Markup.text(code.hint())
                        + "</p>")));
        page.table("Findings", "", List.of("t:Code", "n:Count", "What does not agree, and what to do"), rows);
    }

    /** May be broken behind each underscore. */
    private static String code(String code) {
        return "<code>" + Markup.text(code).replace("_", "_<wbr/>") + "</code>";
    }

    private static String examples(List<Finding> all) {
        String some = all.stream()
                .limit(EXAMPLES)
                .map(finding -> "<li>%s</li>"
                        .formatted(Markup.text(
                                (finding.subject().isEmpty() ? "" : finding.subject() + ": ") + finding.evidence())))
                .collect(Collectors.joining());
        String more =
                all.size() > EXAMPLES ? "<li>and %s more</li>".formatted(Markup.number(all.size() - EXAMPLES)) : "";
        return "<ul>" + some + more + "</ul>";
    }

    private void balance() {
        Dispositions now = report.balance().dispositions();
        if (now.issued() == 0) {
            return;
        }
        long issued = now.issued();
        page.table(
                "Where the DACs are",
                "",
                List.of("t:Disposition", "n:DACs", "n:Signed for", "b:"),
                Arrays.stream(Disposition.values())
                        .filter(disposition -> now.count(disposition) > 0)
                        .map(disposition -> {
                            Figure figure = now.figure(disposition);
                            return List.of(
                                    disposition == Disposition.DELIVERED
                                            ? "delivered, not reported"
                                            : disposition.word(),
                                    Markup.number(figure.count()),
                                    Markup.number(figure.signed()),
                                    HtmlPage.bar(
                                            issued, List.of(new HtmlPage.Part(style(disposition), figure.count()))));
                        })
                        .toList());
        page.add("<p class=\"sum\">Together %s issued. Issued %s and open %s are ordered %s and spares used %s%s</p>\n"
                .formatted(
                        Markup.number(issued),
                        Markup.number(report.balance().issued()),
                        Markup.number(report.balance().open()),
                        Markup.number(report.balance().quantity()),
                        Markup.number(report.balance().sparesUsed()),
                        report.balance().closes()
                                ? ": the balance closes."
                                : ": <strong>the balance does not close.</strong>"));
    }

    private static String style(Disposition disposition) {
        return switch (disposition) {
            case FLASHED, SHIPPED -> "made";
            case SCRAPPED, RETURNED, SUPERSEDED -> "lost";
            case UNDELIVERED, DELIVERED -> "waits";
        };
    }

    private void deliveries() {
        page.table(
                "Deliveries",
                "No delivery yet.",
                List.of("t:No.", "t:Made", "n:Modules", "n:Lots", "t:Acknowledged", "SHA-256 of SHA256SUMS"),
                report.deliveries().stream()
                        .map(delivery -> List.of(
                                String.format(Locale.ROOT, "%04d", delivery.number()),
                                Markup.time(delivery.created()),
                                Markup.number(delivery.modules())
                                        + (delivery.again() > 0
                                                ? " + " + Markup.number(delivery.again()) + " again"
                                                : ""),
                                Markup.number(delivery.lots()),
                                delivery.acknowledged()
                                        .map(receipt -> Markup.time(receipt.signedAt()))
                                        .orElse("not yet"),
                                HtmlPage.hash(delivery.checksums().hex())))
                        .toList());
    }

    private void refusals() {
        long most = report.refusals().stream()
                .mapToLong(OrderReport.Refusal::count)
                .max()
                .orElse(0);
        page.table(
                "Refused requests",
                "None.",
                List.of("t:Code", "n:Requests", "b:", "What it means"),
                report.refusals().stream()
                        .map(refusal -> List.of(
                                code(refusal.code()),
                                Markup.number(refusal.count()),
                                HtmlPage.bar(most, List.of(new HtmlPage.Part("lost", refusal.count()))),
                                Markup.text(refusal.meaning())))
                        .toList());
    }

    private void submissions() {
        page.table(
                "Submissions",
                "None yet.",
                List.of("Name", "t:Taken in", "n:Good", "n:Came again", "n:Refused", "SHA-256"),
                report.submissions().stream()
                        .map(submission -> List.of(
                                Markup.text(submission.name()),
                                Markup.time(submission.taken()),
                                Markup.number(submission.good()),
                                Markup.number(submission.repeated()),
                                Markup.number(submission.refused()),
                                HtmlPage.hash(submission.sha256().hex())))
                        .toList());
    }

    private void hashes() {
        if (!report.hashes().isEmpty()) {
            page.table(
                    "To be compared",
                    "",
                    List.of("Of", "SHA-256"),
                    report.hashes().stream()
                            .map(hash -> List.of(
                                    Markup.text(hash.of()),
                                    HtmlPage.hash(hash.sha256().hex())))
                            .toList());
        }
    }
}
