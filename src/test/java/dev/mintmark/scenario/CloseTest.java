package dev.mintmark.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mintmark.format.seal.DetachedSigner;
import dev.mintmark.keys.CertificateFile;
import dev.mintmark.keys.KeyFile;
import dev.mintmark.order.OrderId;
import dev.mintmark.store.Ledger;
import dev.mintmark.store.LedgerDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The end of an order: its key is destroyed, and what was delivered stays verifiable. */
class CloseTest {
    @TempDir
    static Path made;

    @TempDir
    Path folder;

    private Workplace place;
    private Path order;
    private Path key;

    @BeforeAll
    static void makeAnOrder() throws IOException {
        Workplace place = new Workplace(made);
        Path order = place.order("PO-1", 3);
        Requested.zip(place.inbox("PO-1").resolve("a.zip"), Requested.files(1, 3));
        assertThat(place.within("run", order.toString()).exit()).isZero();
    }

    @BeforeEach
    void aFinishedOrder() throws IOException {
        place = new Workplace(made).copy(folder);
        order = folder.toRealPath().resolve("PO-1.yaml");
        key = place.home().keys().resolve("PO-1.key");
        assertThat(key).exists();
    }

    private void acknowledge() throws Exception {
        Path keys = place.home().testKeys();
        DetachedSigner factory = new DetachedSigner(
                CertificateFile.x509(keys.resolve("factory.crt.pem")),
                KeyFile.read(keys.resolve("factory.key.pem")),
                new SecureRandom());
        Path receipt = folder.resolve("receipt.p7s");
        try (InputStream list =
                Files.newInputStream(place.folder("PO-1").delivery(1).resolve("SHA256SUMS"))) {
            Files.write(receipt, factory.sign(list, Instant.now()).toByteArray());
        }
        assertThat(place.within("report", "PO-1", receipt.toString()).exit()).isZero();
    }

    @Test
    void anAcknowledgedOrderIsClosedAndWhatWasDeliveredStaysVerifiable() throws Exception {
        acknowledge();

        Program.Result closed = place.within("close", "PO-1");

        assertThat(closed.exit()).as(closed.toString()).isZero();
        assertThat(closed.out())
                .startsWith("PO-1: closed, its key is destroyed")
                .contains("nothing can be made again: no lot, no code, no partition of its 3 modules")
                .contains("3 delivered in 1 delivery, 1 acknowledged");
        assertThat(place.home().keys()).isEmptyDirectory();
        assertThat(place.within("status", "PO-1").out()).startsWith("PO-1: closed, 3 of 3 modules");
        assertThat(place.within("check", "PO-1").exit()).isZero();
        Program.Result byFile = place.within("check", order.toString());
        assertThat(byFile.exit()).as(byFile.toString()).isZero();
        assertThat(byFile.out()).contains("its key gone");
        assertThat(Delivered.modules(Delivered.open(place, "PO-1", 1, folder.resolve("opened"))))
                .hasSize(3);
        assertThat(Files.readString(place.folder("PO-1").reportJson())).contains("\"state\" : \"closed\"");
        Program.Result run = place.within("run", order.toString());
        assertThat(run.exit()).as(run.toString()).isZero();
        assertThat(run.out()).contains("closed: its key is gone");
        assertThat(place.home().keys()).isEmptyDirectory();
    }

    /** What can no longer be made again is known by its hashes, in ledger and signed lists. */
    @Test
    void afterClosingACheckFindsWhatWasChanged() throws Exception {
        acknowledge();
        assertThat(place.within("close", "PO-1").exit()).isZero();
        assertThat(place.within("check", "PO-1").out()).startsWith("checked 3 modules in 1 lot: 0 findings");

        change("UPDATE factory_partition SET sha256 = TRANSLATE(sha256, '01234567', '12345670') WHERE seq = 2");
        Program.Result image = place.within("check", order.toString());
        assertThat(image.exit()).isEqualTo(5);
        assertThat(image.out())
                .startsWith("MANIFEST_DIFFERS PO-1/manifest.csv:row 3: the ledger has another partition_sha256\n")
                .contains(
                        ": 1 finding; images were checked by their hashes alone: the order is closed and its key gone");

        change("UPDATE dac SET der = SUBSTRING(der FROM 1 FOR OCTET_LENGTH(der) - 4) || X'01010101' WHERE seq = 1");
        assertThat(place.within("check", "PO-1").out()).contains("DAC_PROFILE PO-1:module ");

        Path lot = place.folder("PO-1").delivery(1).resolve("lot-0001.tar.gz.p7m");
        byte[] content = Files.readAllBytes(lot);
        content[content.length / 2] ^= 1;
        Files.write(lot, content);
        assertThat(place.within("check", "PO-1").out())
                .contains("DELIVERY_REFUSED PO-1/deliveries/0001/lot-0001.tar.gz.p7m: ");
    }

    @Test
    void withoutReceiptOrReasonNothingIsDestroyed() throws IOException {
        Program.Result refused = place.within("close", "PO-1");

        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err())
                .contains("1 of 1 deliveries are not acknowledged")
                .contains("--reason");
        assertThat(key).exists();
        assertThat(place.within("status").out()).contains("PO-1: finished");
    }

    @Test
    void aReasonIsKept() throws Exception {
        Program.Result closed = place.within("close", "PO-1", "--reason", "factory burnt down", "--json");

        assertThat(closed.exit()).as(closed.toString()).isZero();
        JsonNode told = JsonMapper.builder().build().readTree(closed.out());
        assertThat(told.path("closed_now").asBoolean()).isTrue();
        assertThat(told.path("reason").asString("")).isEqualTo("factory burnt down");
        Program.Result again = place.within("close", "PO-1", "--reason", "another", "--json");
        assertThat(again.out()).isEqualTo(closed.out().replace("\"closed_now\" : true", "\"closed_now\" : false"));
    }

    @Test
    void aReasonIsOneLine() {
        for (String reason : new String[] {" ", "a\u202Eb", "x".repeat(201)}) {
            assertThat(place.within("close", "PO-1", "--reason", reason).exit())
                    .as(reason)
                    .isEqualTo(2);
        }
        assertThat(key).exists();
    }

    /** An order whose modules are still to come is not closed by a job that closes what is acknowledged. */
    @Test
    void anOrderThatStillWaitsForModulesWantsAReason() throws Exception {
        acknowledge();
        Files.writeString(order, Files.readString(order).replace("quantity: 3", "quantity: 5"));
        assertThat(place.within("run", order.toString()).exit()).isZero();

        assertThat(place.within("close", "PO-1").err()).contains("2 of 5 modules are still to come");
        assertThat(place.within("close", "PO-1", "--reason", "cancelled").out())
                .contains("2 of 5 modules will never be made");
    }

    @Test
    void anUnfinishedDeliveryIsNotClosedWhateverTheReason() throws Exception {
        change("UPDATE delivery SET delivered_at = NULL");

        Program.Result refused = place.within("close", "PO-1", "--reason", "tired of it");

        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).contains("a run is under way, or was cut short");
        assertThat(key).exists();
    }

    /** Killed between the ledger's row and the key file. */
    @Test
    void closingAgainDoesWhatAKilledOneLeft() throws Exception {
        ledger(ledger -> assertThat(ledger.orders().close(new OrderId("PO-1"), "was said", Instant.now()))
                .isTrue());
        Files.writeString(key.resolveSibling("PO-1.key.part"), "half");

        Program.Result closed = place.within("close", "PO-1");

        assertThat(closed.exit()).as(closed.toString()).isZero();
        assertThat(closed.out()).contains("PO-1: was closed at ");
        assertThat(place.home().keys()).isEmptyDirectory();
        assertThat(Files.readString(place.folder("PO-1").reportJson())).contains("\"state\" : \"closed\"");
    }

    @Test
    void aRunDestroysTheKeyOfAnOrderThatIsClosed() throws Exception {
        ledger(ledger -> ledger.orders().close(new OrderId("PO-1"), "was said", Instant.now()));

        assertThat(place.within("run", order.toString()).exit()).isZero();

        assertThat(key).doesNotExist();
    }

    @Test
    void anOrderThatIsNotThereIsNotClosed() {
        assertThat(place.within("close", "PO-9").err()).contains("no order \"PO-9\"");
        assertThat(place.within("close", "../PO-1").exit()).isEqualTo(2);
        assertThat(key).exists();
    }

    private void change(String sql) {
        ledger(ledger -> new JdbcTemplate(ledger.database().dataSource()).update(sql));
    }

    private interface InLedger {
        void change(Ledger ledger);
    }

    private void ledger(InLedger work) {
        try (LedgerDatabase database = LedgerDatabase.open(place.home().ledger(), Map.of())) {
            work.change(new Ledger(database));
        }
    }
}
