package dev.mintmark.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mintmark.Identity;
import dev.mintmark.Schemas;
import dev.mintmark.disposition.ModuleEvent;
import dev.mintmark.disposition.ReportColumn;
import dev.mintmark.format.Bytes;
import dev.mintmark.format.seal.DetachedSigner;
import dev.mintmark.format.seal.Fingerprint;
import dev.mintmark.job.ReportFault;
import dev.mintmark.keys.CertificateFile;
import dev.mintmark.keys.KeyFile;
import dev.mintmark.reported.RowFault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A factory says what became of its modules, and others try to. */
class ModuleReportTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    @TempDir
    static Path made;

    @TempDir
    Path folder;

    private Workplace place;
    private X509Certificate factory;
    private PrivateKey factoryKey;

    @BeforeAll
    static void makeTwoDeliveriesAndAnotherOrder() throws IOException {
        Workplace place = new Workplace(made);
        Path order = place.order("PO-1", 6, "lot-size: 2", "spares: 1");
        run(place, "PO-1", order, 1, 4);
        assertThat(place.within("backup", made.resolve("backup.zip").toString()).exit())
                .isZero();
        run(place, "PO-1", order, 5, 6);
        run(place, "PO-2", place.order("PO-2", 1), 9, 9);
    }

    @BeforeEach
    void aFactory() throws IOException {
        place = new Workplace(made).copy(folder);
        Path keys = place.home().testKeys();
        factory = CertificateFile.x509(keys.resolve("factory.crt.pem"));
        factoryKey = KeyFile.read(keys.resolve("factory.key.pem"));
    }

    private static void run(Workplace place, String id, Path order, int first, int last) throws IOException {
        Requested.zip(place.inbox(id).resolve(first + ".zip"), Requested.files(first, last));
        Program.Result result = place.within("run", order.toString());
        assertThat(result.exit()).as(result.toString()).isZero();
    }

    private static String at(int minute) {
        return NOW.plus(Duration.ofMinutes(minute)).toString();
    }

    private static String row(int module, String event, int minute, String... more) {
        return Requested.id(module) + "," + event + "," + at(minute) + "," + String.join(",", more);
    }

    private String csv(String name, String... rows) throws IOException {
        String text = "module_id,event,time,station,note\r\n"
                + Stream.of(rows)
                        .map(row -> row
                                + ","
                                        .repeat(4
                                                - (int) row.chars()
                                                        .filter(c -> c == ',')
                                                        .count()) + "\r\n")
                        .reduce("", String::concat);
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private Program.Result report(String... files) {
        List<String> words = new ArrayList<>(List.of("report", "PO-1"));
        words.addAll(Arrays.asList(files));
        return place.within(words.toArray(String[]::new));
    }

    private JsonNode reconciled(String... more) {
        List<String> words = new ArrayList<>(List.of("reconcile", "PO-1", "--json"));
        words.addAll(Arrays.asList(more));
        Program.Result result = place.within(words.toArray(String[]::new));
        assertThat(result.exit()).as(result.toString()).isIn(0, 5);
        assertThat(Schemas.complaints("reconcile", result.out())).isEmpty();
        return JSON.readTree(result.out());
    }

    /** The codes in the page of reports. */
    @Test
    void thePageOfReportsHasEveryCodeAndEvent() throws IOException {
        String page = Files.readString(Path.of("docs", "formats", "factory-report.md"));
        Stream.of(RowFault.values(), ReportFault.values(), ReportColumn.values())
                .flatMap(Stream::of)
                .forEach(code -> assertThat(page)
                        .contains(
                                "| `" + (code instanceof ReportColumn column ? column.title() : code.name()) + "` |"));
        for (ModuleEvent event : ModuleEvent.values()) {
            assertThat(page).contains("| `" + event.word() + "` |");
        }
    }

    private static String figures(JsonNode sheet) {
        List<String> figures = new ArrayList<>();
        sheet.path("dispositions").forEachEntry((name, figure) -> {
            if (figure.path("count").asInt() > 0) {
                figures.add("%s %d/%d"
                        .formatted(
                                name,
                                figure.path("count").asInt(),
                                figure.path("signed").asInt()));
            }
        });
        assertThat(sheet.path("closes").asBoolean(true)).isTrue();
        return String.join(", ", figures);
    }

    private static List<String> findings(JsonNode sheet) {
        List<String> found = new ArrayList<>();
        sheet.path("findings")
                .forEach(finding -> found.add(finding.path("code").asString("") + " "
                        + finding.path("subject").asString("")));
        return found;
    }

    private void sign(String file, X509Certificate signer, PrivateKey key) throws Exception {
        Bytes signature = new DetachedSigner(signer, key, new SecureRandom())
                .sign(new ByteArrayInputStream(Files.readAllBytes(Path.of(file))), Instant.now());
        Files.write(Path.of(file + ".p7s"), signature.toByteArray());
    }

    @Test
    void aReportMovesModulesAndTheSheetStillCloses() throws Exception {
        assertThat(figures(reconciled())).isEqualTo("delivered 6/0");
        String first = csv(
                "shift-1.csv",
                row(1, "flashed", 1, "st-1"),
                row(1, "labelled", 2, "st-2"),
                row(2, "FLASHED", 1),
                row(3, "scrapped", 1, "", "dropped"));
        sign(first, factory, factoryKey);

        Program.Result taken = report(first);

        assertThat(taken.exit()).as(taken.toString()).isZero();
        assertThat(taken.out())
                .contains("PO-1: shift-1.csv: 4 rows taken, 0 known before, 0 refused; report 1, signed by "
                        + Fingerprint.of(factory).hex());
        JsonNode sheet = reconciled();
        assertThat(figures(sheet)).isEqualTo("delivered 3/0, flashed 2/2, scrapped 1/1");
        assertThat(sheet.path("labelled").path("count").asInt()).isEqualTo(1);
        assertThat(figures(sheet.path("deliveries").get(0))).isEqualTo("delivered 1/0, flashed 2/2, scrapped 1/1");
        assertThat(figures(sheet.path("deliveries").get(0).path("lots").get(1)))
                .isEqualTo("delivered 1/0, scrapped 1/1");
        assertThat(findings(sheet)).containsExactly("DELIVERY_NOT_ACKNOWLEDGED 0001");

        String second = Files.writeString(
                        folder.resolve("shift-2.ndjson"),
                        "{\"module_id\":\"%s\",\"event\":\"shipped\",\"time\":\"%s\"}\n\n{\"module_id\":\"%s\",\"event\":\"returned\",\"time\":\"%s\",\"box\":7}\n"
                                .formatted(Requested.id(1), at(5), Requested.id(5), at(5)))
                .toString();
        assertThat(report(second).exit()).isZero();
        assertThat(figures(reconciled()))
                .isEqualTo("delivered 2/0, flashed 1/1, shipped 1/0, scrapped 1/1, returned 1/0");
    }

    @Test
    void theSameReportTwiceChangesNothing() throws Exception {
        String file = csv("a.csv", row(1, "flashed", 1), row(77, "flashed", 1), row(2, "flashed", 1));
        assertThat(report(file).exit()).isEqualTo(4);
        JsonNode sheet = reconciled();
        Map<String, Bytes> before = Workplace.tree(place.folder("PO-1").root());

        Program.Result again = report(file);

        assertThat(again.exit()).isEqualTo(4);
        assertThat(again.out()).contains("0 rows taken, 2 known before, 1 refused; nothing new");
        assertThat(Workplace.tree(place.folder("PO-1").root())).isEqualTo(before);
        JsonNode after = reconciled();
        for (String member : List.of("dispositions", "reports", "refused_rows", "findings")) {
            assertThat(after.path(member)).isEqualTo(sheet.path(member));
        }
    }

    @Test
    void eachRefusedRowIsNamedByLineAndCodeAndTheOthersCount() throws Exception {
        String file = csv(
                "a.csv",
                row(1, "flashed", 1),
                row(1, "scrapped", 2, "", "burnt"),
                row(1, "shipped", 3),
                row(77, "flashed", 1),
                row(9, "flashed", 1),
                "CON,flashed," + at(1),
                row(2, "baked", 1),
                Requested.id(2) + ",flashed,20 Nov",
                row(2, "flashed", -9000),
                row(2, "flashed", 9000),
                row(2, "flashed", 1, "st\u202e-1"));
        Files.writeString(Path.of(file), "one,cell\r\n", java.nio.file.StandardOpenOption.APPEND);

        Program.Result result = report(file);

        assertThat(result.exit()).as(result.toString()).isEqualTo(4);
        assertThat(result.err()
                        .lines()
                        .map(line -> line.replaceFirst("^mintmark: .*a\\.csv:(\\d+): (\\w+): .*", "$1 $2")))
                .containsExactlyInAnyOrder(
                        "4 STEP_NOT_ALLOWED",
                        "5 MODULE_UNKNOWN",
                        "6 OTHER_ORDER",
                        "7 BAD_MODULE_ID",
                        "8 BAD_EVENT",
                        "9 BAD_TIME",
                        "10 TIME_IMPOSSIBLE",
                        "11 TIME_IMPOSSIBLE",
                        "12 BAD_TEXT",
                        "13 BAD_ROW");
        assertThat(findings(reconciled()))
                .containsExactlyInAnyOrder(
                        "REPORT_CONTRADICTED " + Requested.id(1),
                        "FLASHED_NEVER_ISSUED " + Requested.id(77),
                        "REPORTED_IN_OTHER_ORDER " + Requested.id(9),
                        "DELIVERY_NOT_ACKNOWLEDGED 0001");
        assertThat(figures(reconciled())).isEqualTo("delivered 5/0, scrapped 1/0");
    }

    @Test
    void whatIsForgedForeignOrMalformedChangesNothing() throws Exception {
        Identity stranger = Identity.ec("secp256r1");
        String foreign = csv("foreign.csv", row(1, "shipped", 1));
        sign(foreign, stranger.certificate(), stranger.key());
        String forged = csv("forged.csv", row(1, "flashed", 1));
        sign(forged, factory, factoryKey);
        csv("forged.csv", row(1, "shipped", 1));
        String header = Files.writeString(folder.resolve("header.csv"), "id,event,time\n1,flashed,x\n")
                .toString();
        String quote = csv("quote.csv", row(1, "flashed", 1), "\"" + "x".repeat(100_000));
        byte[] notUtf8 = Files.readAllBytes(Path.of(csv("latin.csv", row(1, "flashed", 1, "", "k?rper"))));
        notUtf8[new String(notUtf8, StandardCharsets.US_ASCII).indexOf('?')] = (byte) 0xF6;
        Files.write(folder.resolve("latin.csv"), notUtf8);
        Map<String, Bytes> before = Workplace.tree(place.home().root().resolve("PO-1"));
        JsonNode sheet = reconciled();

        Program.Result result = report(
                foreign, forged, header, quote, folder.resolve("latin.csv").toString());

        assertThat(result.exit()).as(result.toString()).isEqualTo(4);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()
                        .lines()
                        .map(line -> line.replaceFirst("^mintmark: .*/(\\w+)\\.csv: (\\w+): .*", "$1 $2")))
                .containsExactly(
                        "foreign SIGNER_UNKNOWN",
                        "forged SIGNATURE_WRONG",
                        "header NOT_A_REPORT",
                        "quote NOT_A_REPORT",
                        "latin NOT_A_REPORT");
        assertThat(Workplace.tree(place.home().root().resolve("PO-1"))).isEqualTo(before);
        assertThat(reconciled().path("dispositions")).isEqualTo(sheet.path("dispositions"));
    }

    @Test
    void aClosedOrderIsReportedAndReconciledAndReconcilingChangesNothing() throws Exception {
        assertThat(place.within("close", "PO-1", "--reason", "sold").exit()).isZero();
        assertThat(report(csv("a.csv", row(1, "flashed", 1), row(4, "shipped", 3)))
                        .exit())
                .isZero();
        Map<String, Bytes> before = Workplace.tree(place.folder("PO-1").root());

        assertThat(figures(reconciled("--csv", folder.resolve("sheet.csv").toString())))
                .isEqualTo("delivered 4/0, flashed 1/0, shipped 1/0");

        assertThat(Files.readString(folder.resolve("sheet.csv"))).contains("order,,,6,0,0,4,0,1,0,1,0,0,0");
        assertThat(Workplace.tree(place.folder("PO-1").root())).isEqualTo(before);
        Program.Result audit = place.within("audit", "verify");
        assertThat(audit.exit()).as(audit.toString()).isZero();
    }

    /** Events are what others said; the log has the reports' hashes and the home their files. */
    @Test
    void anOldLedgerIsBroughtUpToItsReports() throws Exception {
        assertThat(report(csv("a.csv", row(1, "flashed", 1), row(77, "shipped", 1)))
                        .exit())
                .isEqualTo(4);
        assertThat(report(csv("b.csv", row(2, "flashed", 1))).exit()).isZero();
        JsonNode sheet = reconciled();

        Program.Result recovered =
                place.within("recover", "--from", folder.resolve("backup.zip").toString());

        assertThat(recovered.exit()).as(recovered.toString()).isZero();
        JsonNode after = reconciled();
        for (String member : List.of("dispositions", "deliveries", "reports", "refused_rows", "findings")) {
            assertThat(after.path(member)).isEqualTo(sheet.path(member));
        }
        assertThat(place.within("audit", "verify").exit()).isZero();
    }

    @Test
    void aReportWhoseFileIsGoneIsNamedByRecoveryAndCanBeTakenAgain() throws Exception {
        String file = csv("a.csv", row(1, "flashed", 1));
        assertThat(report(file).exit()).isZero();
        Path kept = place.folder("PO-1").report(Bytes.sha256Of(Files.readAllBytes(Path.of(file))), ".csv");
        assertThat(kept).hasSameBinaryContentAs(Path.of(file));
        Files.delete(kept);

        Program.Result recovered =
                place.within("recover", "--from", folder.resolve("backup.zip").toString());

        assertThat(recovered.out()).contains("report lost with its file, take it in again: PO-1 ");
        assertThat(figures(reconciled())).isEqualTo("delivered 6/0");
        assertThat(report(file).exit()).isZero();
        assertThat(figures(reconciled())).isEqualTo("delivered 5/0, flashed 1/0");
        assertThat(place.within("audit", "verify").exit()).isZero();
    }

    @Test
    void aTraceTellsAModulesWholeLifeByAnyOfItsNames() throws Exception {
        assertThat(report(csv("a.csv", row(1, "flashed", 1, "st-7"), row(1, "scrapped", 2), row(1, "shipped", 3)))
                        .exit())
                .isEqualTo(4);
        JsonNode life = trace(Requested.id(1));
        assertThat(life.path("disposition").asString("")).isEqualTo("scrapped");
        assertThat(life.path("steps").get(0).path("station").asString("")).isEqualTo("st-7");
        List<String> entries = new ArrayList<>();
        life.path("log").forEach(entry -> entries.add(entry.path("kind").asString("")));
        assertThat(entries).containsExactly("order-opened", "accepted", "submission", "dac", "delivered", "reported");

        for (String name : List.of(
                Requested.id(1).replaceAll("(..)(?!$)", "$1:").toUpperCase(java.util.Locale.ROOT),
                life.path("serial_number").asString(""),
                life.path("dac").path("sha256").asString(""),
                life.path("dac").path("serial").asString(""))) {
            assertThat(trace(name)).as(name).isEqualTo(life);
        }
        Program.Result text = place.within("trace", Requested.id(1));
        assertThat(text.out())
                .contains("flashed at st-7, report 1, line 2", "refused: shipped STEP_NOT_ALLOWED")
                .contains("handed over, delivery 0001, lot 0001");
        assertThat(place.within("trace", "nobody").exit()).isEqualTo(2);
    }

    private JsonNode trace(String name) {
        Program.Result result = place.within("trace", name, "--json");
        assertThat(result.exit()).as(result.toString()).isZero();
        return JSON.readTree(result.out()).path("modules").get(0);
    }

    @Test
    void aFactoriesOwnColumnsAndWordsAreReadAsTheSiteSaysAndSignedIfItDemandsIt() throws Exception {
        Identity own = Identity.ec("secp256r1");
        own.writeCertificate(folder.resolve("own.pem"));
        Path site = Files.writeString(
                folder.resolve("site.yaml"),
                """
                factories:
                  shenzhen-1:
                    recipients: [own.pem]
                    signed-reports: true
                    report-columns: {module_id: SN, event: Result, time: When}
                    report-events: {PASS: flashed, "Out": shipped}
                    report-time-zone: Asia/Shanghai
                """);
        Path order = place.order("PO-3", 1);
        Files.writeString(order, Files.readString(order).replace("factory: test", "factory: shenzhen-1"));
        Requested.zip(place.inbox("PO-3").resolve("1.zip"), Requested.files(30, 30));
        Program.Result run = place.within("run", order.toString(), "--site", site.toString());
        assertThat(run.exit()).as(run.toString()).isZero();
        String local = NOW.plus(Duration.ofMinutes(1))
                .atZone(java.time.ZoneId.of("Asia/Shanghai"))
                .toLocalDateTime()
                .toString()
                .replace('-', '/')
                .replace('T', ' ');
        String report = Files.writeString(
                        folder.resolve("mes.csv"),
                        "\ufeffLine,SN,Result,When\n7,%s,pass,%s\n7,%1$s,OUT,%2$s\n".formatted(Requested.id(30), local))
                .toString();

        Program.Result unsigned = place.within("report", "PO-3", report, "--site", site.toString());
        assertThat(unsigned.exit()).isEqualTo(4);
        assertThat(unsigned.err()).contains("REPORT_NOT_SIGNED");
        sign(report, own.certificate(), own.key());
        Program.Result signed = place.within("report", "PO-3", report, report + ".p7s", "--site", site.toString());

        assertThat(signed.exit()).as(signed.toString()).isZero();
        assertThat(signed.out()).contains("2 rows taken");
        assertThat(place.within("trace", Requested.id(30)).out())
                .contains("place 1: shipped", NOW.plus(Duration.ofMinutes(1)) + "  flashed");
    }
}
