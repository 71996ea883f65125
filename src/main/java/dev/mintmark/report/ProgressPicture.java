package dev.mintmark.report;

import dev.mintmark.report.OrderReport.Milestone;
import dev.mintmark.report.OrderReport.Stage;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** How the order went on, as an SVG picture: for each stage a line of steps over time, named at its end. */
final class ProgressPicture {
    private static final int WIDTH = 860;
    private static final int HEIGHT = 250;
    private static final int LEFT = 80;
    private static final int RIGHT = 150;
    private static final int TOP = 14;
    private static final int BOTTOM = 30;
    private static final int BETWEEN_NAMES = 22;
    private static final int DATES = 4;
    private static final Duration SHORT = Duration.ofDays(3);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuu-MM-dd").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("MM-dd HH:mm").withZone(ZoneOffset.UTC);

    private final OrderReport report;
    private final Instant first;
    private final Instant last;
    private final long most;
    private final StringBuilder svg = new StringBuilder();

    private ProgressPicture(OrderReport report) {
        this.report = report;
        List<Instant> times =
                report.milestones().stream().map(Milestone::at).sorted().toList();
        this.first = times.get(0);
        this.last = times.get(times.size() - 1);
        this.most = Math.max(
                report.quantity(),
                report.milestones().stream().mapToLong(Milestone::total).max().orElse(0));
    }

    /** Empty where there is nothing to see yet: all happened at one moment, or nothing did. */
    static String of(OrderReport report) {
        boolean went =
                report.milestones().stream().map(Milestone::at).distinct().count() > 1;
        return went ? new ProgressPicture(report).draw() : "";
    }

    private record Name(String text, double y, Stage stage) {}

    private String draw() {
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">\n"
                .formatted(
                        WIDTH,
                        HEIGHT,
                        Markup.text("modules over time, of %s ordered".formatted(Markup.number(report.quantity())))));
        axis();
        List<Name> names = new ArrayList<>();
        for (Stage stage : Stage.values()) {
            List<Milestone> of = report.milestones().stream()
                    .filter(milestone -> milestone.stage() == stage)
                    .sorted(Comparator.comparing(Milestone::at))
                    .toList();
            if (!of.isEmpty()) {
                line(stage, of);
                Milestone end = of.get(of.size() - 1);
                names.add(new Name(Markup.number(end.total()) + " " + word(stage), y(end.total()), stage));
            }
        }
        names(names);
        return svg.append("</svg>\n").toString();
    }

    private static String word(Stage stage) {
        return stage.name().toLowerCase(Locale.ROOT);
    }

    private void axis() {
        double ordered = y(report.quantity());
        for (long value : new long[] {0, report.quantity()}) {
            svg.append("<path class=\"%s\" d=\"M%d %s H%d\"/>\n"
                    .formatted(value == 0 ? "axis" : "goal", LEFT, px(y(value)), WIDTH - RIGHT));
            svg.append("<text class=\"name\" text-anchor=\"end\" x=\"%d\" y=\"%s\">%s</text>\n"
                    .formatted(LEFT - 8, px(y(value) + 4), Markup.number(value)));
        }
        svg.append("<text class=\"name\" x=\"%d\" y=\"%s\">ordered</text>\n".formatted(LEFT + 6, px(ordered - 5)));
        DateTimeFormatter form = Duration.between(first, last).compareTo(SHORT) < 0 ? MINUTE : DAY;
        for (int i = 0; i < DATES; i++) {
            Instant at =
                    first.plus(Duration.between(first, last).multipliedBy(i).dividedBy(DATES - 1));
            String anchor = i == 0 ? "start" : i == DATES - 1 ? "end" : "middle";
            svg.append("<path class=\"axis\" d=\"M%s %d v5\"/>\n".formatted(px(x(at)), HEIGHT - BOTTOM));
            svg.append("<text class=\"name\" text-anchor=\"%s\" x=\"%s\" y=\"%d\">%s</text>\n"
                    .formatted(anchor, px(x(at)), HEIGHT - BOTTOM + 20, form.format(at)));
        }
    }

    /** Nothing grows between two reports of it: a step, not a slope. */
    private void line(Stage stage, List<Milestone> of) {
        svg.append("<path class=\"line %s\" d=\"M%s %s"
                .formatted(word(stage), px(x(of.get(0).at())), px(y(0))));
        for (Milestone milestone : of) {
            svg.append(" H%s V%s".formatted(px(x(milestone.at())), px(y(milestone.total()))));
        }
        svg.append(" H%s\"/>\n".formatted(px(WIDTH - RIGHT)));
    }

    /** Beside their lines, pushed apart where these end together. */
    private void names(List<Name> names) {
        names.sort(Comparator.comparing(Name::y).thenComparing(Name::stage, Comparator.reverseOrder()));
        double free = TOP;
        double room = HEIGHT - BOTTOM - BETWEEN_NAMES * (names.size() - 1.0);
        for (Name name : names) {
            double at = Math.min(Math.max(free, name.y()), room);
            svg.append("<path class=\"line %s\" d=\"M%d %s L%d %s\"/>\n"
                    .formatted(word(name.stage()), WIDTH - RIGHT, px(name.y()), WIDTH - RIGHT + 14, px(at)));
            svg.append("<text x=\"%d\" y=\"%s\">%s</text>\n".formatted(WIDTH - RIGHT + 20, px(at + 5), name.text()));
            free = at + BETWEEN_NAMES;
            room += BETWEEN_NAMES;
        }
    }

    private double x(Instant at) {
        double share = Duration.between(first, at).toMillis()
                / (double) Duration.between(first, last).toMillis();
        return LEFT + share * (WIDTH - RIGHT - LEFT);
    }

    private double y(long total) {
        return HEIGHT - BOTTOM - total / (double) most * (HEIGHT - BOTTOM - TOP);
    }

    private static String px(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
