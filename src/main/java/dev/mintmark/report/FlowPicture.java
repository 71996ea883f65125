package dev.mintmark.report;

import dev.mintmark.disposition.Disposition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The way of the modules as an SVG picture: ordered, received, accepted, issued, delivered, and once a factory has reported, flashed
 * and shipped. What is lost, or not so far yet, leaves the stream in a lane of its own. Heights are to one scale, and at every place
 * what goes in comes out. Lanes end the lower the earlier they leave, so none crosses another.
 */
final class FlowPicture {
    private static final int WIDTH = 860;
    private static final int TOP = 44;
    private static final int TALLEST = 190;
    private static final int BETWEEN_LANES = 26;
    private static final int BAR = 14;
    private static final int HALF_A_LETTER = 6;
    /** The last bar's left edge; names of lanes stand to the right of it. */
    private static final int LAST = 705;
    /** Below this nobody sees a stream; so few are drawn thicker than they are. */
    private static final double THINNEST = 3;

    // blue, orange and greys differ for the colour-blind and in grey print; every lane has its name beside it
    private static final String ORDERED = "#475569";
    private static final String STREAM = "#1f5f99";
    private static final String LOST = "#b54708";
    private static final String WAITING = "#64748b";

    private static final int RECEIVED = 1;
    private static final int ACCEPTED = 2;
    private static final int ISSUED = 3;
    private static final int DELIVERED = 4;
    private static final int FLASHED = 5;
    private static final List<String> PLACES =
            List.of("ordered", "received", "accepted", "issued", "delivered", "flashed", "shipped");

    private final OrderReport report;
    private final double scale;
    private final int last;
    private final StringBuilder svg = new StringBuilder();

    private FlowPicture(OrderReport report) {
        this.report = report;
        this.scale = TALLEST / (double) Math.max(1, report.received() + report.open());
        this.last = report.isReported() ? PLACES.size() - 1 : DELIVERED;
    }

    static String of(OrderReport report) {
        return new FlowPicture(report).draw();
    }

    /**
     * What leaves the stream.
     *
     * @param from the place that it leaves from
     * @param to the place below which it ends
     */
    private record Lane(String name, String flow, String colour, int from, int to, long modules, double height) {}

    private Lane lane(String name, String flow, String colour, int from, long modules) {
        return new Lane(name, flow, colour, from, from == RECEIVED ? ACCEPTED : last, modules, height(modules));
    }

    private Lane lane(String name, String colour, int from, Disposition disposition) {
        String flow = PLACES.get(from) + "-" + name.replace(' ', '-');
        return lane(name, flow, colour, from, report.balance().dispositions().count(disposition));
    }

    /** From top to bottom: those that leave latest first. */
    private List<Lane> lanes() {
        List<Lane> lanes = new ArrayList<>();
        OrderReport.Counts counts = report.counts();
        if (report.isReported()) {
            lanes.add(lane("not shipped", WAITING, FLASHED, Disposition.FLASHED));
            lanes.add(lane("not reported", WAITING, DELIVERED, Disposition.DELIVERED));
            lanes.add(lane("returned", LOST, DELIVERED, Disposition.RETURNED));
            lanes.add(lane("scrapped", LOST, DELIVERED, Disposition.SCRAPPED));
            lanes.add(lane("superseded", LOST, DELIVERED, Disposition.SUPERSEDED));
        }
        lanes.add(lane("in work", "issued-in-work", WAITING, ISSUED, counts.issued() - counts.delivered()));
        lanes.add(lane("in work", "accepted-in-work", WAITING, ACCEPTED, counts.accepted() - counts.issued()));
        lanes.add(lane("refused", "received-refused", LOST, RECEIVED, report.refused()));
        lanes.add(lane("open", "ordered-open", WAITING, 0, report.open()));
        return lanes.stream().filter(lane -> lane.modules() > 0).toList();
    }

    private String draw() {
        List<Lane> lanes = lanes();
        double[] stream = stream(lanes);
        StringBuilder drawn = new StringBuilder();
        double[] left = stream.clone();
        double lowest = TOP + stream[last];
        double cursor = lowest;
        for (int i = 0; i < lanes.size(); i++) {
            Lane lane = lanes.get(i);
            boolean joins = i > 0 && lanes.get(i - 1).name().equals(lane.name());
            double above = lane.from() == RECEIVED && passesFree(lanes) ? TOP + stream[ACCEPTED] : cursor;
            double top = joins ? above : above + (above > TOP ? BETWEEN_LANES : 0);
            double out = TOP + onward(lane.from(), stream) + left[lane.from()] - stream[lane.from()];
            ribbon(lane.flow(), lane.colour(), lane.from(), out, lane.to(), top, lane.height());
            left[lane.from()] += lane.height();
            cursor = Math.max(cursor, top + lane.height());
            end(drawn, lane, top, joins);
        }
        lowest = Math.max(Math.max(lowest, cursor), TOP + stream[0]);
        for (int place = 0; place < last; place++) {
            String flow = PLACES.get(place) + "-" + PLACES.get(Math.max(ACCEPTED, place + 1));
            ribbon(flow, STREAM, place, TOP, place + 1, TOP, onward(place, stream));
        }
        for (int place = 0; place <= last; place++) {
            bar(drawn, place, stream[place], place == RECEIVED ? report.refused() : 0);
        }
        return head(lowest) + svg + drawn + "</svg>\n";
    }

    /** Whether nothing comes down where what is refused has its name. */
    private static boolean passesFree(List<Lane> lanes) {
        return lanes.stream().noneMatch(lane -> lane.from() == ACCEPTED || lane.from() == ISSUED);
    }

    /** How high each place's bar is: what goes on from it, and the lanes that leave it. */
    private double[] stream(List<Lane> lanes) {
        double[] stream = new double[last + 1];
        stream[last] = height(
                report.isReported()
                        ? report.balance().dispositions().count(Disposition.SHIPPED)
                        : report.counts().delivered());
        for (int place = last - 1; place >= 0; place--) {
            stream[place] = place == 0 ? onward(0, stream) : stream[place + 1];
            for (Lane lane : lanes) {
                if (lane.from() == place) {
                    stream[place] += lane.height();
                }
            }
        }
        return stream;
    }

    /** What goes on to the next place. What is received and refused was not ordered: of the order goes on what is accepted. */
    private double onward(int place, double[] stream) {
        return place == 0 ? stream[ACCEPTED] : stream[place + 1];
    }

    private long modules(int place) {
        OrderReport.Counts counts = report.counts();
        return switch (place) {
            case 0 -> report.quantity();
            case RECEIVED -> report.received();
            case ACCEPTED -> counts.accepted();
            case ISSUED -> counts.issued();
            case DELIVERED -> counts.delivered();
            case FLASHED ->
                report.balance().dispositions().count(Disposition.FLASHED)
                        + report.balance().dispositions().count(Disposition.SHIPPED);
            default -> report.balance().dispositions().count(Disposition.SHIPPED);
        };
    }

    private double height(long modules) {
        return modules == 0 ? 0 : Math.max(THINNEST, modules * scale);
    }

    private String head(double bottom) {
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %s %s" role="img" aria-label="%s">
                """
                .formatted(px(WIDTH), px(bottom + HALF_A_LETTER), Markup.text(inWords()));
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
        double fromBottom = fromTop + height;
        double toBottom = toTop + height;
        svg.append("<path class=\"ribbon\" data-flow=\"%s\" fill=\"%s\" d=\"".formatted(name, colour))
                .append("M%s %s".formatted(px(left), px(fromTop)))
                .append(curve(middle, fromTop, toTop, bend))
                .append(" H%s V%s H%s".formatted(px(right), px(toBottom), px(bend)))
                .append(curve(middle, toBottom, fromBottom, left))
                .append(" Z\"/>\n");
    }

    private static String curve(double middle, double fromY, double toY, double x) {
        return " C%s %s %s %s %s %s".formatted(px(middle), px(fromY), px(middle), px(toY), px(x), px(toY));
    }

    /** A place of the stream, with its number above it. */
    private void bar(StringBuilder to, int place, double height, long lost) {
        double below = height(lost);
        part(to, place == 0 ? ORDERED : STREAM, place, TOP, Math.max(height - below, 1));
        part(to, LOST, place, TOP + height - below, below);
        to.append("<text x=\"%s\" y=\"%s\" class=\"name\">%s</text>\n"
                .formatted(px(x(place)), px(TOP - 26), PLACES.get(place)));
        to.append("<text x=\"%s\" y=\"%s\" class=\"number\">%s</text>\n"
                .formatted(px(x(place)), px(TOP - 8), Markup.number(modules(place))));
    }

    /** The end of a lane, with its number beside it; two of one name that touch have one number. */
    private void end(StringBuilder to, Lane lane, double top, boolean joins) {
        part(to, lane.colour(), lane.to(), top, lane.height());
        long shown = lane.name().equals("in work") ? report.inWork() : lane.modules();
        if (!joins) {
            to.append("<text x=\"%s\" y=\"%s\" class=\"lane\"><tspan class=\"number\">%s</tspan> %s</text>\n"
                    .formatted(
                            px(x(lane.to()) + BAR + 8),
                            px(top + lane.height() / 2 + HALF_A_LETTER),
                            Markup.number(shown),
                            lane.name()));
        }
    }

    private void part(StringBuilder to, String colour, int place, double top, double height) {
        if (height > 0) {
            to.append("<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" fill=\"%s\"/>\n"
                    .formatted(px(x(place)), px(top), px(BAR), px(height), colour));
        }
    }

    private double x(int place) {
        return 1 + place * (LAST - 1.0) / last;
    }

    private static String px(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
