package dev.mintmark.report;

import dev.mintmark.disposition.Disposition;
import dev.mintmark.reconcile.Dispositions;
import java.util.Locale;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The report for programs: {@code docs/formats/report.md} describes every member. */
public final class OrderReportJson {
    /** Changes when a member goes or changes its meaning; a further member does not change it. */
    private static final String FORMAT = "mintmark-report/1";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private OrderReportJson() {}

    /** UTF-8, two blanks a level, a line feed at the end; members always in one order. The same report gives the same text. */
    public static String write(OrderReport report) {
        ObjectNode root = JSON.createObjectNode();
        root.put("format", FORMAT);
        root.put("order", report.order().value());
        root.put("reference", report.reference());
        root.put("state", lower(report.state()));
        root.put("quantity", report.quantity());
        root.put("spares", report.spares());
        root.put("keys", report.keys().word());
        root.putObject("product")
                .put("vendor_id", report.product().vendor().hex())
                .put("product_id", report.product().product().hex())
                .put("vendor_name", report.product().vendorName())
                .put("product_name", report.product().productName());
        root.putObject("issuer")
                .put("name", report.issuer().name())
                .put("key", lower(report.issuer().key()))
                .put("pai", report.issuer().pai());
        root.put("factory", report.factory());
        root.putObject("counts")
                .put("received", report.received())
                .put("refused", report.refused())
                .put("accepted", report.counts().accepted())
                .put("issued", report.counts().issued())
                .put("delivered", report.counts().delivered())
                .put("open", report.open());
        ArrayNode deliveries = root.putArray("deliveries");
        for (OrderReport.Delivery delivery : report.deliveries()) {
            ObjectNode one = deliveries
                    .addObject()
                    .put("number", delivery.number())
                    .put("created", delivery.created().toString())
                    .put("modules", delivery.modules())
                    .put("again", delivery.again())
                    .put("lots", delivery.lots())
                    .put("sha256sums_sha256", delivery.checksums().hex());
            one.putNull("acknowledged");
            delivery.acknowledged().ifPresent(receipt -> one.putObject("acknowledged")
                    .put("signed_at", receipt.signedAt().toString())
                    .put("signer_sha256", receipt.signer().hex()));
        }
        ArrayNode refusals = root.putArray("refusals");
        for (OrderReport.Refusal refusal : report.refusals()) {
            refusals.addObject()
                    .put("code", refusal.code())
                    .put("meaning", refusal.meaning())
                    .put("count", refusal.count());
        }
        ArrayNode submissions = root.putArray("submissions");
        for (OrderReport.Submission submission : report.submissions()) {
            submissions
                    .addObject()
                    .put("name", submission.name())
                    .put("sha256", submission.sha256().hex())
                    .put("taken", submission.taken().toString())
                    .put("good", submission.good())
                    .put("repeated", submission.repeated())
                    .put("refused", submission.refused());
        }
        ArrayNode findings = root.putArray("findings");
        report.findings().forEach(finding -> findings.add(finding.text()));
        ObjectNode balance = root.putObject("balance");
        Dispositions dispositions = report.balance().dispositions();
        for (Disposition each : Disposition.values()) {
            balance.put(each.word(), dispositions.count(each));
        }
        balance.put("closes", report.balance().closes());
        ArrayNode progress = root.putArray("progress");
        for (OrderReport.Milestone milestone : report.milestones()) {
            progress.addObject()
                    .put("stage", lower(milestone.stage()))
                    .put("at", milestone.at().toString())
                    .put("total", milestone.total());
        }
        ArrayNode hashes = root.putArray("hashes");
        for (OrderReport.Hash hash : report.hashes()) {
            hashes.addObject().put("of", hash.of()).put("sha256", hash.sha256().hex());
        }
        ObjectNode versions = root.putObject("versions");
        report.versions().forEach(versions::put);

        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer =
                new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
        return JSON.writer().with(printer).writeValueAsString(root) + "\n";
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
