package dev.mintmark.reconcile;

import dev.mintmark.disposition.Disposition;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The balance sheet for programs: {@code docs/formats/reconcile.md} describes every member. */
public final class BalanceJson {
    /** Changes when a member goes or changes its meaning; a further member does not change it. */
    private static final String FORMAT = "mintmark-reconcile/1";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private BalanceJson() {}

    /** UTF-8, two blanks a level, a line feed at the end; members always in one order. */
    public static String write(Reconciled reconciled) {
        ObjectNode root = JSON.createObjectNode();
        sheet(root, reconciled.sheet());
        ArrayNode findings = root.putArray("findings");
        for (Finding finding : reconciled.findings()) {
            findings.addObject()
                    .put("code", finding.code().name())
                    .put("subject", finding.subject())
                    .put("evidence", finding.evidence());
        }
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer =
                new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
        return JSON.writer().with(printer).writeValueAsString(root) + "\n";
    }

    private static void sheet(ObjectNode root, BalanceSheet sheet) {
        root.put("format", FORMAT);
        root.put("order", sheet.order().value());
        root.put("as_of", sheet.asOf().toString());
        root.put("quantity", sheet.quantity());
        root.put("spares", sheet.spares());
        root.put("spares_used", sheet.sparesUsed());
        root.put("issued", sheet.issued());
        root.put("open", sheet.open());
        root.put("closes", sheet.closes());
        root.put("reports", sheet.reports());
        root.put("refused_rows", sheet.refusedRows());
        dispositions(root, sheet.dispositions());
        ArrayNode deliveries = root.putArray("deliveries");
        for (DeliverySheet delivery : sheet.deliveries()) {
            ObjectNode one = deliveries.addObject().put("number", delivery.number());
            time(one, "delivered_at", delivery.deliveredAt());
            time(one, "acknowledged_at", delivery.acknowledgedAt());
            dispositions(one, delivery.dispositions());
            ArrayNode lots = one.putArray("lots");
            for (LotSheet lot : delivery.lots()) {
                dispositions(
                        lots.addObject()
                                .put("number", lot.number())
                                .put("first_seq", lot.firstSeq())
                                .put("last_seq", lot.lastSeq()),
                        lot.dispositions());
            }
        }
    }

    private static void time(ObjectNode to, String name, Optional<Instant> time) {
        to.put(name, time.map(Instant::toString).orElse(null));
    }

    private static void dispositions(ObjectNode to, Dispositions of) {
        ObjectNode dispositions = to.putObject("dispositions");
        for (Disposition each : Disposition.values()) {
            figure(dispositions, each.word(), of.figure(each));
        }
        figure(to, "labelled", of.labelled());
        figure(to, "revoked", of.revoked());
    }

    private static void figure(ObjectNode to, String name, Figure figure) {
        to.putObject(name).put("count", figure.count()).put("signed", figure.signed());
    }
}
