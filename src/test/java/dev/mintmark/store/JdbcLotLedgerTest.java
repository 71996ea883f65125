package dev.mintmark.store;

import static dev.mintmark.store.Samples.NOW;
import static dev.mintmark.store.Samples.sealed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mintmark.LedgerKind;
import dev.mintmark.delivery.IssuedModule;
import dev.mintmark.delivery.Lot;
import dev.mintmark.delivery.LotState;
import dev.mintmark.delivery.PlannedLot;
import dev.mintmark.delivery.SealedLot;
import dev.mintmark.issue.Dac;
import dev.mintmark.manifest.ManifestRow;
import dev.mintmark.order.OrderId;
import dev.mintmark.reconcile.Balance;
import dev.mintmark.reconcile.DeliveryCount;
import dev.mintmark.reconcile.Reconciliation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;

@ParameterizedClass
@EnumSource(LedgerKind.class)
final class JdbcLotLedgerTest {
    @RegisterExtension
    static final OpenLedger OPEN = new OpenLedger();

    private final JdbcTemplate jdbc;
    private final Ledger ledger;

    JdbcLotLedgerTest(LedgerKind kind) throws Exception {
        jdbc = OPEN.sql(kind);
        ledger = OPEN.ledger(kind);
    }

    @Test
    void aLotPassesThroughItsStates() throws Exception {
        OrderId order = Samples.taken(ledger, "PO-STATES", 10, 3);
        ledger.orders().planDelivery(order, 5, NOW);
        JdbcLotLedger lots = ledger.lots(order);
        Lot lot = lots.lots(1).get(0).lot();
        issue(order, 3);
        assertThat(lots.lots(1)).containsExactly(new PlannedLot(lot, LotState.PLANNED, Optional.empty()));

        lots.sealing(lot, sealed(lot), Samples.partitions(lot));
        assertThat(lots.lots(1)).containsExactly(new PlannedLot(lot, LotState.SEALING, Optional.of(sealed(lot))));

        lots.sealed(lot);
        assertThat(lots.lots(1)).containsExactly(new PlannedLot(lot, LotState.SEALED, Optional.of(sealed(lot))));
    }

    @Test
    void aLotCannotBeSealedBeforeTheLedgerHasItsHashes() throws Exception {
        OrderId order = Samples.taken(ledger, "PO-EARLY", 10, 3);
        ledger.orders().planDelivery(order, 5, NOW);
        Lot lot = ledger.lots(order).lots(1).get(0).lot();

        ledger.lots(order).sealed(lot);

        assertThat(ledger.lots(order).lots(1).get(0).state()).isEqualTo(LotState.PLANNED);
    }

    @Test
    void aSecondSealingReplacesTheFirstButNeverASealedLot() throws Exception {
        OrderId order = Samples.taken(ledger, "PO-AGAIN", 10, 3);
        ledger.orders().planDelivery(order, 5, NOW);
        JdbcLotLedger lots = ledger.lots(order);
        Lot lot = lots.lots(1).get(0).lot();
        issue(order, 3);
        SealedLot second = new SealedLot(
                lot.number(), 3, sealed(lot).tarSha256(), sealed(lot).gzipSha256(), Samples.hash("second"), 1);
        SealedLot third = new SealedLot(
                lot.number(), 3, sealed(lot).tarSha256(), sealed(lot).gzipSha256(), Samples.hash("third"), 2);

        lots.sealing(lot, sealed(lot), Samples.partitions(lot));
        lots.sealing(lot, second, Samples.partitions(lot));
        lots.sealed(lot);
        lots.sealing(lot, third, Samples.partitions(lot));

        assertThat(lots.lots(1)).containsExactly(new PlannedLot(lot, LotState.SEALED, Optional.of(second)));
    }

    @Test
    void aPartitionNeedsItsDacAndIsEnteredWithItsLotOrNotAtAll() throws Exception {
        OrderId order = Samples.taken(ledger, "PO-NODAC", 10, 3);
        ledger.orders().planDelivery(order, 5, NOW);
        Lot lot = ledger.lots(order).lots(1).get(0).lot();
        issue(order, 2);

        assertThatThrownBy(() -> ledger.lots(order).sealing(lot, sealed(lot), Samples.partitions(lot)))
                .isInstanceOf(DataIntegrityViolationException.class);

        assertThat(ledger.lots(order).lots(1).get(0).state()).isEqualTo(LotState.PLANNED);
        assertThat(ledger.balance(order).deliveries().get(1).partitions()).isZero();
    }

    @Test
    void aLotsModulesComeByPlaceWithTheirDacs() throws Exception {
        OrderId order = Samples.taken(ledger, "PO-MODULES", 10, 5);
        ledger.orders().planDelivery(order, 3, NOW);
        issue(order, 5);

        List<IssuedModule> modules =
                ledger.lots(order).modules(ledger.lots(order).lots(1).get(1).lot());

        assertThat(modules)
                .containsExactly(
                        new IssuedModule(Samples.module(order, 4), Samples.dac(Samples.module(order, 4))),
                        new IssuedModule(Samples.module(order, 5), Samples.dac(Samples.module(order, 5))));
    }

    /** It is read lot by lot; the deliveries follow each other. */
    @Test
    void aManifestOfThousandsHasEveryPlaceOnce() throws Exception {
        OrderId order = Samples.taken(ledger, "PO-PAGES", 5000, 1234);
        Samples.delivered(ledger, order, 300);
        ledger.intake().accept(order, 1, Samples.modules(order, 1235, 1239), 0);
        Samples.delivered(ledger, order, 300);

        List<ManifestRow> all = manifest(order, 2);
        assertThat(all)
                .extracting(row -> row.module().seq())
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 1239).boxed().toList());
        assertThat(all.get(1000).lot()).isEqualTo(4);
        assertThat(all.get(1233).delivery()).isEqualTo(1);
        assertThat(all.get(1234)).satisfies(row -> {
            assertThat(row.delivery()).isEqualTo(2);
            assertThat(row.lot()).isEqualTo(1);
            assertThat(row.dac()).isEqualTo(Samples.dac(Samples.module(order, 1235)));
            assertThat(row.partitionSha256()).isEqualTo(Samples.hash("image 1235"));
        });
        assertThat(manifest(order, 1)).hasSize(1234);
    }

    @Test
    void aDeliveredOrdersFiguresBalance() throws Exception {
        OrderId order = Samples.taken(ledger, "PO-BALANCE", 7, 6);
        ledger.intake().supersede(order, 2, 7);
        ledger.intake().accept(order, 1, List.of(Samples.module(order, 7, "m2", "new key")), 1);
        Samples.delivered(ledger, order, 5);

        OrderRow row = ledger.orders().find(order).orElseThrow();
        Balance balance = ledger.balance(order).count(row);

        assertThat(balance).isEqualTo(new Balance(7, 5, 7, 1, 7, 7, 7, new TreeMap<>()));
        assertThat(balance.open()).isEqualTo(1);
        assertThat(ledger.balance(order).deliveries().get(1)).isEqualTo(new DeliveryCount(7, 7, 7, 7, 0));
        assertThat(Reconciliation.order(balance, row.accepted() + row.superseding(), row.superseding()))
                .isEmpty();
    }

    @Test
    void eachDeliveryIsCountedByItself() throws Exception {
        OrderId order = Samples.taken(ledger, "PO-TWO", 10, 4);
        Samples.delivered(ledger, order, 3);
        ledger.intake().accept(order, 1, Samples.modules(order, 5, 7), 0);
        ledger.orders().planDelivery(order, 2, NOW);

        assertThat(ledger.balance(order).deliveries())
                .isEqualTo(Map.of(1, new DeliveryCount(4, 4, 4, 4, 0), 2, new DeliveryCount(3, 3, 0, 0, 0)));
        assertThat(ledger.balance(order).issued(1)).isEqualTo(4);
        assertThat(ledger.balance(order).issued(2)).isZero();
    }

    @Test
    void aDacOfAnotherKeyIsCounted() throws Exception {
        OrderId order = Samples.taken(ledger, "PO-STRANGER", 10, 2);
        Dac stranger = Samples.dac(Samples.module(order, 2, "m2", "a stranger's"));
        ledger.orders().planDelivery(order, 5, NOW);
        // the database refuses it as long as it has the rule
        jdbc.execute("ALTER TABLE dac DROP CONSTRAINT dac_key");
        try {
            ledger.dacs(order).store(List.of(Samples.dac(Samples.module(order, 1)), stranger));

            assertThat(ledger.balance(order).deliveries().get(1).strangers()).isEqualTo(1);
        } finally {
            jdbc.update("DELETE FROM dac WHERE order_id = ?", order.value());
            jdbc.execute("ALTER TABLE dac ADD CONSTRAINT dac_key FOREIGN KEY (order_id, seq, spki_sha256)"
                    + " REFERENCES module (order_id, seq, spki_sha256)");
        }
    }

    private void issue(OrderId order, int count) {
        ledger.dacs(order)
                .store(Samples.modules(order, 1, count).stream()
                        .map(Samples::dac)
                        .toList());
    }

    private List<ManifestRow> manifest(OrderId order, int lastDelivery) {
        List<ManifestRow> rows = new ArrayList<>();
        ledger.lots(order).manifest(lastDelivery, rows::add);
        return rows;
    }
}
