package dev.mintmark.cli;

import dev.mintmark.disposition.Disposition;
import dev.mintmark.durable.Access;
import dev.mintmark.durable.DurableFiles;
import dev.mintmark.input.FaultException;
import dev.mintmark.job.OrderBalance;
import dev.mintmark.order.OrderId;
import dev.mintmark.reconcile.BalanceCsv;
import dev.mintmark.reconcile.BalanceJson;
import dev.mintmark.reconcile.BalanceSheet;
import dev.mintmark.reconcile.DeliverySheet;
import dev.mintmark.reconcile.Dispositions;
import dev.mintmark.reconcile.Figure;
import dev.mintmark.reconcile.LotSheet;
import dev.mintmark.reconcile.Patience;
import dev.mintmark.reconcile.Reconciled;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code mintmark reconcile}: exit code 5 if anything does not agree. */
@Command(
        name = "reconcile",
        description =
                "Accounts for every DAC of an order, from the ledger, the factory's reports and the files on disk. "
                        + "Needs no key, changes nothing, works on a closed order.")
final class ReconcileCommand implements Callable<Integer> {
    private static final int MOST_TOLD = 100;

    @ParentCommand
    private MintmarkCommand mintmark;

    @Parameters(paramLabel = "ORDER", description = "The order's id.")
    private String order;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Option(names = "--csv", paramLabel = "FILE", description = "Also as CSV, for a spreadsheet.")
    private Path csv;

    @Option(
            names = "--receipt-within",
            paramLabel = "DAYS",
            description = "How long a delivery may lack its receipt (default: ${DEFAULT-VALUE}).",
            defaultValue = "7")
    private int receiptWithin;

    @Option(
            names = "--report-within",
            paramLabel = "DAYS",
            description = "How long a delivered module may go unreported (default: ${DEFAULT-VALUE}).",
            defaultValue = "30")
    private int reportWithin;

    @Override
    public Integer call() throws Exception {
        OrderId id = CloseCommand.id(order);
        if (receiptWithin < 0 || reportWithin < 0) {
            throw new FaultException("", "a number of days is not negative", "0 finds all that is silent now");
        }
        Patience patience = new Patience(Duration.ofDays(receiptWithin), Duration.ofDays(reportWithin));
        Reconciled reconciled = HeldLedger.of(mintmark.home(), mintmark.environment())
                .toRead(ledger -> new OrderBalance(mintmark.home(), mintmark.site(), ledger, MintmarkCommand.clock())
                        .reconcile(id, patience));
        if (csv != null) {
            StringBuilder text = new StringBuilder();
            BalanceCsv.write(reconciled, text);
            DurableFiles.write(csv, text.toString().getBytes(StandardCharsets.UTF_8), Access.UMASK);
        }
        System.out.print(json ? BalanceJson.write(reconciled) : text(reconciled));
        return (reconciled.findings().isEmpty() ? ExitCode.DONE : ExitCode.FINDINGS).number();
    }

    private static String text(Reconciled reconciled) {
        BalanceSheet sheet = reconciled.sheet();
        StringBuilder text = new StringBuilder();
        line(
                text,
                "%s: %,d ordered, %,d spares used; %,d issued, %,d open%s",
                sheet.order(),
                sheet.quantity(),
                sheet.sparesUsed(),
                sheet.issued(),
                sheet.open(),
                sheet.closes() ? "" : " — DOES NOT ADD UP");
        head(text);
        for (DeliverySheet delivery : sheet.deliveries()) {
            row(
                    text,
                    "%04d%s"
                            .formatted(
                                    delivery.number(), delivery.acknowledgedAt().isPresent() ? "" : " no receipt"),
                    delivery.dispositions());
            if (delivery.lots().size() > 1) {
                for (LotSheet lot : delivery.lots()) {
                    row(text, "  lot %04d".formatted(lot.number()), lot.dispositions());
                }
            }
        }
        Dispositions all = sheet.dispositions();
        row(text, "all", all);
        signed(text, all);
        line(
                text,
                "of the flashed, %,d are labelled; %,d are revoked; %,d reports, %,d rows refused",
                all.labelled().count(),
                all.revoked().count(),
                sheet.reports(),
                sheet.refusedRows());
        List<String> findings = reconciled.findings().stream()
                .limit(MOST_TOLD)
                .map(dev.mintmark.reconcile.Finding::text)
                .toList();
        findings.forEach(finding -> line(text, "%s", finding));
        if (reconciled.findings().size() > MOST_TOLD) {
            line(
                    text,
                    "… %,d more: --json or --csv tells all",
                    reconciled.findings().size() - MOST_TOLD);
        }
        line(
                text,
                "%,d finding%s",
                reconciled.findings().size(),
                reconciled.findings().size() == 1 ? "" : "s");
        return text.toString();
    }

    private static void head(StringBuilder text) {
        text.append(String.format("%-16s", "delivery"));
        for (Disposition each : Disposition.values()) {
            text.append(String.format(" %11s", each.word()));
        }
        text.append(String.format(" %11s%n", "issued"));
    }

    private static void row(StringBuilder text, String name, Dispositions of) {
        text.append(String.format("%-16s", name));
        of.by().values().forEach(figure -> text.append(String.format(Locale.ROOT, " %,11d", figure.count())));
        text.append(String.format(Locale.ROOT, " %,11d%n", of.issued()));
    }

    private static void signed(StringBuilder text, Dispositions of) {
        text.append(String.format("%-16s", "  of it signed"));
        for (Figure figure : of.by().values()) {
            text.append(String.format(Locale.ROOT, " %,11d", figure.signed()));
        }
        text.append(System.lineSeparator());
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
    }
}
