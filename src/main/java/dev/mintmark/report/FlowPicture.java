package dev.mintmark.report;

import java.util.Locale;

/**
 * The way of the modules as an SVG picture: ordered, received, accepted, issued, delivered; what is refused, in work or open
 * leaves the stream in a lane of its own. Heights are to one scale, and at every place what goes in comes out.
 */
final class FlowPicture {
    private static final int WIDTH = 860;
    private static final int TOP = 44;
    private static final int TALLEST = 190;
    private static final int BETWEEN_LANES = 26;
    private static final int BAR = 14;
    private static final int HALF_A_LETTER = 6;
    private static final int COLUMN = 176;
    /** Below this nobody sees a stream; so few are drawn thicker than they are. */
    private static final double THINNEST = 3;

    private static final String ORDERED = "#475569";
    private static final String STREAM = "#0f766e";
    private static final String REFUSED = "#b91c1c";
    private static final String IN_WORK = "#b45309";
    private static final String OPEN = "#64748b";

    private final OrderReport report;
    private final double scale;
    private final StringBuilder svg = new StringBuilder();

    private FlowPicture(OrderReport report) {
        this.report = report;
        this.scale = TALLEST / (double) Math.max(1, report.received() + report.open());
    }

    static String of(OrderReport report) {
        return new FlowPicture(report).draw();
    }

    private String draw() {
        OrderReport.Counts counts = report.counts();
        double delivered = height(counts.delivered());
        double toDeliver = height(counts.issued() - counts.delivered());
        double toIssue = height(counts.accepted() - counts.issued());
        double refused = height(report.refused());
        double open = height(report.open());
        double issued = delivered + toDeliver;
        double accepted = issued + toIssue;

        double inWorkTop = TOP + delivered + (delivered > 0 ? BETWEEN_LANES : 0);
        double refusedTop = TOP + accepted + BETWEEN_LANES;
        double inWorkBottom = report.inWork() > 0 ? inWorkTop + toDeliver + toIssue : 0;
        double refusedBottom = refused > 0 ? refusedTop + refused : 0;
        double streamsEnd = Math.max(TOP + accepted, Math.max(inWorkBottom, refusedBottom));
        double openTop = streamsEnd + BETWEEN_LANES;
        double bottom = open > 0 ? openTop + open : streamsEnd;

        begin(bottom);
        ribbon("ordered-accepted", STREAM, 0, TOP, 1, TOP, accepted);
        ribbon("ordered-open", OPEN, 0, TOP + accepted, 4, openTop, open);
        ribbon("received-accepted", STREAM, 1, TOP, 2, TOP, accepted);
        ribbon("received-refused", REFUSED, 1, TOP + accepted, 2, refusedTop, refused);
        ribbon("accepted-issued", STREAM, 2, TOP, 3, TOP, issued);
        ribbon("accepted-in-work", IN_WORK, 2, TOP + issued, 4, inWorkTop + toDeliver, toIssue);
        ribbon("issued-delivered", STREAM, 3, TOP, 4, TOP, delivered);
        ribbon("issued-in-work", IN_WORK, 3, TOP + delivered, 4, inWorkTop, toDeliver);

        bar("ordered", ORDERED, 0, TOP, accepted + open, report.quantity());
        bar("received", STREAM, 1, TOP, accepted, report.received());
        part(REFUSED, 1, TOP + accepted, refused);
        bar("accepted", STREAM, 2, TOP, accepted, counts.accepted());
        bar("issued", STREAM, 3, TOP, issued, counts.issued());
        bar("delivered", STREAM, 4, TOP, delivered, counts.delivered());
        lane("refused", REFUSED, 2, refusedTop, refused, report.refused());
        lane("in work", IN_WORK, 4, inWorkTop, toDeliver + toIssue, report.inWork());
        lane("open", OPEN, 4, openTop, open, report.open());
        return svg.append("</svg>\n").toString();
    }

    private double height(long modules) {
        return modules == 0 ? 0 : Math.max(THINNEST, modules * scale);
    }

    private void begin(double bottom) {
        svg.append(
                """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %s %s" role="img" aria-label="%s">
                """
                        .formatted(px(WIDTH), px(bottom + HALF_A_LETTER), Markup.text(inWords())));
    }

    private String inWords() {
        return "of %s ordered, %s delivered, %s in work, %s open; of %s requests received, %s refused"
                .formatted(
                        Markup.number(report.quantity()),
                        Markup.number(report.counts().delivered()),
                        Markup.number(report.inWork()),
                        Markup.number(report.open()),
                        Markup.number(report.received()),
                        Markup.number(report.refused()));
    }

    /** A stream of one height from a bar's right edge to another's left one. */
    private void ribbon(String name, String colour, int from, double fromTop, int to, double toTop, double height) {
        if (height == 0) {
            return;
        }
        double left = x(from) + BAR;
        double right = x(to);
        // bends within one column and then runs straight, so that a long stream stays clear of the lanes it passes
        double bend = Math.min(right, x(from + 1));
        double middle = (left + bend) / 2;
        svg.append("<path class=\"ribbon\" data-flow=\"%s\" fill=\"%s\" d=\"".formatted(name, colour))
                .append("M%s %s".formatted(px(left), px(fromTop)))
                .append(" C%s %s %s %s %s %s"
                        .formatted(px(middle), px(fromTop), px(middle), px(toTop), px(bend), px(toTop)))
                .append(" H%s V%s H%s".formatted(px(right), px(toTop + height), px(bend)))
                .append(" C%s %s %s %s %s %s"
                        .formatted(
                                px(middle),
                                px(toTop + height),
                                px(middle),
                                px(fromTop + height),
                                px(left),
                                px(fromTop + height)))
                .append(" Z\"/>\n");
    }

    /** A place of the stream, with its number above it. */
    private void bar(String name, String colour, int column, double top, double height, long modules) {
        part(colour, column, top, Math.max(height, 1));
        svg.append("<text x=\"%s\" y=\"%s\" class=\"name\">%s</text>\n".formatted(px(x(column)), px(TOP - 26), name));
        svg.append("<text x=\"%s\" y=\"%s\" class=\"number\">%s</text>\n"
                .formatted(px(x(column)), px(TOP - 8), Markup.number(modules)));
    }

    /** The end of a lane, with its number beside it. */
    private void lane(String name, String colour, int column, double top, double height, long modules) {
        if (height == 0) {
            return;
        }
        part(colour, column, top, height);
        double middle = top + height / 2 + HALF_A_LETTER;
        svg.append("<text x=\"%s\" y=\"%s\" class=\"lane\" fill=\"%s\"><tspan class=\"number\">%s</tspan> %s</text>\n"
                .formatted(px(x(column) + BAR + 8), px(middle), colour, Markup.number(modules), name));
    }

    private void part(String colour, int column, double top, double height) {
        if (height > 0) {
            svg.append("<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" fill=\"%s\"/>\n"
                    .formatted(px(x(column)), px(top), px(BAR), px(height), colour));
        }
    }

    private static double x(int column) {
        return 1 + column * COLUMN;
    }

    private static String px(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
