package dev.mintmark.job;

import dev.mintmark.csr.RejectCode;
import dev.mintmark.durable.Access;
import dev.mintmark.durable.DurableFiles;
import dev.mintmark.format.matter.ProductId;
import dev.mintmark.format.matter.VendorId;
import dev.mintmark.issue.KeyKind;
import dev.mintmark.order.KeyOrigin;
import dev.mintmark.order.OrderId;
import dev.mintmark.order.Terms;
import dev.mintmark.reconcile.Balance;
import dev.mintmark.report.OrderReport;
import dev.mintmark.report.OrderReportHtml;
import dev.mintmark.report.OrderReportJson;
import dev.mintmark.store.DeliveryRow;
import dev.mintmark.store.Ledger;
import dev.mintmark.store.OrderRow;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes the order's report, for people and for programs, from the ledger alone. */
final class OrderReports {
    private final Ledger ledger;
    private final OrderFolder folder;
    private final OrderId order;
    private final String pai;

    /**
     * @param pai the PAI's subject, for people
     */
    OrderReports(Ledger ledger, OrderFolder folder, OrderId order, String pai) {
        this.ledger = ledger;
        this.folder = folder;
        this.order = order;
        this.pai = pai;
    }

    static OrderReports of(OrderRun run) {
        String pai = run.material().issuer().pai().subject().text();
        return new OrderReports(run.ledger(), run.folder(), run.order().id(), pai);
    }

    /** Of an order whose file is not at hand. */
    static OrderReports of(Ledger ledger, Home home, OrderId order, CheckMaterial material) {
        String pai = material.pai()
                .map(certificate -> certificate.subject().text())
                .orElseGet(() -> "certificate with SHA-256 " + material.term("issuer PAI"));
        return new OrderReports(ledger, home.order(order), order, pai);
    }

    void write() throws IOException {
        // a run that was stopped at once has made nothing yet
        DurableFiles.createFolders(folder.root(), Access.UMASK);
        OrderReport report = report();
        DurableFiles.write(
                folder.reportHtml(), OrderReportHtml.write(report).getBytes(StandardCharsets.UTF_8), Access.UMASK);
        DurableFiles.write(
                folder.reportJson(), OrderReportJson.write(report).getBytes(StandardCharsets.UTF_8), Access.UMASK);
    }

    private OrderReport report() {
        OrderRow row = ledger.orders().find(order).orElseThrow();
        Map<String, String> terms = Terms.parse(row.terms()).values();
        Balance balance = ledger.balance(order).count(row);
        OrderStatus status = OrderBoard.status(ledger, order);
        return new OrderReport(
                order,
                row.reference(),
                new OrderReport.Product(
                        VendorId.parse(terms.get("product vendor-id")),
                        ProductId.parse(terms.get("product product-id")),
                        terms.get("product vendor-name"),
                        terms.get("product product-name")),
                row.quantity(),
                row.spares(),
                KeyOrigin.of(Terms.parse(row.terms())),
                OrderReport.State.valueOf(status.state().name()),
                new OrderReport.Issuer(
                        terms.get("issuer"),
                        KeyKind.valueOf(terms.get("issuer key").toUpperCase(Locale.ROOT)),
                        pai),
                terms.get("factory"),
                new OrderReport.Counts(balance.accepted(), balance.issued(), balance.delivered()),
                deliveries(),
                balance.rejects().entrySet().stream()
                        .map(entry -> new OrderReport.Refusal(
                                entry.getKey(),
                                RejectCode.valueOf(entry.getKey()).meaning(),
                                entry.getValue()))
                        .toList(),
                ledger.orders().submissions(order).stream()
                        .map(taken -> new OrderReport.Submission(
                                taken.name(),
                                taken.sha256(),
                                taken.takenAt(),
                                taken.accepted(),
                                taken.repeated(),
                                taken.rejected()))
                        .toList(),
                List.of(),
                Map.of("mintmark", Version.current(), "java", Runtime.version().toString()));
    }

    private List<OrderReport.Delivery> deliveries() {
        return ledger.orders().deliveries(order).stream()
                .filter(DeliveryRow::isDelivered)
                .map(row -> new OrderReport.Delivery(
                        row.number(),
                        row.plannedAt(),
                        row.modules(),
                        row.lots(),
                        row.sumsSha256().orElseThrow(),
                        ledger.receipts(order)
                                .find(row.number())
                                .map(receipt -> new OrderReport.Receipt(receipt.signedAt(), receipt.signer()))))
                .toList();
    }
}
