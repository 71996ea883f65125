package dev.mintmark.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class BoardHtmlTest {
    static Board board(String order, String running) {
        return new Board(
                Instant.parse("2026-11-20T21:04:05Z"),
                running,
                List.of(
                        new Board.Row(order, "open", 1_000, 600, 400, 400, 12, 2, 1),
                        new Board.Row("PO-2", "waiting", 250, 0, 0, 250, 0, 0, 0),
                        new Board.Row("PO-3", "finished", 5_000, 5_000, 5_000, 0, 3, 1, 0)),
                7,
                Map.of("mintmark", "0.1.0"));
    }

    @Test
    void everyOpenOrderIsARowAndTogetherTheyAreASentence() throws Exception {
        String page = BoardHtml.write(board("PO-1", "running: PO-1, issue, 120 of 600"));

        assertThat(page)
                .contains("3 orders, of 6,250 modules ordered: 5,400 delivered, 200 in work, 650 open."
                        + " 7 further orders are done with.")
                .contains("width:40.0%", "width:20.0%", "<td class=\"n\">1 of 2</td>")
                .contains("running: PO-1, issue, 120 of 600", "As of 2026-11-20 21:04 UTC.");
        assertThat(parse(page).getElementsByTagName("tr").getLength()).isEqualTo(4);
    }

    @Test
    void hostileTextStaysText() throws Exception {
        Document page = parse(BoardHtml.write(board(Reports.HOSTILE, Reports.HOSTILE)));

        assertThat(page.getElementsByTagName("script").getLength()).isZero();
    }

    private static Document parse(String page) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(page.replace("<!DOCTYPE html>\n", ""))));
    }
}
