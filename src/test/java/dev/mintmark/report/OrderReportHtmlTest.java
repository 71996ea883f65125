package dev.mintmark.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.mintmark.issue.KeyKind;
import dev.mintmark.report.OrderReport.Counts;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class OrderReportHtmlTest {
    /** From a path: start of the upper edge, end of the upper edge, lower edge. */
    private static final Pattern RIBBON = Pattern.compile("M\\S+ (\\S+) C(?:\\S+ ){5}(\\S+) H\\S+ V(\\S+) .*");
    /** Two coordinates, each rounded to a tenth. */
    private static final double ROUNDING = 0.11;

    static Stream<OrderReport> reports() {
        return Stream.of(
                Reports.waiting(),
                Reports.halfway(),
                Reports.finished(),
                Reports.shipped(),
                Reports.flooded(),
                Reports.hostile());
    }

    @ParameterizedTest
    @MethodSource("reports")
    void thePageIsWellFormed(OrderReport report) throws Exception {
        assertThat(parse(report).getDocumentElement().getTagName()).isEqualTo("html");
    }

    @Test
    void hostileTextStaysText() throws Exception {
        Document page = parse(Reports.hostile());

        assertThat(elements(page, "script")).isEmpty();
        assertThat(elements(page, "style")).hasSize(1);
        assertThat(attributes(page)).noneMatch(name -> name.startsWith("on"));
        assertThat(page.getElementsByTagName("li").item(0).getTextContent())
                .startsWith(
                        "</style><script>alert(1)</script><!-- ]]> \\u202Egnp.exe \\u0000 \\uD800 \"onload='x' & ü 電");
        assertThat(OrderReportHtml.write(Reports.hostile())).doesNotContain("<script", "\u202E", "\u0000");
    }

    @ParameterizedTest
    @MethodSource("reports")
    void nothingIsFetchedFromElsewhere(OrderReport report) throws Exception {
        assertThat(attributes(parse(report))).doesNotContain("src", "href", "xlink:href", "action", "srcset");
        assertThat(OrderReportHtml.write(Reports.halfway())).doesNotContain("url(", "@import", "https:");
    }

    @ParameterizedTest
    @MethodSource("reports")
    void inThePictureWhatGoesInComesOut(OrderReport report) throws Exception {
        Document page = parse(report);
        double accepted = flow(page, "received-accepted");

        assertThat(flow(page, "ordered-accepted")).isCloseTo(accepted, within(ROUNDING));
        assertThat(flow(page, "accepted-issued") + flow(page, "accepted-in-work"))
                .isCloseTo(accepted, within(2 * ROUNDING));
        assertThat(flow(page, "issued-delivered") + flow(page, "issued-in-work"))
                .isCloseTo(flow(page, "accepted-issued"), within(2 * ROUNDING));
        assertThat(columnHeight(page, 0)).isCloseTo(accepted + flow(page, "ordered-open"), within(2 * ROUNDING));
        if (report.received() > 0) {
            assertThat(columnHeight(page, 1))
                    .isCloseTo(accepted + flow(page, "received-refused"), within(2 * ROUNDING));
        }
        if (report.isReported()) {
            double losses = Stream.of("not-reported", "returned", "scrapped", "superseded")
                    .mapToDouble(lane -> flow(page, "delivered-" + lane))
                    .sum();
            assertThat(flow(page, "delivered-flashed") + losses)
                    .isCloseTo(flow(page, "issued-delivered"), within(6 * ROUNDING));
            assertThat(flow(page, "flashed-shipped") + flow(page, "flashed-not-shipped"))
                    .isCloseTo(flow(page, "delivered-flashed"), within(2 * ROUNDING));
        } else if (report.counts().delivered() > 0) {
            // all that was ordered has arrived somewhere
            assertThat(columnHeight(page, 4)).isCloseTo(columnHeight(page, 0), within(4 * ROUNDING));
        }
    }

    @Test
    void thePictureIsToScale() throws Exception {
        Document page = parse(Reports.of(1_000, new Counts(600, 500, 300), 100, KeyKind.HSM, ""));
        double one = flow(page, "issued-delivered") / 300;

        assertThat(flow(page, "issued-in-work")).isCloseTo(200 * one, within(0.3));
        assertThat(flow(page, "accepted-in-work")).isCloseTo(100 * one, within(0.3));
        assertThat(flow(page, "received-refused")).isCloseTo(100 * one, within(0.3));
        assertThat(flow(page, "ordered-open")).isCloseTo(400 * one, within(0.3));
    }

    @Test
    void whatIsFewIsStillSeenAndWhatIsNothingIsNot() throws Exception {
        assertThat(flow(parse(Reports.flooded()), "issued-delivered")).isCloseTo(3, within(ROUNDING));
        assertThat(flow(parse(Reports.finished()), "ordered-open")).isZero();
    }

    @ParameterizedTest
    @MethodSource("reports")
    void thePictureStaysWithinItsFrame(OrderReport report) throws Exception {
        Document page = parse(report);
        String[] box = ((Element) page.getElementsByTagName("svg").item(0))
                .getAttribute("viewBox")
                .split(" ");
        for (Element part : elements(page, "rect")) {
            assertThat(Double.parseDouble(part.getAttribute("y")) + Double.parseDouble(part.getAttribute("height")))
                    .isLessThanOrEqualTo(Double.parseDouble(box[3]));
            assertThat(Double.parseDouble(part.getAttribute("x"))).isLessThan(Double.parseDouble(box[2]) - 100);
        }
    }

    @Test
    void theSummarySaysWhereTheOrderIs() {
        assertThat(OrderReportHtml.write(Reports.halfway()))
                .contains("Of 1,000 modules ordered, 300 are delivered, in 1 delivery; 300 are in work; 400 are open."
                        + " 24 requests were refused.");
        assertThat(OrderReportHtml.write(Reports.finished()))
                .contains("Of 1,000 modules ordered, all are delivered, in 1 delivery. No request was refused.");
        assertThat(OrderReportHtml.write(Reports.waiting()))
                .contains("Of 500 modules ordered, none is delivered yet; 500 are open. No request was refused.");
        assertThat(OrderReportHtml.write(Reports.of(1, new Counts(1, 1, 1), 1, KeyKind.HSM, "")))
                .contains("Of 1 module ordered, 1 is delivered, in 1 delivery. 1 request was refused.");
    }

    @Test
    void whatAFactoryReportedIsAccountedFor() throws Exception {
        String page = OrderReportHtml.write(Reports.shipped());

        assertThat(page)
                .contains("640 are shipped; 21 are scrapped; 84 are not reported")
                .contains(
                        "<strong>3 findings.</strong>",
                        "<code>SCRAPPED_<wbr/>WITHOUT_<wbr/>NOTE</code></td><td class=\"n\">2</td>")
                .contains("7cdfa1000011: report 3, line 12")
                .contains("Together 1,000 issued.", "the balance closes")
                .contains(Reports.shipped().hashes().get(0).sha256().hex());
        assertThat(elements(parse(Reports.shipped()), "svg")).hasSize(2);
        assertThat(elements(parse(Reports.finished()), "svg")).hasSize(1);
    }

    /** A line of steps never falls, and ends beside its name. */
    @Test
    void theLinesOfProgressRise() throws Exception {
        List<Element> lines = elements(parse(Reports.shipped()), "path").stream()
                .filter(path -> path.getAttribute("class").startsWith("line")
                        && path.getAttribute("d").contains("V"))
                .toList();
        assertThat(lines).hasSize(4);
        for (Element line : lines) {
            double[] heights = Pattern.compile("V(\\S+)")
                    .matcher(line.getAttribute("d"))
                    .results()
                    .mapToDouble(step -> Double.parseDouble(step.group(1)))
                    .toArray();
            assertThat(heights).isSortedAccordingTo(java.util.Comparator.reverseOrder());
        }
    }

    @Test
    void aKeyOutsideAnHsmIsMarked() {
        assertThat(OrderReportHtml.write(Reports.finished())).contains("<strong>Test key.</strong>");
        assertThat(OrderReportHtml.write(Reports.halfway())).contains("<strong>Key in a file.</strong>");
        assertThat(OrderReportHtml.write(Reports.waiting())).doesNotContain("class=\"notice\"");
    }

    @Test
    void theHashOfADeliveryIsWhole() {
        OrderReport report = Reports.finished();

        assertThat(OrderReportHtml.write(report))
                .contains(report.deliveries().get(0).checksums().hex())
                .contains("As of 2026-11-20 22:04 UTC. Made by mintmark 0.1.0, java 17.");
    }

    @Test
    void thePageIsTheSameInEveryLocale() {
        Locale before = Locale.getDefault();
        String here = OrderReportHtml.write(Reports.halfway());
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(OrderReportHtml.write(Reports.halfway())).isEqualTo(here);
        } finally {
            Locale.setDefault(before);
        }
    }

    private static Document parse(OrderReport report) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(OrderReportHtml.write(report))));
    }

    private static double flow(Document page, String name) {
        for (Element path : elements(page, "path")) {
            if (path.getAttribute("data-flow").equals(name)) {
                MatchResult edges = RIBBON.matcher(path.getAttribute("d"))
                        .results()
                        .findFirst()
                        .orElseThrow();
                return Double.parseDouble(edges.group(3)) - Double.parseDouble(edges.group(2));
            }
        }
        return 0;
    }

    private static double columnHeight(Document page, int column) {
        Set<Double> columns = new TreeSet<>();
        elements(page, "rect").forEach(part -> columns.add(Double.parseDouble(part.getAttribute("x"))));
        double x = List.copyOf(columns).get(column);
        return elements(page, "rect").stream()
                .filter(part -> Double.parseDouble(part.getAttribute("x")) == x)
                .mapToDouble(part -> Double.parseDouble(part.getAttribute("height")))
                .sum();
    }

    private static List<Element> elements(Document page, String name) {
        NodeList found = page.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }

    private static Set<String> attributes(Document page) {
        Set<String> names = new TreeSet<>();
        for (Element element : elements(page, "*")) {
            for (int i = 0; i < element.getAttributes().getLength(); i++) {
                names.add(((Attr) element.getAttributes().item(i)).getName());
            }
        }
        return names;
    }
}
