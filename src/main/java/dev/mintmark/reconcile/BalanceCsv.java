package dev.mintmark.reconcile;

import dev.mintmark.disposition.Disposition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * The balance sheet for a spreadsheet: a row each for the order, its deliveries and lots, then one for each finding. Text of
 * another hand is disarmed: a cell never begins with what a spreadsheet takes for a formula.
 */
public final class BalanceCsv {
    private BalanceCsv() {}

    public static void write(Reconciled reconciled, Appendable to) throws IOException {
        CSVPrinter csv = new CSVPrinter(to, CSVFormat.RFC4180);
        List<Object> header = new ArrayList<>(List.of("row", "delivery", "lot", "issued"));
        for (Disposition each : Disposition.values()) {
            header.add(each.word());
            header.add(each.word() + "_signed");
        }
        header.addAll(List.of(
                "labelled", "labelled_signed", "revoked", "revoked_signed", "open", "code", "subject", "evidence"));
        csv.printRecord(header);
        BalanceSheet sheet = reconciled.sheet();
        row(csv, "order", "", "", sheet.dispositions(), String.valueOf(sheet.open()));
        for (DeliverySheet delivery : sheet.deliveries()) {
            String number = number(delivery.number());
            row(csv, "delivery", number, "", delivery.dispositions(), "");
            for (LotSheet lot : delivery.lots()) {
                row(csv, "lot", number, number(lot.number()), lot.dispositions(), "");
            }
        }
        for (Finding finding : reconciled.findings()) {
            List<Object> cells = new ArrayList<>(List.of("finding"));
            while (cells.size() < header.size() - 3) {
                cells.add("");
            }
            cells.addAll(List.of(finding.code().name(), text(finding.subject()), text(finding.evidence())));
            csv.printRecord(cells);
        }
        csv.flush();
    }

    private static String number(int number) {
        return String.format(Locale.ROOT, "%04d", number);
    }

    private static void row(CSVPrinter csv, String what, String delivery, String lot, Dispositions of, String open)
            throws IOException {
        List<Object> cells = new ArrayList<>(List.of(what, delivery, lot, of.issued()));
        List<Figure> figures = new ArrayList<>(of.by().values());
        figures.addAll(List.of(of.labelled(), of.revoked()));
        for (Figure figure : figures) {
            cells.add(figure.count());
            cells.add(figure.signed());
        }
        cells.addAll(List.of(open, "", "", ""));
        csv.printRecord(cells);
    }

    private static String text(String text) {
        return text.matches("(?s)[=+\\-@\\t\\r].*") ? "'" + text : text;
    }
}
