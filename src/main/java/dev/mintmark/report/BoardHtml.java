package dev.mintmark.report;

import java.util.List;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** The planner's board: one row an order, the whole of it in a bar. */
public final class BoardHtml {
    private BoardHtml() {}

    /** The page, to be stored as UTF-8. */
    public static String write(Board board) {
        HtmlPage page = new HtmlPage("Planner’s board", "Open orders", "Open orders");
        page.add("<p class=\"lead\">").add(summary(board)).add("</p>\n");
        if (!board.running().isEmpty()) {
            page.add("<p class=\"notice\">" + Markup.text(board.running()) + "</p>\n");
        }
        page.table(
                "Orders",
                "None is open.",
                List.of(
                        "t:Order",
                        "t:State",
                        "b:",
                        "n:Ordered",
                        "n:Delivered",
                        "n:In work",
                        "n:Open",
                        "n:Refused",
                        "n:Receipts"),
                board.rows().stream().map(BoardHtml::row).toList());
        page.add(
                "<p class=\"key\"><span class=\"bar\"><span class=\"made\" style=\"width:100%\"></span></span> delivered"
                        + " <span class=\"bar\"><span class=\"waits\" style=\"width:100%\"></span></span> in work"
                        + " <span class=\"bar\"></span> open</p>\n");
        return page.end("As of " + Markup.time(board.asOf()) + ". ", new TreeMap<>(board.versions()));
    }

    private static String summary(Board board) {
        return "%s, of %s ordered: %s delivered, %s in work, %s open. %s done with."
                .formatted(
                        Markup.count(board.rows().size(), "order", "orders"),
                        Markup.count(sum(board, Board.Row::quantity), "module", "modules"),
                        Markup.number(sum(board, Board.Row::delivered)),
                        Markup.number(sum(board, Board.Row::inWork)),
                        Markup.number(sum(board, Board.Row::open)),
                        Markup.count(board.done(), "further order is", "further orders are"));
    }

    private static long sum(Board board, ToLongFunction<Board.Row> figure) {
        return board.rows().stream().mapToLong(figure).sum();
    }

    private static List<String> row(Board.Row row) {
        return List.of(
                "<strong>" + Markup.text(row.order()) + "</strong>",
                "<span class=\"state %s\">%s</span>".formatted(Markup.text(row.state()), Markup.text(row.state())),
                HtmlPage.bar(
                        row.accepted() + row.open(),
                        List.of(new HtmlPage.Part("made", row.delivered()), new HtmlPage.Part("waits", row.inWork()))),
                Markup.number(row.quantity()),
                Markup.number(row.delivered()),
                Markup.number(row.inWork()),
                Markup.number(row.open()),
                Markup.number(row.refused()),
                row.deliveries() == 0
                        ? "–"
                        : Markup.number(row.acknowledged()) + " of " + Markup.number(row.deliveries()));
    }
}
