package dev.mintmark.job;

import dev.mintmark.audit.LogFolder;
import dev.mintmark.csr.RejectCode;
import dev.mintmark.durable.Access;
import dev.mintmark.durable.DurableFiles;
import dev.mintmark.format.Bytes;
import dev.mintmark.format.matter.ProductId;
import dev.mintmark.format.matter.VendorId;
import dev.mintmark.issue.KeyKind;
import dev.mintmark.order.KeyOrigin;
import dev.mintmark.order.OrderId;
import dev.mintmark.order.Terms;
import dev.mintmark.reconcile.Balance;
import dev.mintmark.reconcile.Patience;
import dev.mintmark.reconcile.Reconciled;
import dev.mintmark.report.OrderReport;
import dev.mintmark.report.OrderReportHtml;
import dev.mintmark.report.OrderReportJson;
import dev.mintmark.site.Site;
import dev.mintmark.store.DeliveryRow;
import dev.mintmark.store.Ledger;
import dev.mintmark.store.OrderRow;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes the order's report, for people and for programs, from the ledger alone. */
final class OrderReports {
    private final Ledger ledger;
    private final OrderFolder folder;
    private final OrderId order;
    private final String pai;
    private final Home home;
    private final Clock clock;

    /**
     * @param pai the PAI's subject, for people
     */
    private OrderReports(Ledger ledger, Home home, OrderId order, String pai, Clock clock) {
        this.ledger = ledger;
        this.home = home;
        this.folder = home.order(order);
        this.order = order;
        this.pai = pai;
        this.clock = clock;
    }

    static OrderReports of(OrderRun run, Home home) {
        String pai = run.material().issuer().pai().subject().text();
        return new OrderReports(run.ledger(), home, run.order().id(), pai, run.clock());
    }

    /** Of an order whose file is not at hand. */
    static OrderReports of(Ledger ledger, Home home, OrderId order, CheckMaterial material, Clock clock) {
        String pai = material.pai()
                .map(certificate -> certificate.subject().text())
                .orElseGet(() -> "certificate with SHA-256 " + material.term("issuer PAI"));
        return new OrderReports(ledger, home, order, pai, clock);
    }

    void write() throws IOException {
        // a run that was stopped at once has made nothing yet
        DurableFiles.createFolders(folder.root(), Access.UMASK);
        OrderBalance balance = new OrderBalance(home, Site.empty(home.root()), ledger, clock);
        OrderReport report = report(balance.reconcileRows(order, Patience.DEFAULT));
        DurableFiles.write(
                folder.reportHtml(), OrderReportHtml.write(report).getBytes(StandardCharsets.UTF_8), Access.UMASK);
        DurableFiles.write(
                folder.reportJson(), OrderReportJson.write(report).getBytes(StandardCharsets.UTF_8), Access.UMASK);
    }

    OrderReport report(Reconciled reconciled) throws IOException {
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
                new OrderReport.Issuer(terms.get("issuer"), KeyKind.of(terms.get("issuer key")), pai),
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
                reconciled.sheet(),
                new OrderProgress(ledger, order).milestones(),
                reconciled.findings(),
                hashes(),
                Map.of("mintmark", Version.current(), "java", Runtime.version().toString()));
    }

    /** What else of the order can be compared; a delivery's hash stands with it. */
    private List<OrderReport.Hash> hashes() throws IOException {
        List<OrderReport.Hash> hashes = new ArrayList<>();
        for (Path file : List.of(folder.manifest(), folder.rejects())) {
            if (Files.exists(file)) {
                try (InputStream in = Files.newInputStream(file)) {
                    DigestInputStream digest = new DigestInputStream(in, Bytes.sha256());
                    digest.transferTo(OutputStream.nullOutputStream());
                    Bytes sha256 = Bytes.of(digest.getMessageDigest().digest());
                    hashes.add(new OrderReport.Hash(file.getFileName().toString(), sha256));
                }
            }
        }
        new LogFolder(home.log())
                .newest()
                .ifPresent(head -> hashes.add(
                        new OrderReport.Hash("root of the log at %d entries".formatted(head.size()), head.root())));
        return hashes;
    }

    private List<OrderReport.Delivery> deliveries() {
        return ledger.orders().deliveries(order).stream()
                .filter(DeliveryRow::isDelivered)
                .map(row -> new OrderReport.Delivery(
                        row.number(),
                        row.plannedAt(),
                        row.modules(),
                        row.again(),
                        row.lots(),
                        row.sumsSha256().orElseThrow(),
                        ledger.receipts(order)
                                .find(row.number())
                                .map(receipt -> new OrderReport.Receipt(receipt.signedAt(), receipt.signer()))))
                .toList();
    }
}
