package dev.mintmark.job;

import dev.mintmark.csr.RejectCode;
import dev.mintmark.durable.Access;
import dev.mintmark.durable.DurableFiles;
import dev.mintmark.order.Product;
import dev.mintmark.reconcile.Balance;
import dev.mintmark.report.OrderReport;
import dev.mintmark.report.OrderReportHtml;
import dev.mintmark.report.OrderReportJson;
import dev.mintmark.store.DeliveryRow;
import dev.mintmark.store.OrderRow;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Writes the order's report, for people and for programs. */
final class OrderReports {
    private final OrderRun run;

    OrderReports(OrderRun run) {
        this.run = run;
    }

    void write() throws IOException {
        // a run that was stopped at once has made nothing yet
        DurableFiles.createFolders(run.folder().root(), Access.UMASK);
        OrderReport report = report();
        DurableFiles.write(
                run.folder().reportHtml(),
                OrderReportHtml.write(report).getBytes(StandardCharsets.UTF_8),
                Access.UMASK);
        DurableFiles.write(
                run.folder().reportJson(),
                OrderReportJson.write(report).getBytes(StandardCharsets.UTF_8),
                Access.UMASK);
    }

    private OrderReport report() {
        OrderRow order = run.ledger().orders().find(run.order().id()).orElseThrow();
        Balance balance = run.ledger().balance(order.id()).count(order);
        OrderStatus status = OrderBoard.status(run.ledger(), order.id());
        Product product = run.order().product();
        return new OrderReport(
                order.id(),
                order.reference(),
                new OrderReport.Product(
                        product.vendorId(), product.productId(), product.vendorName(), product.productName()),
                order.quantity(),
                order.spares(),
                OrderReport.State.valueOf(status.state().name()),
                new OrderReport.Issuer(
                        run.order().issuer(),
                        run.material().issuer().signer().kind(),
                        run.material().issuer().pai().subject().text()),
                run.order().factory(),
                new OrderReport.Counts(balance.accepted(), balance.issued(), balance.delivered()),
                deliveries(order),
                balance.rejects().entrySet().stream()
                        .map(entry -> new OrderReport.Refusal(
                                entry.getKey(),
                                RejectCode.valueOf(entry.getKey()).meaning(),
                                entry.getValue()))
                        .toList(),
                run.ledger().orders().submissions(order.id()).stream()
                        .map(row -> new OrderReport.Submission(
                                row.name(),
                                row.sha256(),
                                row.takenAt(),
                                row.accepted(),
                                row.repeated(),
                                row.rejected()))
                        .toList(),
                List.of(),
                Map.of("mintmark", Version.current(), "java", Runtime.version().toString()));
    }

    private List<OrderReport.Delivery> deliveries(OrderRow order) {
        return run.ledger().orders().deliveries(order.id()).stream()
                .filter(DeliveryRow::isDelivered)
                .map(row -> new OrderReport.Delivery(
                        row.number(),
                        row.plannedAt(),
                        row.modules(),
                        row.lots(),
                        row.sumsSha256().orElseThrow()))
                .toList();
    }
}
