package dev.mintmark.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mintmark.delivery.OpenDelivery;
import dev.mintmark.durable.DurableFiles;
import dev.mintmark.format.Bytes;
import dev.mintmark.input.StrictJson;
import dev.mintmark.keys.CertificateFile;
import dev.mintmark.keys.KeyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A device cloud sends requests of devices in the field in signed parts, and gets a line for each device. How many devices:
 * {@code mintmark.devices}.
 */
class FieldUpgradeTest {
    private static final String ORDER = "FU-1";
    private static final int DEVICES = Integer.getInteger("mintmark.devices", 300);

    @TempDir
    Path folder;

    private Workplace place;
    private String order;

    private void order(int devices, String... more) throws IOException {
        place = new Workplace(folder);
        List<String> lines = new ArrayList<>(List.of("kind: field-upgrade", "modules: devices.txt"));
        lines.addAll(List.of(more));
        order = place.order(ORDER, devices, lines.toArray(String[]::new)).toString();
        Files.write(
                place.root().resolve("devices.txt"),
                IntStream.rangeClosed(1, devices).mapToObj(Requested::id).toList());
    }

    /** The test keys' cloud; they are made by the first run or simulation. */
    private Cloud cloud() {
        Path keys = place.home().testKeys();
        return new Cloud(
                CertificateFile.x509(keys.resolve("submission-signer.crt.pem")),
                KeyFile.read(keys.resolve("submission-signer.key.pem")));
    }

    private Program.Result run() {
        return place.within("run", order);
    }

    /** The lines of a delivery by device, those that were refused under their code too. */
    private Map<String, Map<String, Object>> lines(int delivery) throws IOException {
        Path out = folder.resolve("opened");
        try {
            OpenDelivery.Opened opened = Delivered.open(place, ORDER, delivery, out);
            Map<String, Map<String, Object>> lines = new TreeMap<>();
            for (Path lot : opened.lots()) {
                try (Stream<Path> files = Files.list(lot.resolve("data"))) {
                    assertThat(files.map(file -> file.getFileName().toString()))
                            .containsExactlyInAnyOrder("devices.ndjson", "manifest.csv");
                }
                for (String line : Files.readAllLines(lot.resolve("data/devices.ndjson"))) {
                    Map<String, Object> fields = StrictJson.object(line.getBytes(UTF_8));
                    String key = fields.get("module_id") + String.valueOf(fields.getOrDefault("code", ""));
                    assertThat(lines.put(key, fields)).as("second " + key).isNull();
                }
            }
            assertThat(place.within("check", out.toString()).exit()).isZero();
            return lines;
        } finally {
            DurableFiles.deleteTree(out);
        }
    }

    @Test
    void threePartialSubmissionsAreThreeDeliveriesWithEachDeviceOnce() throws Exception {
        order(DEVICES);
        Path parts = folder.resolve("parts");
        assertThat(place.within("simulate", parts.toString(), "--order", order, "--parts", "3", "--seed", "1")
                        .exit())
                .isZero();
        List<String> delivered = new ArrayList<>();
        for (int part = 1; part <= 3; part++) {
            String name = "submission-%04d.ndjson.p7m".formatted(part);
            Files.copy(parts.resolve(name), place.inbox(ORDER).resolve(name));
            Program.Result result = run();
            assertThat(result.exit()).as(result.toString()).isZero();
            Map<String, Map<String, Object>> lines = lines(part);
            assertThat(lines.values()).allSatisfy(line -> {
                assertThat(line.get("status")).isEqualTo("issued");
                assertThat(line.keySet())
                        .containsExactlyInAnyOrder("module_id", "status", "dac", "pai", "qrcode", "manualcode", "nvs");
            });
            delivered.addAll(lines.keySet());
        }
        assertThat(delivered)
                .hasSize(DEVICES)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, DEVICES)
                        .mapToObj(Requested::id)
                        .toList());
        assertThat(Delivered.column(Delivered.csv(place.folder(ORDER).manifest()), "module_id"))
                .doesNotHaveDuplicates()
                .hasSize(DEVICES);
        assertThat(run().out()).startsWith("FU-1: finished, %,d of %1$,d".formatted(DEVICES));
        assertThat(place.within("check", order).exit()).isZero();
    }

    @Test
    void whatIsAskedForAgainIsDeliveredAgainTheSameAndCountedOnce() throws Exception {
        order(12, "lot-size: 4", "spares: 2");
        place.within("pki", "init", "--test");
        cloud().send(place.inbox(ORDER), ORDER, 1, Cloud.lines(1, 12));
        assertThat(run().exit()).isZero();
        Map<String, Map<String, Object>> first = lines(1);

        List<String> again = new ArrayList<>(Cloud.lines(2, 7));
        again.add(Cloud.line(Requested.id(3), 3, 0));
        again.add(Cloud.line("stranger", 99, 0));
        cloud().send(place.inbox(ORDER), ORDER, 2, again);
        Program.Result result = run();

        assertThat(result.exit()).as(result.toString()).isEqualTo(4);
        assertThat(result.out()).startsWith("FU-1: finished, 12 of 12 modules accepted, 12 issued, 12 delivered in 2");
        Map<String, Map<String, Object>> second = lines(2);
        assertThat(second.keySet())
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                IntStream.rangeClosed(2, 7).mapToObj(Requested::id),
                                Stream.of("strangerMODULE_NOT_ORDERED"))
                        .toList());
        IntStream.rangeClosed(2, 7).mapToObj(Requested::id).forEach(id -> assertThat(second.get(id))
                .isEqualTo(first.get(id)));

        assertThat(place.within("trace", Requested.id(2)).out())
                .containsPattern("handed over, delivery 0001, lot 0001\\n.* asked for again, submission 2 .*\\n"
                        + ".* handed over, delivery 0002, lot 0001\\n");
        assertThat(place.folder(ORDER).reportJson())
                .content()
                .containsPattern("\"modules\" : 0,\\s+\"again\" : 6,\\s+\"lots\" : 2,");
        assertThat(place.folder(ORDER).reportHtml()).content().contains(" + 6 again");
        assertThat(place.within("trace", Requested.id(8)).out()).doesNotContain("again", "delivery 0002");

        // nobody asks: nothing is delivered
        assertThat(run().out()).contains("in 2 deliveries");
        aNewKeySupersedes(first);
        theLogTellsAllOfIt();
    }

    private void aNewKeySupersedes(Map<String, Map<String, Object>> first) throws Exception {
        String id = Requested.id(5);
        cloud().send(place.inbox(ORDER), ORDER, 3, List.of(Cloud.line(id, 105, 5), Cloud.line(id, 5, 0)));
        assertThat(run().exit()).isEqualTo(4);
        Map<String, Map<String, Object>> third = lines(3);
        assertThat(third.keySet()).containsExactlyInAnyOrder(id, id + "KEY_SUPERSEDED");
        assertThat(third.get(id).get("dac")).isNotEqualTo(first.get(id).get("dac"));

        cloud().send(place.inbox(ORDER), ORDER, 4, List.of(Cloud.line(id, 105, 0)));
        assertThat(run().exit()).isZero();
        assertThat(lines(4)).containsExactly(Map.entry(id, third.get(id)));
    }

    /** A ledger from before any of it, brought up to the log, is the same, and renders every lot the same. */
    private void theLogTellsAllOfIt() throws Exception {
        assertThat(place.within("check", order).exit()).isZero();
        assertThat(place.within("audit", "verify").exit()).isZero();
        String life = place.within("trace", "--json", Requested.id(2)).out();
        Path ledger = place.home().ledger();
        DurableFiles.deleteTree(ledger);

        Program.Result recovered = place.within("recover");

        assertThat(recovered.exit()).as(recovered.toString()).isZero();
        assertThat(place.within("audit", "verify").exit()).isZero();
        Program.Result check = place.within("check", order);
        assertThat(check.exit()).as(check.toString()).isZero();
        assertThat(place.within("trace", "--json", Requested.id(2)).out()).isEqualTo(life);
        assertThat(run().out()).startsWith("FU-1: finished, 12 of 12 modules accepted, 13 issued, 13 delivered in 4");
        cloud().send(place.inbox(ORDER), ORDER, 4, Cloud.lines(1, 2));
        assertThat(run().out()).contains("1 refused now");
    }

    @Test
    void withoutDevicesOrASignerItIsNoOrder() throws Exception {
        place = new Workplace(folder);
        Files.writeString(folder.resolve("site.yaml"), "factories:\n  cloud:\n    recipients: [x.crt.pem]\n");
        Files.write(folder.resolve("x.crt.pem"), Bytes.of().toByteArray());
        Path file = place.order(ORDER, 3, "kind: field-upgrade");
        Files.writeString(file, Files.readString(file).replace("factory: test", "factory: cloud"));

        Program.Result result = place.within(
                "run", file.toString(), "--site", folder.resolve("site.yaml").toString());

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err())
                .contains("kind \"field-upgrade\" names no modules")
                .contains("factory \"cloud\" has no submission-signers, and kind is field-upgrade");
    }

    @Test
    void whatNobodySignedChangesNothing() throws Exception {
        order(3);
        Files.write(place.inbox(ORDER).resolve("a.ndjson"), Cloud.lines(1, 3));

        assertThat(run().exit()).isEqualTo(4);

        assertThat(Delivered.column(Delivered.csv(place.folder(ORDER).rejects()), "code"))
                .containsExactly("SUBMISSION_UNSIGNED");
        assertThat(place.folder(ORDER).deliveries()).doesNotExist();
    }
}
