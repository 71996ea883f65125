package dev.mintmark.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mintmark.format.Bytes;
import dev.mintmark.issue.KeyKind;
import dev.mintmark.report.OrderReport.Counts;
import dev.mintmark.report.OrderReport.Delivery;
import dev.mintmark.report.OrderReport.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OrderReportTest {
    @Test
    void countsThatCannotBeAreRefused() {
        assertThatThrownBy(() -> new Counts(5, 6, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Counts(5, 5, 6)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Counts(0, 0, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Reports.of(10, new Counts(16, 0, 0), 0, KeyKind.HSM, ""))
                .hasMessage("more modules are accepted than the order allows");
        assertThatThrownBy(() -> new Refusal("X", "x", 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Delivery(1, Reports.EVENING, 1, 0, 1, Bytes.of(new byte[31]), Optional.empty()))
                .hasMessage("a SHA-256 has 32 bytes");
    }

    @Test
    void spareModulesLeaveNothingOpen() {
        assertThat(Reports.of(10, new Counts(12, 12, 12), 0, KeyKind.HSM, "").open())
                .isZero();
    }

    @Test
    void itIsAsOldAsTheLastThingItTells() {
        assertThat(Reports.finished().asOf()).contains(Reports.EVENING.plus(Duration.ofHours(1)));
        assertThat(Reports.shipped().asOf()).contains(Reports.EVENING.plus(Duration.ofDays(14)));
        assertThat(Reports.waiting().asOf()).isEmpty();
    }

    @Test
    void theJsonIsWrittenOneWayOnly() {
        assertThat(OrderReportJson.write(Reports.finished()))
                .isEqualTo(
                        """
                        {
                          "format" : "mintmark-report/1",
                          "order" : "PO-1",
                          "reference" : "demo",
                          "state" : "finished",
                          "quantity" : 1000,
                          "spares" : 5,
                          "keys" : "module",
                          "product" : {
                            "vendor_id" : "FFF1",
                            "product_id" : "8001",
                            "vendor_name" : "Blue Lamp Works",
                            "product_name" : "Plug"
                          },
                          "issuer" : {
                            "name" : "test",
                            "key" : "test",
                            "pai" : "CN=Matter Test PAI"
                          },
                          "factory" : "shenzhen-2",
                          "counts" : {
                            "received" : 1000,
                            "refused" : 0,
                            "accepted" : 1000,
                            "issued" : 1000,
                            "delivered" : 1000,
                            "open" : 0
                          },
                          "deliveries" : [
                            {
                              "number" : 1,
                              "created" : "2026-11-20T21:04:05Z",
                              "modules" : 1000,
                              "again" : 0,
                              "lots" : 2,
                              "sha256sums_sha256" : "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                              "acknowledged" : {
                                "signed_at" : "2026-11-20T22:04:05Z",
                                "signer_sha256" : "709e80c88487a2411e1ee4dfb9f22a861492d20c4765150c0c794abd70f8147c"
                              }
                            }
                          ],
                          "refusals" : [ ],
                          "submissions" : [
                            {
                              "name" : "shift-1.zip",
                              "sha256" : "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                              "taken" : "2026-11-20T21:03:05Z",
                              "good" : 1000,
                              "repeated" : 7,
                              "refused" : 0
                            }
                          ],
                          "findings" : [ ],
                          "balance" : {
                            "undelivered" : 0,
                            "delivered" : 1000,
                            "flashed" : 0,
                            "shipped" : 0,
                            "scrapped" : 0,
                            "returned" : 0,
                            "superseded" : 0,
                            "closes" : true
                          },
                          "progress" : [ ],
                          "hashes" : [ ],
                          "versions" : {
                            "mintmark" : "0.1.0",
                            "java" : "17"
                          }
                        }
                        """);
    }

    @Test
    void hostileTextIsReadBackFromTheJson() {
        JsonNode report = JsonMapper.shared().readTree(OrderReportJson.write(Reports.halfway()));
        assertThat(report.get("counts").get("open").asInt()).isEqualTo(400);
        assertThat(report.get("refusals").get(0).get("count").asInt()).isEqualTo(24);

        // half a surrogate pair is no character and comes back as the question mark that UTF-8 makes of it
        JsonNode hostile = JsonMapper.shared()
                .readTree(OrderReportJson.write(Reports.hostile()).getBytes(StandardCharsets.UTF_8));
        assertThat(hostile.get("reference").asString()).isEqualTo(Reports.HOSTILE.replace('\uD800', '?'));
    }
}
