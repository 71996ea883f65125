package dev.mintmark.report;

import dev.mintmark.order.KeyOrigin;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The report as one HTML page: no script, nothing from elsewhere, fit for A4, well-formed as XML. Every value is escaped; whoever
 * chose the reference or a file's name can make the page ugly and no more.
 */
public final class OrderReportHtml {
    private static final String STYLE = style();

    private final OrderReport report;
    private final StringBuilder page = new StringBuilder();

    private OrderReportHtml(OrderReport report) {
        this.report = report;
    }

    /** The page, to be stored as UTF-8. The same report gives the same page. */
    public static String write(OrderReport report) {
        return new OrderReportHtml(report).write();
    }

    private String write() {
        head();
        facts();
        page.append("<figure>\n").append(FlowPicture.of(report));
        page.append("<figcaption>Modules and their requests, to scale; a stream too thin to be seen is drawn thicker."
                + "</figcaption>\n</figure>\n");
        deliveries();
        refusals();
        submissions();
        foot();
        return page.toString();
    }

    private void head() {
        String order = Markup.text(report.order().value());
        String state = report.state().name().toLowerCase(Locale.ROOT);
        page.append(
                """
                <!DOCTYPE html>
                <html lang="en" xmlns="http://www.w3.org/1999/xhtml">
                <head>
                <meta charset="utf-8"/>
                <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <title>Order %s</title>
                <style>
                """
                        .formatted(order));
        page.append(STYLE);
        page.append(
                """
                </style>
                </head>
                <body>
                <header>
                <p class="kind">Order report</p>
                <h1>%s<span class="state %s">%s</span></h1>
                </header>
                """
                        .formatted(order, state, state));
        notice();
        findings();
        page.append("<p class=\"lead\">").append(summary()).append("</p>\n");
    }

    private void notice() {
        switch (report.issuer().key()) {
            case TEST ->
                page.append("<p class=\"notice\"><strong>Test key.</strong> These certificates prove nothing:"
                        + " the issuer’s key lies unprotected on a disk. For trials only.</p>\n");
            case SOFT ->
                page.append(
                        "<p class=\"notice\"><strong>Key in a file.</strong> The issuer’s key is not held by an HSM:"
                                + " who can copy the file can issue in its name.</p>\n");
            case HSM -> {}
        }
        if (report.keys() == KeyOrigin.HOST_MADE) {
            page.append(
                    "<p class=\"notice\"><strong>Keys made by the host.</strong> The lots hold the modules’ private keys:"
                            + " who can open them can play the devices.</p>\n");
        }
    }

    private void findings() {
        if (report.findings().isEmpty()) {
            return;
        }
        page.append("<div class=\"notice findings\"><strong>%s</strong>\n<ul>\n"
                .formatted(Markup.count(report.findings().size(), "finding", "findings")));
        for (String finding : report.findings()) {
            page.append("<li>").append(Markup.text(finding)).append("</li>\n");
        }
        page.append("</ul></div>\n");
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
        if (report.inWork() > 0) {
            text.append("; ")
                    .append(Markup.number(report.inWork()))
                    .append(are(report.inWork()))
                    .append(" in work");
        }
        if (report.open() > 0) {
            text.append("; ")
                    .append(Markup.number(report.open()))
                    .append(are(report.open()))
                    .append(" open");
        }
        String refused = report.refused() == 0
                ? ". No request was refused."
                : ". " + Markup.count(report.refused(), "request was", "requests were") + " refused.";
        return text.append(refused).toString();
    }

    private static String are(long count) {
        return count == 1 ? " is" : " are";
    }

    private void facts() {
        page.append("<dl>\n");
        fact("Product", report.product().vendorName() + " " + report.product().productName());
        fact(
                "Ordered",
                Markup.number(report.quantity())
                        + (report.spares() > 0 ? ", and " + Markup.count(report.spares(), "spare", "spares") : ""));
        fact(
                "Vendor and product id",
                report.product().vendor().hex() + ", "
                        + report.product().product().hex());
        fact("Factory", report.factory());
        fact(
                "Issuer",
                report.issuer().name() + ", " + keyInWords() + ": "
                        + report.issuer().pai());
        fact("Keys", keysInWords());
        fact("Reference", report.reference().isEmpty() ? "none" : report.reference());
        page.append("</dl>\n");
    }

    private void fact(String name, String value) {
        page.append("<dt>%s</dt><dd>%s</dd>\n".formatted(name, Markup.text(value)));
    }

    private String keyInWords() {
        return switch (report.issuer().key()) {
            case TEST -> "test key";
            case SOFT -> "key in a file";
            case HSM -> "key in an HSM";
        };
    }

    private String keysInWords() {
        return switch (report.keys()) {
            case MODULE -> "made by the modules";
            case HOST_MADE -> "made by the host";
            case ADOPTED -> "certified by another CA";
        };
    }

    private void deliveries() {
        table(
                "Deliveries",
                "No delivery yet.",
                List.of("t:No.", "t:Made", "n:Modules", "n:Lots", "t:Acknowledged", "SHA-256 of SHA256SUMS"),
                report.deliveries().stream()
                        .map(delivery -> List.of(
                                String.format(Locale.ROOT, "%04d", delivery.number()),
                                Markup.time(delivery.created()),
                                Markup.number(delivery.modules()),
                                Markup.number(delivery.lots()),
                                delivery.acknowledged()
                                        .map(receipt -> Markup.time(receipt.signedAt()))
                                        .orElse("not yet"),
                                hash(delivery.checksums().hex())))
                        .toList());
    }

    private void refusals() {
        table(
                "Refused requests",
                "None.",
                List.of("t:Code", "n:Requests", "What it means"),
                report.refusals().stream()
                        .map(refusal -> List.of(
                                "<code>" + Markup.text(refusal.code()) + "</code>",
                                Markup.number(refusal.count()),
                                Markup.text(refusal.meaning())))
                        .toList());
    }

    private void submissions() {
        table(
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
                                hash(submission.sha256().hex())))
                        .toList());
    }

    /** @param columns names, with a class before a colon: n for numbers, t for times */
    private void table(String title, String ifEmpty, List<String> columns, List<List<String>> rows) {
        page.append("<h2>").append(title).append("</h2>\n");
        if (rows.isEmpty()) {
            page.append("<p class=\"none\">").append(ifEmpty).append("</p>\n");
            return;
        }
        List<String> classes = columns.stream()
                .map(column -> column.charAt(1) == ':' ? " class=\"" + column.charAt(0) + "\"" : "")
                .toList();
        page.append("<table>\n<thead><tr>");
        for (int i = 0; i < columns.size(); i++) {
            String name = columns.get(i).substring(columns.get(i).indexOf(':') + 1);
            page.append("<th%s>%s</th>".formatted(classes.get(i), name));
        }
        page.append("</tr></thead>\n<tbody>\n");
        for (List<String> row : rows) {
            page.append("<tr>");
            for (int i = 0; i < row.size(); i++) {
                page.append("<td%s>".formatted(classes.get(i)))
                        .append(row.get(i))
                        .append("</td>");
            }
            page.append("</tr>\n");
        }
        page.append("</tbody>\n</table>\n");
    }

    private static String hash(String hex) {
        return "<code class=\"hash\">" + hex + "</code>";
    }

    private void foot() {
        String versions = report.versions().entrySet().stream()
                .map(version -> Markup.text(version.getKey() + " " + version.getValue()))
                .collect(Collectors.joining(", "));
        String asOf =
                report.asOf().map(time -> "As of " + Markup.time(time) + ". ").orElse("");
        page.append("<footer>%sMade by %s.</footer>\n</body>\n</html>\n".formatted(asOf, versions));
    }

    private static String style() {
        try (InputStream css = OrderReportHtml.class.getResourceAsStream("report.css")) {
            return new String(Objects.requireNonNull(css).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the report's style sheet cannot be read", e);
        }
    }
}
