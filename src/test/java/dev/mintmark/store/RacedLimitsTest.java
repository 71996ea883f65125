package dev.mintmark.store;

import static dev.mintmark.store.Samples.NOW;
import static dev.mintmark.store.Samples.hash;
import static dev.mintmark.store.Samples.module;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mintmark.LedgerKind;
import dev.mintmark.Race;
import dev.mintmark.issue.AcceptedModule;
import dev.mintmark.issue.Dac;
import dev.mintmark.order.MacAddress;
import dev.mintmark.order.OrderId;
import dev.mintmark.order.SerialNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.dao.DataAccessException;

/** What the database refuses by itself, asked by 64 threads at once without any lock that the program would take. */
@ParameterizedClass
@EnumSource(LedgerKind.class)
final class RacedLimitsTest {
    @RegisterExtension
    static final OpenLedger OPEN = new OpenLedger();

    private static final java.util.Map<LedgerKind, List<Ledger>> OPENED = new java.util.EnumMap<>(LedgerKind.class);

    private final LedgerKind kind;
    private final Ledger ledger;
    private List<Ledger> ledgers;

    RacedLimitsTest(LedgerKind kind) throws Exception {
        this.kind = kind;
        this.ledger = OPEN.ledger(kind);
    }

    /** Eight openings with eight connections each, so that all threads are at the database together. */
    @BeforeEach
    void openSeveralTimes() throws Exception {
        if (!OPENED.containsKey(kind)) {
            List<Ledger> opened = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                opened.add(OPEN.another(kind));
            }
            OPENED.put(kind, opened);
        }
        ledgers = OPENED.get(kind);
    }

    /** What one thread tries. */
    private interface Attempt {
        void on(Ledger ledger, int thread) throws Exception;
    }

    /** @return how many of the threads had their transaction committed */
    private long race(Attempt attempt) throws Exception {
        return Race.between(thread -> {
                    Ledger own = ledgers.get(thread % ledgers.size());
                    try {
                        return own.inTransaction(() -> {
                            try {
                                attempt.on(own, thread);
                            } catch (RuntimeException | InterruptedException e) {
                                throw e;
                            } catch (Exception e) {
                                throw new IllegalStateException(e);
                            }
                            return true;
                        });
                    } catch (DataAccessException | PlacesGone refused) {
                        return false;
                    }
                })
                .stream()
                .filter(took -> took)
                .count();
    }

    private static final class PlacesGone extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private static void accept(Ledger own, OrderId order, AcceptedModule module, int superseding) {
        try {
            own.intake().accept(order, 1, List.of(module), superseding);
        } catch (IllegalStateException full) {
            throw new PlacesGone();
        }
    }

    @Test
    void quantityAndSparesAreTakenToTheLastAndNotPastIt() throws Exception {
        OrderId order = Samples.taken(ledger, "PO-PLACES", 40, 0);

        assertThat(race((own, thread) -> accept(own, order, module(order, thread + 1), 0)))
                .isEqualTo(40);
        assertThat(race((own, thread) -> accept(own, order, module(order, thread + 100), 1)))
                .isEqualTo(5);

        OrderRow row = ledger.orders().find(order).orElseThrow();
        assertThat(row.accepted()).isEqualTo(40);
        assertThat(row.superseding()).isEqualTo(5);
        assertThat(count("module", order)).isEqualTo(45);
    }

    @Test
    void aKeyWantedBySixtyFourOrdersIsOneModuleWithOneDac() throws Exception {
        AcceptedModule wanted = module(new OrderId("PO-ANY"), 1);
        for (int i = 0; i < Race.THREADS; i++) {
            Samples.taken(ledger, "PO-KEY-" + i, 10, 0);
        }

        assertThat(race((own, thread) -> {
                    OrderId order = new OrderId("PO-KEY-" + thread);
                    accept(own, order, wanted, 0);
                    own.dacs(order).store(List.of(Samples.dac(wanted, serial(thread))));
                }))
                .isEqualTo(1);

        for (String table : List.of("module", "dac")) {
            assertThat(OPEN.sql(kind)
                            .queryForObject(
                                    "SELECT COUNT(*) FROM " + table + " WHERE spki_sha256 = ?",
                                    Integer.class,
                                    wanted.spkiSha256().hex()))
                    .isEqualTo(1);
        }
        assertThat(OPEN.sql(kind)
                        .queryForObject(
                                "SELECT SUM(accepted) FROM production_order WHERE order_id LIKE 'PO-KEY-%'",
                                Integer.class))
                .isEqualTo(1);
    }

    @Test
    void aModuleIdASerialNumberAndAMacAreGivenOnceInAnOrder() throws Exception {
        MacAddress mac = new MacAddress("7cdfa1000009");
        OrderId order = Samples.taken(ledger, "PO-NAMES", 1000, 0);

        assertThat(race((own, thread) -> accept(own, order, named(order, thread, "same", "SN-" + thread, null), 0)))
                .isEqualTo(1);
        assertThat(race((own, thread) -> accept(own, order, named(order, 100 + thread, "a" + thread, "SAME", null), 0)))
                .isEqualTo(1);
        assertThat(race((own, thread) ->
                        accept(own, order, named(order, 200 + thread, "b" + thread, "SM-" + thread, mac), 0)))
                .isEqualTo(1);
    }

    private static AcceptedModule named(OrderId order, int place, String id, String serial, MacAddress mac) {
        AcceptedModule module = module(order, place + 1, id, "key at " + place);
        return new AcceptedModule(
                module.seq(),
                module.moduleId(),
                Optional.ofNullable(mac),
                new SerialNumber(serial),
                module.publicKey(),
                module.spkiSha256(),
                Optional.empty(),
                module.submissionSha256(),
                NOW);
    }

    @Test
    void anIssuersSerialNumberIsUsedOnce() throws Exception {
        OrderId order = Samples.taken(ledger, "PO-SERIAL", 100, Race.THREADS);

        assertThat(race((own, thread) ->
                        own.dacs(order).store(List.of(Samples.dac(module(order, thread + 1), "77".repeat(20))))))
                .isEqualTo(1);
    }

    /** An HSM signs otherwise each time: whichever certificate is stored first is the module's. */
    @Test
    void theFirstStoredCertificateWins() throws Exception {
        OrderId order = Samples.taken(ledger, "PO-FIRST", 10, 1);
        List<Dac> offered = IntStream.range(0, Race.THREADS)
                .mapToObj(thread -> signed(module(order, 1), thread))
                .toList();

        assertThat(race((own, thread) -> own.dacs(order).store(List.of(offered.get(thread)))))
                .isEqualTo(1);

        StoredDac stored = (StoredDac) ledger.dacs(order).stored(0, 10).get(0);
        assertThat(offered).contains(stored.dac());
        assertThat(race((own, thread) -> own.dacs(order).store(List.of(offered.get(thread)))))
                .isZero();
        assertThat(ledger.dacs(order).stored(0, 10)).containsExactly(stored);
    }

    private static Dac signed(AcceptedModule module, int signature) {
        Dac dac = Samples.dac(module);
        return new Dac(
                dac.seq(),
                dac.spkiSha256(),
                dac.issuerSki(),
                dac.serial(),
                hash("signature " + signature),
                dac.notBefore(),
                dac.notAfter(),
                NOW);
    }

    @Test
    void aDeliveryIsPlannedByOne() throws Exception {
        OrderId order = Samples.taken(ledger, "PO-PLAN", 100, 30);

        List<Optional<Integer>> planned = Race.between(
                thread -> ledgers.get(thread % ledgers.size()).orders().planDelivery(order, 7, NOW));

        assertThat(planned).containsOnlyOnce(Optional.of(1));
        assertThat(Set.copyOf(planned)).containsExactlyInAnyOrder(Optional.of(1), Optional.empty());
        assertThat(ledger.orders().deliveries(order)).hasSize(1);
        assertThat(ledger.lots(order).lots(1)).hasSize(5);
    }

    /** A place that a hand or a fault in the program would make. */
    @Test
    void aRowThatIsNeitherLiveNorSupersededIsRefused() throws Exception {
        OrderId order = Samples.taken(ledger, "PO-HAND", 10, 3);
        ledger.intake().supersede(order, 1, 4);

        for (String change : List.of(
                "live_module_id = NULL",
                "live_serial = NULL",
                "live_module_id = 'other'",
                "live_mac = '7cdfa1000009'",
                "superseded_by = 4",
                "superseded_by = 4, live_module_id = NULL, live_serial = NULL",
                "superseded_by = 1, live_module_id = NULL, live_serial = NULL",
                "seq = 0")) {
            assertThat(race((own, thread) -> OPEN.sql(kind)
                            .update("UPDATE module SET " + change + " WHERE order_id = 'PO-HAND' AND seq = 2")))
                    .as(change)
                    .isZero();
        }
    }

    private int count(String table, OrderId order) throws Exception {
        return OPEN.sql(kind)
                .queryForObject("SELECT COUNT(*) FROM " + table + " WHERE order_id = ?", Integer.class, order.value());
    }

    private static String serial(int thread) {
        return "%040x".formatted(thread + 1);
    }
}
