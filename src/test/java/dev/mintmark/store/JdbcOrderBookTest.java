package dev.mintmark.store;

import static dev.mintmark.store.Samples.NOW;
import static dev.mintmark.store.Samples.hash;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mintmark.LedgerKind;
import dev.mintmark.delivery.Lot;
import dev.mintmark.delivery.PlannedLot;
import dev.mintmark.order.OrderId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;

@ParameterizedClass
@EnumSource(LedgerKind.class)
final class JdbcOrderBookTest {
    @RegisterExtension
    static final OpenLedger OPEN = new OpenLedger();

    private final LedgerKind kind;
    private final Ledger ledger;
    private final JdbcOrderBook orders;

    JdbcOrderBookTest(LedgerKind kind) throws Exception {
        this.kind = kind;
        ledger = OPEN.ledger(kind);
        orders = ledger.orders();
    }

    @Test
    void anOrderComesBackAsItWasEntered() {
        OrderRow row = Samples.order("PO-READ", 1000, 5);
        orders.open(row);

        assertThat(orders.find(row.id())).contains(row);
        assertThat(orders.orders()).contains(row);
        assertThat(orders.find(new OrderId("PO-OTHER"))).isEmpty();
    }

    @Test
    void anIdInOtherLettersIsTheSameId() {
        orders.open(Samples.order("PO-Case", 1, 0));

        assertThatThrownBy(() -> orders.open(Samples.order("po-case", 1, 0))).isInstanceOf(DuplicateKeyException.class);
        assertThat(orders.likeNamed(new OrderId("PO-CASE"))).contains(new OrderId("PO-Case"));
        assertThat(orders.likeNamed(new OrderId("PO-CASES"))).isEmpty();
    }

    @Test
    void quantityMayGrowButNotBelowWhatIsAccepted() throws Exception {
        OrderId order = Samples.taken(ledger, "PO-AMEND", 10, 8);

        orders.amend(order, 12, 7);

        assertThat(orders.find(order).orElseThrow())
                .extracting(OrderRow::quantity, OrderRow::spares)
                .containsExactly(12, 7);
        assertThatThrownBy(() -> orders.amend(order, 7, 7)).isInstanceOf(DataIntegrityViolationException.class);
    }

    @Test
    void runsAreCounted() {
        OrderRow row = Samples.order("PO-RUNS", 1, 0);
        orders.open(row);
        orders.countRun(row.id());
        orders.countRun(row.id());

        assertThat(orders.find(row.id()).orElseThrow().completedRuns()).isEqualTo(2);
    }

    @Test
    void aDeliveryIsCutIntoLotsByPlace() throws Exception {
        OrderId order = Samples.taken(ledger, "PO-CUT", 100, 11);

        assertThat(orders.planDelivery(order, 4, NOW)).contains(1);

        assertThat(ledger.lots(order).lots(1))
                .extracting(PlannedLot::lot)
                .extracting(lot -> lot.number().value(), Lot::firstSeq, Lot::lastSeq)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(1, 1, 4),
                        org.assertj.core.groups.Tuple.tuple(2, 5, 8),
                        org.assertj.core.groups.Tuple.tuple(3, 9, 11));
        assertThat(orders.delivery(order, 1))
                .isEqualTo(new DeliveryRow(1, 11, 0, 3, NOW, Optional.empty(), Optional.empty(), Optional.empty()));
    }

    @Test
    void theNextDeliveryBeginsWhereTheLastOneEnded() throws Exception {
        OrderId order = Samples.taken(ledger, "PO-NEXT", 100, 4);
        assertThat(orders.planDelivery(order, 4, NOW)).contains(1);
        assertThat(orders.planDelivery(order, 4, NOW)).isEmpty();
        ledger.intake().accept(order, 1, Samples.modules(order, 5, 6), 0);

        assertThat(orders.planDelivery(order, 4, NOW)).contains(2);

        assertThat(ledger.lots(order).lots(2))
                .singleElement()
                .satisfies(planned -> assertThat(planned.lot().firstSeq()).isEqualTo(5))
                .satisfies(planned -> assertThat(planned.lot().lastSeq()).isEqualTo(6));
    }

    @Test
    void aDeliveryIsPlannedWholeOrNotAtAll() throws Exception {
        OrderId order = Samples.taken(ledger, "PO-WHOLE", 100, 12);
        OPEN.sql(kind).execute("ALTER TABLE lot ADD CONSTRAINT no_third CHECK (order_id <> 'PO-WHOLE' OR number < 3)");

        assertThatThrownBy(() -> orders.planDelivery(order, 4, NOW))
                .isInstanceOf(DataIntegrityViolationException.class);

        assertThat(orders.deliveries(order)).isEmpty();
        assertThat(ledger.lots(order).lots(1)).isEmpty();
    }

    @Test
    void aDeliveryIsHandedOverOnce() throws Exception {
        OrderId order = Samples.taken(ledger, "PO-ONCE", 10, 3);
        orders.planDelivery(order, 4, NOW);
        assertThat(orders.unfinishedDelivery(order)).isPresent();

        orders.markDelivered(order, 1, hash("first"), NOW);
        orders.markDelivered(order, 1, hash("second"), NOW.plusSeconds(1));

        assertThat(orders.unfinishedDelivery(order)).isEmpty();
        assertThat(orders.delivery(order, 1))
                .isEqualTo(new DeliveryRow(
                        1, 3, 0, 1, NOW, Optional.empty(), Optional.of(hash("first")), Optional.of(NOW)));
    }
}
