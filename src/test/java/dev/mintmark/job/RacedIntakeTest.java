package dev.mintmark.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mintmark.LedgerKind;
import dev.mintmark.Race;
import dev.mintmark.csr.Submissions;
import dev.mintmark.format.Bytes;
import dev.mintmark.format.SecretBytes;
import dev.mintmark.format.attestation.CertificateRequest;
import dev.mintmark.format.attestation.SubjectPublicKey;
import dev.mintmark.onboarding.ModuleSecrets;
import dev.mintmark.order.OrderFiles;
import dev.mintmark.order.OrderId;
import dev.mintmark.order.ProductionOrder;
import dev.mintmark.site.Site;
import dev.mintmark.store.Ledger;
import dev.mintmark.store.LedgerDatabase;
import dev.mintmark.store.OrderRow;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.dao.DataAccessException;

/** The intake of real submissions by 64 threads at once, over eight openings of one ledger: as if no lock kept runs apart. */
@ParameterizedClass
@EnumSource(LedgerKind.class)
final class RacedIntakeTest {
    private static final Clock CLOCK = Clock.systemUTC();
    private static final int FIRST_KEY = 8_000_000;

    /** By kind, each with what it was opened in. */
    private static final Map<LedgerKind, List<LedgerDatabase>> OPENED = new EnumMap<>(LedgerKind.class);

    private static final List<LedgerKind.Empty> EMPTY = new ArrayList<>();

    @TempDir
    private static Path ledgers;

    @TempDir
    private Path folder;

    private final List<LedgerDatabase> opened;

    RacedIntakeTest(LedgerKind kind) throws Exception {
        if (!OPENED.containsKey(kind)) {
            LedgerKind.Empty empty = kind.empty();
            EMPTY.add(empty);
            List<LedgerDatabase> databases = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                databases.add(LedgerDatabase.openToRead(ledgers.resolve(kind.name()), empty.environment()));
            }
            OPENED.put(kind, databases);
        }
        opened = OPENED.get(kind);
    }

    @AfterAll
    static void close() throws Exception {
        OPENED.values().forEach(databases -> databases.forEach(LedgerDatabase::close));
        OPENED.clear();
        for (LedgerKind.Empty each : EMPTY) {
            each.close();
        }
        EMPTY.clear();
    }

    private Ledger ledger(int thread) {
        return new Ledger(opened.get(thread % opened.size()));
    }

    @Test
    void aHundredMoreThanTheQuantityAreExactlyTheQuantity() throws Exception {
        ProductionOrder order = order("PO-Q", 220, 0);
        List<Path> submissions = new ArrayList<>();
        for (int thread = 0; thread < Race.THREADS; thread++) {
            int first = thread * 5;
            submissions.add(index(
                    "q" + thread,
                    IntStream.range(first, first + 5)
                            .mapToObj(n -> row("m" + n, "", "", n, ""))
                            .toList()));
        }

        Race.between(thread -> takeAtLast(order, submissions.get(thread), thread));

        OrderRow row = ledger(0).orders().find(order.id()).orElseThrow();
        assertThat(row.accepted()).isEqualTo(220);
        assertThat(counted("SELECT COUNT(*) FROM module WHERE order_id = 'PO-Q'"))
                .isEqualTo(220);
        assertThat(counted("SELECT MAX(seq) FROM module WHERE order_id = 'PO-Q'"))
                .isEqualTo(220);
        assertThat(rejects(order)).isEqualTo(Map.of("QUOTA_EXCEEDED", 100));
    }

    @Test
    void aHundredMoreThanTheSparesAreExactlyTheSpares() throws Exception {
        ProductionOrder order = order("PO-S", 128, 28);
        take(
                order,
                index(
                        "all",
                        IntStream.range(0, 128)
                                .mapToObj(n -> row("m" + n, "", "", n + 2000, ""))
                                .toList()),
                0);
        ledger(0).orders().planDelivery(order.id(), 500, Instant.EPOCH);
        List<Path> submissions = new ArrayList<>();
        for (int thread = 0; thread < Race.THREADS; thread++) {
            int first = thread * 2;
            submissions.add(index(
                    "s" + thread,
                    IntStream.range(first, first + 2)
                            .mapToObj(n -> row("m" + n, "", "", n + 3000, spki(n + 2000)))
                            .toList()));
        }

        Race.between(thread -> takeAtLast(order, submissions.get(thread), thread));

        OrderRow row = ledger(0).orders().find(order.id()).orElseThrow();
        assertThat(row.accepted()).isEqualTo(128);
        assertThat(row.superseding()).isEqualTo(28);
        assertThat(counted("SELECT COUNT(*) FROM module WHERE order_id = 'PO-S' AND superseded_by IS NULL"))
                .isEqualTo(128);
        assertThat(rejects(order)).isEqualTo(Map.of("SPARES_EXCEEDED", 100));
    }

    /** A loser's submission is not taken at all; taken again it learns who has the key. */
    @Test
    void aKeySentForSixtyFourOrdersIsOneModuleAndAReplayElsewhere() throws Exception {
        List<ProductionOrder> orders = new ArrayList<>();
        for (int thread = 0; thread < Race.THREADS; thread++) {
            orders.add(order("PO-K" + thread, 10, 0));
        }
        Path submission = index("one", List.of(row("m1", "", "", 5000, "")));

        List<Boolean> first = Race.between(thread -> take(orders.get(thread), submission, thread));
        for (int thread = 0; thread < Race.THREADS; thread++) {
            assertThat(take(orders.get(thread), submission, thread)).isTrue();
        }

        assertThat(first).contains(true);
        assertThat(counted("SELECT COUNT(*) FROM module WHERE order_id LIKE 'PO-K%'"))
                .isEqualTo(1);
        assertThat(counted("SELECT SUM(accepted) FROM production_order WHERE order_id LIKE 'PO-K%'"))
                .isEqualTo(1);
        assertThat(counted("SELECT COUNT(*) FROM reject WHERE code = 'REPLAY'")).isEqualTo(63);
    }

    @Test
    void aModuleIdADeviceSerialAndAMacSentBySixtyFourAreOneOfEach() throws Exception {
        ProductionOrder order = order("PO-N", 1000, 0);
        Map<String, String> refusals = new TreeMap<>(Map.of(
                "id", "MODULE_REKEYED",
                "serial", "DUPLICATE_SERIAL_NUMBER",
                "mac", "DUPLICATE_MAC"));
        int key = 6000;
        for (String same : refusals.keySet()) {
            List<Path> submissions = new ArrayList<>();
            for (int thread = 0; thread < Race.THREADS; thread++) {
                String id = same.equals("id") ? "same" : same + thread;
                submissions.add(index(
                        same + thread,
                        List.of(row(
                                id,
                                same.equals("serial") ? "SAME-1" : "",
                                same.equals("mac") ? "02000000beef" : "",
                                key++,
                                ""))));
            }
            Race.between(thread -> takeAtLast(order, submissions.get(thread), thread));
        }

        assertThat(counted("SELECT COUNT(*) FROM module WHERE order_id = 'PO-N'"))
                .isEqualTo(3);
        assertThat(rejects(order))
                .isEqualTo(Map.of("MODULE_REKEYED", 63, "DUPLICATE_SERIAL_NUMBER", 63, "DUPLICATE_MAC", 63));
    }

    /** As runs do that are repeated until they come to their end: H2 lets nobody wait for a row longer than two seconds. */
    private boolean takeAtLast(ProductionOrder order, Path submission, int thread) throws InterruptedException {
        while (!take(order, submission, thread)) {
            continue;
        }
        return true;
    }

    /** @return false if the database refused it, and nothing of it is there */
    private boolean take(ProductionOrder order, Path submission, int thread) throws InterruptedException {
        byte[] key = new byte[ModuleSecrets.ORDER_KEY_LENGTH];
        key[0] = (byte) order.id().value().hashCode();
        OrderRun run = new OrderRun(
                order,
                materialOf(order),
                new ModuleSecrets(SecretBytes.copyOf(key)),
                new OrderFolder(folder.resolve("home")),
                ledger(thread),
                null,
                RunWatch.all(List.of()),
                new StopSignal(),
                CLOCK);
        try {
            new SubmissionIntake(run).take(Submissions.list(submission).get(0));
            return true;
        } catch (DataAccessException refused) {
            return false;
        }
    }

    /** What intake reads of it: no issuer and no signer takes part. */
    private static OrderMaterial materialOf(ProductionOrder order) {
        MakerMaterial maker = MakerMaterial.read(order);
        ProductMaterial product = new ProductMaterial(null, null, maker.keys());
        return new OrderMaterial(null, List.of(), List.of(), null, null, product, null, null, maker);
    }

    private ProductionOrder order(String id, int quantity, int spares) throws IOException {
        Files.writeString(
                folder.resolve("product.yaml"),
                """
                vendor-id: FFF1
                product-id: 8001
                vendor-name: Demo Lights
                product-name: Demo Light 1
                certification-declaration: test
                iteration-count: 1000
                """);
        Path file = Files.writeString(
                folder.resolve(id + ".yaml"),
                """
                order: %s
                product: product.yaml
                quantity: %d
                spares: %d
                submission: inbox
                issuer: test
                factory: test
                """
                        .formatted(id, quantity, spares));
        ProductionOrder order =
                OrderFiles.read(List.of(file), Site.empty(file)).all().get(0);
        ledger(0)
                .orders()
                .open(new OrderRow(
                        new OrderId(id),
                        "",
                        quantity,
                        spares,
                        0,
                        0,
                        "",
                        Bytes.of(new byte[32]),
                        0,
                        Instant.EPOCH,
                        Optional.empty(),
                        ""));
        return order;
    }

    private Path index(String name, List<String> rows) throws IOException {
        List<String> lines = new ArrayList<>(List.of("module_id,serial_number,mac,csr,supersedes"));
        lines.addAll(rows);
        return Files.write(folder.resolve(name + ".csv"), lines);
    }

    private static String row(String id, String serial, String mac, int key, String supersedes) {
        byte[] request = CertificateRequest.create(BigInteger.valueOf(FIRST_KEY + key));
        return "%s,%s,%s,%s,%s".formatted(id, serial, mac, Base64.getEncoder().encodeToString(request), supersedes);
    }

    private static String spki(int key) {
        return SubjectPublicKey.of(BigInteger.valueOf(FIRST_KEY + key))
                .spki()
                .sha256Digest()
                .hex();
    }

    private int counted(String sql) throws Exception {
        try (java.sql.Connection connection = opened.get(0).dataSource().getConnection();
                java.sql.Statement statement = connection.createStatement();
                java.sql.ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        }
    }

    private Map<String, Integer> rejects(ProductionOrder order) {
        Map<String, Integer> counts = new TreeMap<>();
        ledger(0).intake().rejects(order.id(), reject -> counts.merge(reject.code(), 1, Integer::sum));
        return counts;
    }
}
