package dev.mintmark.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** A page: no script, nothing from elsewhere, fit for A4, well-formed as XML. Whoever adds to it has escaped what he adds. */
final class HtmlPage {
    private static final String STYLE = style();

    private final StringBuilder page = new StringBuilder();

    /**
     * @param kind what it is, above the heading
     * @param title of the window, text
     * @param heading markup
     */
    HtmlPage(String kind, String title, String heading) {
        page.append(
                """
                <!DOCTYPE html>
                <html lang="en" xmlns="http://www.w3.org/1999/xhtml">
                <head>
                <meta charset="utf-8"/>
                <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <title>%s</title>
                <style>
                """
                        .formatted(title));
        page.append(STYLE);
        page.append(
                """
                </style>
                </head>
                <body>
                <header>
                <p class="kind">%s</p>
                <h1>%s</h1>
                </header>
                """
                        .formatted(kind, heading));
    }

    HtmlPage add(String markup) {
        page.append(markup);
        return this;
    }

    void heading(String text) {
        page.append("<h2>").append(text).append("</h2>\n");
    }

    void figure(String svg, String caption) {
        page.append("<figure>\n")
                .append(svg)
                .append("<figcaption>")
                .append(caption)
                .append("</figcaption>\n</figure>\n");
    }

    void fact(String name, String value) {
        page.append("<dt>%s</dt><dd>%s</dd>\n".formatted(name, Markup.text(value)));
    }

    /**
     * @param ifEmpty what is said instead of a table without rows
     * @param columns names, with a class before a colon: n for numbers, t for what is not broken
     * @param rows markup
     */
    void table(String title, String ifEmpty, List<String> columns, List<List<String>> rows) {
        heading(title);
        if (rows.isEmpty()) {
            page.append("<p class=\"none\">").append(ifEmpty).append("</p>\n");
            return;
        }
        List<String> classes = columns.stream()
                .map(column -> column.charAt(1) == ':' ? " class=\"" + column.charAt(0) + "\"" : "")
                .toList();
        page.append("<div class=\"wide\"><table>\n<thead><tr>");
        for (int i = 0; i < columns.size(); i++) {
            String name = columns.get(i).substring(columns.get(i).indexOf(':') + 1);
            page.append("<th%s>%s</th>".formatted(classes.get(i), name));
        }
        page.append("</tr></thead>\n<tbody>\n");
        for (List<String> row : rows) {
            page.append("<tr>");
            for (int i = 0; i < row.size(); i++) {
                page.append("<td%s>".formatted(classes.get(i)))
                        .append(row.get(i))
                        .append("</td>");
            }
            page.append("</tr>\n");
        }
        page.append("</tbody>\n</table></div>\n");
    }

    static String hash(String hex) {
        return "<code class=\"hash\">" + hex + "</code>";
    }

    /** Parts of a whole beside one another, as wide as they are many; what is left stays empty. */
    static String bar(long whole, List<Part> parts) {
        StringBuilder bar = new StringBuilder("<span class=\"bar\">");
        for (Part part : parts) {
            if (part.count() > 0 && whole > 0) {
                bar.append("<span class=\"%s\" style=\"width:%s%%\"></span>"
                        .formatted(part.style(), Markup.share(part.count(), whole)));
            }
        }
        return bar.append("</span>").toString();
    }

    /** @param style class of the style sheet */
    record Part(String style, long count) {}

    /** @param said what the page is about, before who made it */
    String end(String said, Map<String, String> versions) {
        String made = versions.entrySet().stream()
                .map(version -> Markup.text(version.getKey() + " " + version.getValue()))
                .collect(Collectors.joining(", "));
        return page.append("<footer>%sMade by %s.</footer>\n</body>\n</html>\n".formatted(said, made))
                .toString();
    }

    private static String style() {
        try (InputStream css = HtmlPage.class.getResourceAsStream("report.css")) {
            return new String(Objects.requireNonNull(css).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the report's style sheet cannot be read", e);
        }
    }
}
